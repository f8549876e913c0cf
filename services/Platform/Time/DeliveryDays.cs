namespace Omnichannel.Platform.Time;

/// <summary>In how many days after an order its goods are promised. Whoever shows it and whoever keeps it count alike.</summary>
/// <param name="Min">At the earliest.</param>
/// <param name="Max">At the latest; 0 for the same day until <see cref="By"/>, and when nothing is promised.</param>
public sealed record DeliveryDays(int Min, int Max)
{
    /// <summary>Nothing is promised.</summary>
    public static DeliveryDays None { get; } = new(0, 0);

    /// <summary>Whether something is promised.</summary>
    public bool ArePromised => Max > 0 || By is not null;

    /// <summary>Whether only working days count, of the country where it goes.</summary>
    public bool AreWorkingDays { get; init; }

    /// <summary>What is ordered later on a day there, or on a day without work, counts as ordered on the next working day; null for none.</summary>
    public TimeOnly? CutOff { get; init; }

    /// <summary>Until when on the last day; null for its end.</summary>
    public TimeOnly? By { get; init; }

    /// <summary>The day there from which the days of an order count.</summary>
    public static DateOnly CountedFrom(DateTimeOffset orderedAt, TimeOnly? cutOff, MarketDays there)
    {
        var day = there.Days.DayOf(orderedAt);
        return cutOff is { } time ? there.Calendar.OnOrAfter(TimeOnly.FromDateTime(there.Days.ClockOf(orderedAt)) > time ? day.AddDays(1) : day) : day;
    }

    /// <summary>The first and the last moment that are promised to what is ordered at a moment.</summary>
    public (DateTimeOffset EarliestAt, DateTimeOffset LatestAt) From(DateTimeOffset orderedAt, MarketDays there)
    {
        var day = CountedFrom(orderedAt, CutOff, there);
        DateOnly After(int days) => AreWorkingDays ? there.Calendar.Add(day, days) : day.AddDays(days);
        var last = After(Max);
        return (there.Days.StartOf(After(Min)), (By is { } time ? there.LastDays.Until(last, time) : there.LastDays.EndOf(last)).AddSeconds(-1));
    }
}
