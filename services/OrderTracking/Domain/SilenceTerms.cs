using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>After how much silence something is concluded of a parcel. Read from <c>Domain/silence.yaml</c>.</summary>
public sealed class SilenceTerms
{
    private const string EveryLane = "*";

    /// <summary>The terms that come with the product.</summary>
    public static SilenceTerms BuiltIn { get; } = ReadEmbedded();

    /// <summary>Days after the end of the promised window from which a tracked parcel is assumed to be delivered.</summary>
    public int AssumedAfterWindow { get; set; }

    /// <summary>Least days from hand-over until a parcel without tracking is assumed to be delivered.</summary>
    public int LeastAssumed { get; set; }

    /// <summary>Least days without news until a tracked parcel seems lost.</summary>
    public int LeastLost { get; set; }

    /// <summary>Working days without news that put a promise at risk.</summary>
    public int AtRiskWorkingDays { get; set; }

    /// <summary>How long parcels take, by <c>carrier/country</c>, <c>carrier</c>, or <c>*</c> for all others.</summary>
    public Dictionary<string, UsualDays> Lanes { get; set; } = [];

    /// <summary>Reads terms.</summary>
    /// <exception cref="InvalidDataException">The document is no such file; the fault is named.</exception>
    public static SilenceTerms Read(TextReader yaml)
    {
        var terms = DataFile.Read<SilenceTerms>(yaml, "terms of silence");
        return terms.AssumedAfterWindow < 1 || terms.LeastAssumed < 1 || terms.LeastLost < 1 || terms.AtRiskWorkingDays < 1
            ? throw new InvalidDataException("Terms of silence are 1 day or more.")
            : !terms.Lanes.ContainsKey(EveryLane) ? throw new InvalidDataException("The lane '*' is missing.")
            : terms.Lanes.FirstOrDefault(lane => lane.Value is not { P95: > 0 } || lane.Value.P99 < lane.Value.P95) is { Key: not null } odd
                ? throw new InvalidDataException($"Lane '{odd.Key}': p95 is 1 day or more, and p99 is not less.")
                : terms;
    }

    /// <summary>Days from hand-over until a parcel without tracking is assumed to be delivered.</summary>
    /// <param name="parcel">Of whose lane it is known how long parcels took, or else of whose carrier.</param>
    /// <param name="country">Where it goes, ISO 3166-1 alpha-2; empty when not known.</param>
    public int Assumed(Shipment parcel, string country) => Math.Max(LeastAssumed, (parcel.Usual ?? LaneOf(parcel.CarrierCode, country)).P95);

    /// <summary>Days without news until a tracked parcel seems lost; parameters as above.</summary>
    public int Lost(Shipment parcel, string country) => Math.Max(LeastLost, (parcel.Usual ?? LaneOf(parcel.CarrierCode, country)).P99);

    private UsualDays LaneOf(string carrier, string country) =>
        Lanes.GetValueOrDefault($"{carrier}/{country}") ?? Lanes.GetValueOrDefault(carrier) ?? Lanes[EveryLane];

    private static SilenceTerms ReadEmbedded()
    {
        using var reader = DataFile.Embedded(typeof(SilenceTerms).Assembly, "Omnichannel.OrderTracking.Domain.silence.yaml");
        return Read(reader);
    }
}

/// <summary>In how many days parcels of a lane come, from hand-over on.</summary>
public sealed record UsualDays
{
    /// <summary>Days in which 95 of 100 have come.</summary>
    public int P95 { get; init; }

    /// <summary>Days in which 99 of 100 have.</summary>
    public int P99 { get; init; }

    /// <summary>Of those that came; null when too few are known.</summary>
    public static UsualDays? Of(IEnumerable<Passage> passages, Lane lane, DateTimeOffset now)
    {
        var times = lane.Learn(passages, Lane.DaysUnderWay, now);
        return times.Parcels < Lane.FewestParcels
            ? null
            : new UsualDays { P95 = (int)Math.Ceiling(times.OfArrivingWithin(0.95)!.Value), P99 = (int)Math.Ceiling(times.OfArrivingWithin(0.99)!.Value) };
    }
}
