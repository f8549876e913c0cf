using Google.Protobuf.WellKnownTypes;

namespace Omnichannel.WebConsole.Shared;

/// <summary>Days that people type, as the instants that the platform asks for.</summary>
public static class Days
{
    /// <summary>When a day begins. Where it begins with an hour that clocks skip, it begins with the next one that they show.</summary>
    public static Timestamp? StartOf(DateOnly? day, TimeZoneInfo zone)
    {
        if (day is not { } date)
        {
            return null;
        }

        var midnight = date.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return Timestamp.FromDateTime(TimeZoneInfo.ConvertTimeToUtc(midnight, zone));
    }

    /// <summary>When a day is over.</summary>
    public static Timestamp? EndOf(DateOnly? day, TimeZoneInfo zone) => StartOf(day is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : null, zone);
}
