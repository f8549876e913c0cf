namespace Omnichannel.Platform.Time;

/// <summary>Days of a market: its clock, its working days, and when its day's business ends.</summary>
/// <param name="Days">Its clock.</param>
/// <param name="Calendar">Its working days.</param>
public sealed record BusinessDays(LocalDays Days, WorkingCalendar Calendar)
{
    /// <summary>When the business of a day ends; null for the end of the day itself.</summary>
    public TimeOnly? EndsAt { get; init; }

    /// <summary>The first moment after the business of a day.</summary>
    public DateTimeOffset EndOf(DateOnly day) => EndsAt is { } time ? Days.Until(day, time) : Days.EndOf(day);

    /// <summary>The end of the business day that is so many days after a moment.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset at, int days) => EndOf(Days.DayOf(at).AddDays(days));

    /// <summary>The end of the business day that is so many working days after a moment.</summary>
    public DateTimeOffset EndAfterWorkingDays(DateTimeOffset at, int workingDays) => EndOf(Calendar.Add(Days.DayOf(at), workingDays));
}
