using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>When a return window ends.</summary>
public static class WindowClock
{
    /// <summary>The first moment at which it is too late: the end of the last day in the market, or of a longer holiday extension.</summary>
    /// <param name="window">Days and extensions.</param>
    /// <param name="anchoredAt">The order, fulfilment or delivery behind the clock.</param>
    /// <param name="placedAt">When it was bought: seasons are seasons of buying.</param>
    /// <param name="there">The days of the market where it was bought.</param>
    public static DateTimeOffset Deadline(ReturnWindow window, DateTimeOffset anchoredAt, DateTimeOffset placedAt, MarketDays there)
    {
        var days = there.Days;
        var lastDay = days.DayOf(anchoredAt).AddDays(window.Days);
        lastDay = window.EndsOnWorkingDay ? there.Calendar.OnOrAfter(lastDay) : lastDay;
        var end = window.EndOfDayMinute == 0 ? days.EndOf(lastDay) : days.Until(lastDay, TimeOnly.MinValue.AddMinutes(window.EndOfDayMinute));
        foreach (var extension in window.Extensions)
        {
            if (placedAt >= extension.PlacedFrom && placedAt < extension.PlacedBefore && extension.ReturnableUntil > end)
            {
                end = extension.ReturnableUntil;
            }
        }

        return end;
    }
}
