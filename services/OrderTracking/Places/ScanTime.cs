using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Places;

/// <summary>The moment that a carrier's time means.</summary>
/// <param name="At">The moment, or the best guess at it.</param>
/// <param name="Basis">How it is known.</param>
/// <param name="UncertainBy">How far the moment can lie from the guess, on either side.</param>
public readonly record struct ScanTime(DateTimeOffset At, TimeBasis Basis, TimeSpan UncertainBy)
{
    // Clocks on earth are between 12 hours behind UTC and 14 ahead of it.
    private static readonly TimeSpan Anywhere = TimeSpan.FromHours(14);
    private static readonly TimeSpan Jump = TimeSpan.FromHours(1);

    /// <summary>A time that came as an instant.</summary>
    public static ScanTime Exact(DateTimeOffset at) => new(at, TimeBasis.Offset, TimeSpan.Zero);

    /// <summary>What a clock showed, read where the scan was made, else where the carrier writes, else as UTC.</summary>
    /// <param name="shown">By the clock.</param>
    /// <param name="place">Where the scan was made.</param>
    /// <param name="home">The zone in which the carrier writes; null when it writes in no one zone.</param>
    public static ScanTime Local(DateTime shown, ScanPlace place, LocalDays? home)
    {
        var zones = PlaceZones.Of(place);
        var there = Read(shown, zones);
        if (zones.Count > 0 && there.UncertainBy <= Jump && AllOneZone(shown, zones))
        {
            return there with { Basis = TimeBasis.Place };
        }

        // The carrier's home says nothing about a country that it does not lie in.
        if (home is not null && (zones.Count == 0 || zones.Any(zone => zone.ZoneId == home.ZoneId)))
        {
            var here = Read(shown, [home, .. zones]);
            return here with { Basis = TimeBasis.CarrierHome };
        }

        return zones.Count > 0 ? there : Read(shown, [LocalDays.Utc]) with { UncertainBy = Anywhere };
    }

    private static bool AllOneZone(DateTime shown, IReadOnlyList<LocalDays> zones) =>
        zones.Select(zone => zone.From(DateOnly.FromDateTime(shown), TimeOnly.FromDateTime(shown))).Distinct().Count() == 1;

    // A time that clocks show twice is one of two moments; one that they skip was shown by a clock that nobody had moved, or by one moved too early.
    private static ScanTime Read(DateTime shown, IReadOnlyList<LocalDays> zones)
    {
        var day = DateOnly.FromDateTime(shown);
        var time = TimeOnly.FromDateTime(shown);
        var first = zones.Count > 0 ? zones[0].From(day, time) : default;
        var uncertain = TimeSpan.Zero;
        foreach (var zone in zones)
        {
            var from = zone.From(day, time);
            var doubt = zone.ClockOf(from) == shown ? zone.Until(day, time) - from : Jump;
            var apart = (from - first).Duration() + doubt;
            uncertain = apart > uncertain ? apart : uncertain;
        }

        return new ScanTime(first, TimeBasis.Unknown, uncertain);
    }
}
