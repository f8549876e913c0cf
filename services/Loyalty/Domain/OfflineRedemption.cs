using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What became of a redemption that a till sent.</summary>
public enum OfflineOutcome
{
    /// <summary>Held and captured for its receipt.</summary>
    Booked = 1,

    /// <summary>Nothing was sold, as the till said.</summary>
    Voided = 2,

    /// <summary>The allowance is not the till's, or there is none: nothing shows that it might redeem.</summary>
    AllowanceUnknown = 3,

    /// <summary>Nobody has the card.</summary>
    MemberUnknown = 4,

    /// <summary>It was not the member's code at that time.</summary>
    PresenceNotProved = 5,

    /// <summary>More at once than the scan of a card is worth.</summary>
    CardLimit = 6,

    /// <summary>Another hold was captured for the receipt.</summary>
    ReceiptTaken = 7,
}

/// <summary>A redemption as a till tells it.</summary>
/// <param name="AllowanceId">Under which allowance, as told.</param>
/// <param name="RedemptionId">The till's own.</param>
/// <param name="Number">From 1, under the allowance.</param>
/// <param name="Points">How many.</param>
/// <param name="Presence">By what the member was known.</param>
/// <param name="RedeemedAt">When, as told.</param>
public sealed record OfflineRedemption(string AllowanceId, string RedemptionId, long Number, long Points, PresenceKind Presence, DateTimeOffset RedeemedAt)
{
    /// <summary>The order that its receipt becomes.</summary>
    public required string OrderId { get; init; }

    /// <summary>The receipt's number.</summary>
    public required string Receipt { get; init; }

    /// <summary>Nothing was sold.</summary>
    public bool IsVoided { get; init; }

    /// <summary>All that was told: the same id again must mean the same.</summary>
    public required byte[] ContentHash { get; init; }

    /// <summary>The hold that it is: of its till alone, because the allowance is.</summary>
    public string HoldId => HoldOf(AllowanceId, RedemptionId);

    /// <summary>The hold of a redemption.</summary>
    public static string HoldOf(string allowanceId, string redemptionId) => $"{allowanceId}/{redemptionId}";

    /// <summary>
    /// What becomes of it. It depends on nothing that another redemption changes, but for two that name one receipt: so the order in which they are sent does not matter.
    /// </summary>
    /// <param name="allowance">The one that it names; null when there is none.</param>
    /// <param name="till">The till that sends it.</param>
    /// <param name="isReceiptTaken">Whether another hold was captured for the receipt.</param>
    /// <param name="isMember">Whether somebody has the card.</param>
    /// <param name="isProved">Whether it was the member's code.</param>
    public OfflineOutcome Judge(OfflineAllowance? allowance, Till till, bool isReceiptTaken, bool isMember, bool isProved) =>
        allowance?.IsOf(till) is not true ? OfflineOutcome.AllowanceUnknown
        : IsVoided ? OfflineOutcome.Voided
        : isReceiptTaken ? OfflineOutcome.ReceiptTaken
        : !isMember ? OfflineOutcome.MemberUnknown
        : Presence is PresenceKind.Card && Points > allowance.CardPoints ? OfflineOutcome.CardLimit
        : Presence is PresenceKind.Code && !isProved ? OfflineOutcome.PresenceNotProved
        : OfflineOutcome.Booked;
}

/// <summary>A redemption that was sent, and what became of it.</summary>
/// <param name="Told">What the till told.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ReceivedAt">When it was sent first.</param>
public sealed record SentRedemption(OfflineRedemption Told, OfflineOutcome Outcome, DateTimeOffset ReceivedAt)
{
    public required string StoreId { get; init; }

    public required string TerminalId { get; init; }

    /// <summary>Of its points, those that the member owed when it was booked.</summary>
    public long Debt { get; init; }

    /// <summary>Of a code that was the member's: of which half minute; null for none.</summary>
    public long? CodeStep { get; init; }

    /// <summary>Of a booked one; null for others, and where the member was forgotten.</summary>
    public string? MemberId { get; init; }

    /// <summary>The member is of another program than the allowance.</summary>
    public bool IsOtherProgram { get; init; }

    /// <summary>How often it came again with other content.</summary>
    public long Altered { get; init; }

    /// <summary>Whether goods left the shop for it.</summary>
    public bool IsRedeemed => Outcome is not OfflineOutcome.Voided;
}
