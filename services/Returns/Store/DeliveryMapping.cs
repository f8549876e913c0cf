using Omnichannel.Platform.Contracts;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>Parcels that bring goods back, and what did not come, of the contract, which are also what is stored, and of the domain.</summary>
public static class DeliveryMapping
{
    /// <summary>A parcel as the contract has it.</summary>
    public static V1.ReverseDelivery ToProto(this ReverseDelivery from) => new()
    {
        ReverseDeliveryId = from.ReverseDeliveryId,
        Method = from.Method.ToContract(),
        State = from.State.ToContract(),
        CarrierCode = from.CarrierCode,
        TrackingNumber = from.TrackingNumber,
        AddressLines = { from.Address },
        CreatedAt = from.CreatedAt.ToProto(),
        FirstScanAt = from.FirstScanAt.ToProto(),
        DeliveredAt = from.DeliveredAt.ToProto(),
    };

    /// <summary>A parcel as the domain has it.</summary>
    public static ReverseDelivery ToDomain(this V1.ReverseDelivery from) => new(
        from.ReverseDeliveryId, from.Method.ToDomain(), from.State.ToDomain(), from.CarrierCode, from.TrackingNumber, [.. from.AddressLines], from.CreatedAt.ToInstant())
    {
        FirstScanAt = from.FirstScanAt.ToInstantOrNull(), DeliveredAt = from.DeliveredAt.ToInstantOrNull(),
    };

    /// <summary>What did not come, as the contract has it.</summary>
    public static V1.Shortfall ToProto(this Shortfall from) => new()
    {
        Lines = { from.Units.Select(line => new V1.ShortfallLine { LineId = line.Key, Quantity = line.Value }) },
        Amount = from.Amount.ToProto(),
        State = from.State.ToContract(),
        FoundAt = from.FoundAt.ToProto(),
        Reason = from.Reason,
        SettledBy = from.SettledBy is { } by ? by.ToProto() : null,
        SettledAt = from.SettledAt.ToProto(),
    };

    /// <summary>What did not come, as the domain has it.</summary>
    public static Shortfall ToDomain(this V1.Shortfall from, string currency) => new(
        from.Lines.ToDictionary(line => line.LineId, line => line.Quantity, StringComparer.Ordinal), from.Amount.ToDomain(currency), from.State.ToDomain(), from.FoundAt.ToInstant())
    {
        Reason = from.Reason, SettledBy = from.SettledBy is { } by ? by.ToDomain() : null, SettledAt = from.SettledAt.ToInstantOrNull(),
    };
}
