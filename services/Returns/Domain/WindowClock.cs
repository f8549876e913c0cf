namespace Omnichannel.Returns.Domain;

/// <summary>When a return window ends.</summary>
public static class WindowClock
{
    /// <summary>The first moment at which it is too late: the end of the last day in the policy's zone, or of a longer holiday extension.</summary>
    /// <param name="window">Days and extensions.</param>
    /// <param name="anchoredAt">The order, fulfilment or delivery behind the clock.</param>
    /// <param name="placedAt">When it was bought: seasons are seasons of buying.</param>
    /// <param name="zone">In which days begin and end.</param>
    public static DateTimeOffset Deadline(ReturnWindow window, DateTimeOffset anchoredAt, DateTimeOffset placedAt, TimeZoneInfo zone)
    {
        var lastDay = TimeZoneInfo.ConvertTime(anchoredAt, zone).Date.AddDays(window.Days);
        var end = ToInstant(window.EndOfDayMinute == 0 ? lastDay.AddDays(1) : lastDay.AddMinutes(window.EndOfDayMinute), zone);
        foreach (var extension in window.Extensions)
        {
            if (placedAt >= extension.PlacedFrom && placedAt < extension.PlacedBefore && extension.ReturnableUntil > end)
            {
                end = extension.ReturnableUntil;
            }
        }

        return end;
    }

    // A local time that the clocks skip becomes the moment of the jump; one that they show twice counts the second time. Both favour the customer.
    private static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
