using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Nobody has this card number, and its digits contradict each other: it was misread.</summary>
public sealed record CardNumberMisread() : Refusal(RefusalKind.Invalid, "CARD_NUMBER_MISREAD", "The number's last digit does not fit the others.")
{
    /// <inheritdoc/>
    public override string Field => "card_number";
}

/// <summary>What was shown proves nobody's presence. Whether there is such a card it does not say.</summary>
public sealed record PresenceNotProved() : Refusal(RefusalKind.Precondition, Name, "There is no such card, or it is not its member's code.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "PRESENCE_NOT_PROVED";
}

/// <summary>The code, or a later one, was taken before.</summary>
public sealed record CodeUsed() : Refusal(RefusalKind.Precondition, "CODE_USED", "The code was used, or is older than one that was. The next one comes within half a minute.");

/// <summary>A till names a member who need not be there.</summary>
public sealed record PresenceRequired() : Refusal(RefusalKind.Precondition, "PRESENCE_REQUIRED", "A till spends for a member who proves to be there.");

/// <summary>The proof is over, or of another member or store.</summary>
public sealed record PresenceNotValid() : Refusal(RefusalKind.Precondition, "PRESENCE_NOT_VALID", "The proof is over, or it is another member's or another store's.");

/// <summary>The scan of a card is worth only so much a day.</summary>
public sealed record CardLimit(long Limit, long Left) : Refusal(RefusalKind.Precondition, "CARD_LIMIT", "More points than the scan of a card is worth today.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["limit"] = Limit.ToString(CultureInfo.InvariantCulture),
        ["left"] = Left.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>A till resolves what a till of its store held.</summary>
public sealed record HoldNotYours() : Refusal(RefusalKind.Precondition, "HOLD_NOT_YOURS", "No till of this store placed the hold.");

/// <summary>A till sells by receipt.</summary>
public sealed record ReceiptRequired() : Refusal(RefusalKind.Invalid, "RECEIPT_REQUIRED", "A till says for which receipt it captures.")
{
    /// <inheritdoc/>
    public override string Field => "receipt.external_id";
}

/// <summary>A receipt has one hold.</summary>
public sealed record ReceiptTaken() : Refusal(RefusalKind.AlreadyExists, "RECEIPT_TAKEN", "Another hold was captured for this receipt.");
