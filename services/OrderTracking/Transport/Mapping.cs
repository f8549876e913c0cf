using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;
using Omnichannel.Values;
using Refusal = Omnichannel.Platform.Domain.Refusal;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Requests, from the contract's terms to the domain's.</summary>
internal static class Mapping
{
    private static readonly Timestamp Lowest = new() { Seconds = -62135596800 };
    private static readonly Timestamp Highest = new() { Seconds = 253402300799 };

    /// <summary>Who asks.</summary>
    public static Requester ToRequester(this Caller caller) => new(caller.Subject, caller.IsShopper, caller.Channel.ToDomain());

    /// <summary>An instant, at the precision that is stored.</summary>
    public static DateTimeOffset ToInstant(this Timestamp timestamp) => Instants.FromMicros(timestamp.ToMicros());

    /// <summary>An instant that may be missing.</summary>
    public static DateTimeOffset? ToOptionalInstant(this Timestamp? timestamp) => timestamp?.ToInstant();

    /// <summary>Whether it is a time of the years 1 to 9999, as the contract of Timestamp says.</summary>
    public static bool IsTime(this Timestamp? timestamp) =>
        timestamp is not null && timestamp.Nanos is >= 0 and < 1_000_000_000 && timestamp.Seconds >= Lowest.Seconds && timestamp.Seconds <= Highest.Seconds;

    /// <summary>A time that must be given.</summary>
    public static RequestCheck Time(this RequestCheck check, string field, Timestamp? timestamp) => timestamp is null
        ? check.That(false, field, "is required")
        : check.OptionalTime(field, timestamp);

    /// <summary>A time, or none.</summary>
    public static RequestCheck OptionalTime(this RequestCheck check, string field, Timestamp? timestamp) =>
        check.That(timestamp is null || timestamp.IsTime(), field, "must be a time of the years 1 to 9999");

    /// <summary>Words of an enum: any number of them, each known.</summary>
    public static RequestCheck Words<TEnum>(this RequestCheck check, string field, IReadOnlyCollection<TEnum> words)
        where TEnum : struct, System.Enum =>
        check.That(words.All(word => System.Enum.IsDefined(word) && !word.Equals(default(TEnum))), field, "must be known values");

    /// <summary>Units of lines.</summary>
    public static RequestCheck Units(this RequestCheck check, string field, IReadOnlyList<LineQuantity> lines)
    {
        check.Count(field, lines.Count, 0, SaleReading.MostLines);
        for (var i = 0; i < lines.Count && check.IsValid; i++)
        {
            check.Id($"{field}[{i}].line_id", lines[i].LineId).Range($"{field}[{i}].quantity", lines[i].Quantity, 1, Measures.HighestQuantity);
        }

        return check;
    }

    /// <summary>Who took a parcel, with the number that names it.</summary>
    public static (ParcelNumber Number, ProofOfDelivery Proof) ToProof(this CarrierProof proof, string carrierCode) => (
        new ParcelNumber(carrierCode, proof.TrackingNumber),
        new ProofOfDelivery { ReceivedBy = proof.ReceivedBy, PhotoReference = proof.PhotoReference, Place = proof.Place, Source = "carrier" });

    /// <summary>Units of lines.</summary>
    public static IReadOnlyList<LineUnits> ToUnits(this IEnumerable<LineQuantity> lines) => [.. lines.Select(line => new LineUnits(line.LineId, line.Quantity))];
}
