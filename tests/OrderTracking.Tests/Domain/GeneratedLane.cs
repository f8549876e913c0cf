using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>
/// A lane whose parcels are made by a seed: ordered at any hour of any day, handed over by a cut-off after some working days, under way for a log-normal time of which weekends
/// and holidays are no part; one of a hundred is lost. It goes from midnight to midnight, and shares no code with what learns from it.
/// </summary>
/// <param name="OptionId">The way to ship.</param>
/// <param name="Country">Where it goes.</param>
/// <param name="MedianDays">Working days of which every other parcel takes no longer.</param>
/// <param name="Sigma">How much that varies.</param>
internal sealed record GeneratedLane(string OptionId, string Country, double MedianDays, double Sigma)
{
    /// <summary>Orders a day.</summary>
    public double PerDay { get; init; } = 8;

    /// <summary>The most working days until it is handed over.</summary>
    public int MostHandlingDays { get; init; } = 1;

    /// <summary>From when on parcels take longer, and by how much.</summary>
    public (DateTimeOffset From, double Times) Drift { get; init; } = (DateTimeOffset.MaxValue, 1);

    public static TimeOnly CutOff { get; } = new(14, 0);

    private MarketDays There => WorkingDays.BuiltIn.In(Country);

    /// <summary>All that is ordered between two moments, earliest first. Of what is lost <see cref="Passage.ArrivedAt"/> is null.</summary>
    public IEnumerable<Passage> Between(DateTimeOffset from, DateTimeOffset to, Random random)
    {
        for (var at = from; at < to; at += TimeSpan.FromDays(-Math.Log(1 - random.NextDouble()) / PerDay))
        {
            yield return One(at, random);
        }
    }

    private Passage One(DateTimeOffset orderedAt, Random random)
    {
        var day = There.Days.DayOf(orderedAt);
        if (TimeOnly.FromDateTime(There.Days.ClockOf(orderedAt)) > CutOff)
        {
            day = day.AddDays(1);
        }

        for (var left = random.Next(MostHandlingDays + 1); left > 0 || !There.Calendar.IsWorkingDay(day); day = day.AddDays(1))
        {
            left -= There.Calendar.IsWorkingDay(day) ? 1 : 0;
        }

        var leftAt = There.Days.From(day, new TimeOnly(17, 0));
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var days = MedianDays * Math.Exp(Sigma * normal) * (orderedAt >= Drift.From ? Drift.Times : 1);
        return new Passage
        {
            ParcelId = $"{OptionId}-{Country}-{orderedAt.Ticks}",
            ShippingOptionId = OptionId,
            Market = Country,
            Country = Country,
            OrderedAt = orderedAt,
            LeftAt = leftAt,
            ArrivedAt = random.NextDouble() < 0.01 ? null : Arrival(leftAt, TimeSpan.FromDays(days)),
        };
    }

    private DateTimeOffset Arrival(DateTimeOffset at, TimeSpan work)
    {
        while (true)
        {
            var day = There.LastDays.DayOf(at);
            var midnight = There.LastDays.EndOf(day);
            if (There.Calendar.IsWorkingDay(day))
            {
                if (work <= midnight - at)
                {
                    return at + work;
                }

                work -= midnight - at;
            }

            at = midnight;
        }
    }
}
