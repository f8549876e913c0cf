using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>When points lapse: on a day of the year, or when nobody does anything.</summary>
public sealed class LotEndTests
{
    private static readonly LoyaltyProgram Program = LoyaltyProgram.BuiltIn() with { TimeZoneId = "Europe/Rome", ExpiryDays = 0, ExpiryNoticeDays = 30 };

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2027-03-31T22:00:00Z")]
    [InlineData("2026-12-31T22:59:59Z", "2027-03-31T22:00:00Z")]
    [InlineData("2026-12-31T23:00:00Z", "2028-03-31T22:00:00Z")]
    public void Calendar_IsTheDayOfTheYearAfter_AsTheProgramSeesDays(string activated, string end)
    {
        var program = Program with { ExpiryCalendar = new CalendarExpiry { MonthDay = "03-31" } };

        Assert.Equal(new LotEnd(Time(end)) { NoticeAt = Time(end).AddDays(-30) }, program.ExpiryAfter(Time(activated)));
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-02-28T23:00:00Z")]
    [InlineData("2026-02-28T23:30:00Z", "2026-04-01T22:00:00Z")]
    public void Inactivity_IsToTheSameDayOfAMonth_OrItsLast(string activated, string end) =>
        Assert.Equal(Time(end), (Program with { ExpiryInactiveMonths = 1 }).ExpiryAfter(Time(activated))?.At);

    [Fact]
    public void Inactivity_FollowsFromAllThatWasDone_InWhateverOrderItBecomesKnown()
    {
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            var rule = new Inactivity(random.Next(1, 4), "Europe/Rome");
            var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(random.Next(9_000));
            var done = Enumerable.Range(0, random.Next(9)).Select(_ => start.AddHours(random.Next(1, 9_000))).ToList();
            var end = new LotEnd(rule.EndAfter(start)) { NoticeAt = rule.EndAfter(start).AddDays(-3), Inactivity = rule };
            var known = new List<DateTimeOffset>();
            foreach (var at in done)
            {
                known.Add(at);
                end = end.After(known.Where(other => other >= at).Order());
            }

            Assert.Equal(FirstIdle(rule, start, done), end.At);
            Assert.Equal(end.At.AddDays(-3), end.NoticeAt);
        }
    }

    // Minute by minute would be the same: between two things that are done nothing changes.
    private static DateTimeOffset FirstIdle(Inactivity rule, DateTimeOffset start, List<DateTimeOffset> done)
    {
        var last = start;
        foreach (var at in done.Order())
        {
            if (rule.EndAfter(last) <= at)
            {
                break;
            }

            last = at;
        }

        return rule.EndAfter(last);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
