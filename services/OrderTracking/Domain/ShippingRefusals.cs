using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>Nothing of the order is to be handed over any more, or ever was.</summary>
public sealed record NothingToShip() : Refusal(RefusalKind.Precondition, "NOTHING_TO_SHIP", "Nothing of the order is to be handed to a carrier.");

/// <summary>It is with its carrier.</summary>
public sealed record AlreadyHandedOver(IReadOnlyList<string> ShipmentIds) : Refusal(RefusalKind.Precondition, "ALREADY_HANDED_OVER", "The carrier has it.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["shipment_ids"] = string.Join(',', ShipmentIds) };
}

/// <summary>The new address lies in another country.</summary>
public sealed record CountryDiffers(string Country) : Refusal(
    RefusalKind.Precondition, "COUNTRY_DIFFERS", "Postage, tax and promise are those of the country; cancel and order again.")
{
    /// <inheritdoc/>
    public override string? Field => "delivery.address.region_code";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["region_code"] = Country };
}

/// <summary>Nobody gave an address for the order.</summary>
public sealed record DetailsNotFound() : Refusal(RefusalKind.NotFound, "DETAILS_NOT_FOUND", "The order has no delivery details.");

/// <summary>Another milestone of the order has this id.</summary>
public sealed record MilestoneIdTaken() : Refusal(RefusalKind.AlreadyExists, "MILESTONE_ID_TAKEN", "Another milestone of the order has this id.")
{
    /// <inheritdoc/>
    public override string? Field => "milestone_id";
}

/// <summary>The parcel's label has an earlier address.</summary>
public sealed record NeedsNewLabel() : Refusal(RefusalKind.Precondition, "NEEDS_NEW_LABEL", "The address was changed after the parcel was announced; void it and announce it again.");

/// <summary>The parcel was called off.</summary>
public sealed record ShipmentIsVoid() : Refusal(RefusalKind.Precondition, "SHIPMENT_VOID", "The parcel was called off.");

/// <summary>The order has no such claim.</summary>
public sealed record ClaimNotFound() : Refusal(RefusalKind.NotFound, "CLAIM_NOT_FOUND", "The order has no such claim.");

/// <summary>Only what was delivered can be claimed.</summary>
public sealed record NotDelivered() : Refusal(RefusalKind.Precondition, "NOT_DELIVERED", "The parcel is not delivered.");

/// <summary>An order has at most so many.</summary>
public sealed record TooManyClaims() : Refusal(RefusalKind.Precondition, "TOO_MANY_CLAIMS", "An order has at most 100 claims.");

/// <summary>More units than were delivered, did not come back, and are in no other claim.</summary>
public sealed record ClaimExceedsDelivered(string LineId, int OpenQuantity) : Refusal(
    RefusalKind.Precondition, "CLAIM_EXCEEDS_DELIVERED", "More units than the parcel brought, did not come back, and are in no other claim.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["line_id"] = LineId,
        ["open_quantity"] = OpenQuantity.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>A unit is in a claim or in a return, never in both.</summary>
public sealed record UnitsInReturn(string LineId, int OpenQuantity) : Refusal(
    RefusalKind.Precondition, "UNITS_IN_RETURN", "Units are in a return that is under way: the return can be cancelled first.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["line_id"] = LineId,
        ["open_quantity"] = OpenQuantity.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>The claim is in no state in which that can be done.</summary>
public sealed record ClaimStateWrong(ClaimState State) : Refusal(RefusalKind.Precondition, "CLAIM_STATE", "The claim is in no state in which that can be done.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["state"] = State.Name() };
}
