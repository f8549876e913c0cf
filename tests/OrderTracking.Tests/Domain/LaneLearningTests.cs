using Omnichannel.OrderTracking.Domain;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Promises of generated lanes: learned from the first four fifths of a year, judged by the last.</summary>
public sealed class LaneLearningTests
{
    private static readonly DateTimeOffset Begin = new(2025, 4, 7, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Begin.AddDays(365);
    private static readonly DateTimeOffset Split = Begin.AddDays(365 * 0.8);

    private static readonly GeneratedLane[] Lanes =
    [
        new("express", "IT", 0.9, 0.25) { MostHandlingDays = 0 },
        new("standard", "IT", 1.8, 0.35),
        new("standard", "DE", 3.0, 0.40),
        new("parcel", "RO", 2.4, 0.30) { MostHandlingDays = 2 },
        new("post", "FR", 4.0, 0.45),
        new("ground", "US", 4.5, 0.30),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Promises_AreKeptAsOftenAsTheySay_AndComeCloserThanFixedDays(int seed)
    {
        var random = new Random(seed);
        var judged = new Tally();
        foreach (var lane in WithDrift(Begin.AddDays(365 * 0.6)))
        {
            var all = lane.Between(Begin, End, random).ToList();
            var known = KnownAt(Split, all);
            var learned = Learn(known, Split);
            var fixedDays = FixedDaysOf(known);
            foreach (var passage in all.Where(passage => passage.OrderedAt >= Split))
            {
                judged.Add(passage, learned, fixedDays);
            }
        }

        Assert.InRange(judged.Kept, 0.88, 0.93);
        Assert.InRange(judged.ErrorToFixed, 0, 0.8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Promises_LearnedAnewEachWeek_FollowALaneThatBecomesSlower(int seed)
    {
        var random = new Random(seed);
        var from = Begin.AddDays(365 * 0.8);
        var slower = Lanes[2] with { Drift = (from, 1.6) };
        var all = slower.Between(Begin, End, random).ToList();
        var before = Learn(KnownAt(from, all), from);
        var late = new Tally();
        var stale = new Tally();
        for (var week = from.AddDays(35); week < End; week += TimeSpan.FromDays(7))
        {
            var learned = Learn(KnownAt(week, all), week);
            foreach (var passage in all.Where(passage => passage.OrderedAt >= week && passage.OrderedAt < week.AddDays(7)))
            {
                late.Add(passage, learned, 0);
                stale.Add(passage, before, 0);
            }
        }

        Assert.InRange(late.Kept, 0.85, 0.95);
        Assert.InRange(stale.Kept, 0, 0.75);
    }

    private static IEnumerable<GeneratedLane> WithDrift(DateTimeOffset from) => Lanes.Select((lane, i) => i == 2 ? lane with { Drift = (from, 1.6) } : lane);

    private static LearnedDays Learn(IReadOnlyList<Passage> known, DateTimeOffset now) =>
        LearnedDays.Of(known.OrderByDescending(passage => passage.LeftAt).Take(Lane.MostParcels), new LaneQuestion(Lane.Any) { CutOff = GeneratedLane.CutOff }, now)!;

    private static List<Passage> KnownAt(DateTimeOffset now, List<Passage> all) =>
        [.. all.Where(passage => passage.LeftAt <= now).Select(passage => passage.ArrivedAt <= now ? passage : passage with { ArrivedAt = null })];

    // The best that a fixed number of days can do: as many as every other parcel took.
    private static double FixedDaysOf(List<Passage> known) =>
        Math.Round(Median([.. known.Where(passage => passage.ArrivedAt is not null).Select(passage => (passage.ArrivedAt!.Value - passage.OrderedAt).TotalDays)]));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class Tally
    {
        private readonly List<double> errors = [];
        private readonly List<double> fixedErrors = [];
        private int all;
        private int kept;

        public double Kept => (double)kept / all;

        public double ErrorToFixed => Median(errors) / Median(fixedErrors);

        // What is lost breaks its promise, and has no time to be wrong about.
        public void Add(Passage passage, LearnedDays learned, double fixedDays)
        {
            all++;
            kept += passage.ArrivedAt <= learned.Days.From(passage.OrderedAt, passage.Place).LatestAt ? 1 : 0;
            if (passage.ArrivedAt is { } at)
            {
                errors.Add(Math.Abs((at - learned.ExpectedAt(passage.OrderedAt, passage.Place)).TotalDays));
                fixedErrors.Add(Math.Abs((at - passage.OrderedAt.AddDays(fixedDays)).TotalDays));
            }
        }
    }
}
