using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>There is no such wallet, or it is another one's.</summary>
public sealed record WalletNotFound() : Refusal(RefusalKind.NotFound, "WALLET_NOT_FOUND", "There is no such wallet.");

/// <summary>There is no such card, or the PIN is another one: both look the same.</summary>
public sealed record CardNotFound() : Refusal(RefusalKind.NotFound, Name, "There is no such gift card, or the PIN is wrong.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "GIFT_CARD_NOT_FOUND";
}

/// <summary>There is not so much in the wallet.</summary>
public sealed record InsufficientBalance(long AvailableMinor, long RequestedMinor) : Refusal(
    RefusalKind.Precondition, "INSUFFICIENT_BALANCE", "There is not so much in the wallet.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("available_minor", AvailableMinor);
}

/// <summary>The wallet cannot be used as it stands.</summary>
public sealed record WalletNotActive(WalletState State) : Refusal(RefusalKind.Precondition, "WALLET_NOT_ACTIVE", "The wallet is not active.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["state"] = State.ToString() };
}

/// <summary>A card that was paid for, or called off, is not activated.</summary>
public sealed record CardNotInactive(WalletState State) : Refusal(RefusalKind.Precondition, "CARD_NOT_INACTIVE", "The card was activated or called off before.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["state"] = State.ToString() };
}

/// <summary>Money of the card was used, or is on hold: it is not called off.</summary>
public sealed record WalletUsed(long LeftMinor) : Refusal(RefusalKind.Precondition, "WALLET_USED", "The card was used: it is not called off.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("left_minor", LeftMinor);
}

/// <summary>More than a wallet holds.</summary>
public sealed record WalletFull(long MostMinor) : Refusal(RefusalKind.Precondition, "WALLET_FULL", "More than a wallet holds.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("most_minor", MostMinor);
}

/// <summary>Only what was used is given back.</summary>
public sealed record HoldNotCaptured() : Refusal(RefusalKind.Precondition, "HOLD_NOT_CAPTURED", "Nothing of the hold was used.");

/// <summary>More than was used and not given back yet.</summary>
public sealed record RefundExceedsCaptured(long LeftMinor) : Refusal(
    RefusalKind.Precondition, "REFUND_EXCEEDS_CAPTURED", "More than was used and not given back yet.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("left_minor", LeftMinor);
}

/// <summary>The refund id names another refund.</summary>
public sealed record RefundIdTaken() : Refusal(RefusalKind.AlreadyExists, "REFUND_ID_TAKEN", "The id names a refund of another hold or amount.");

/// <summary>Store credit is a customer's: a guest has none.</summary>
public sealed record CreditNeedsCustomer() : Refusal(RefusalKind.Precondition, "CREDIT_NEEDS_CUSTOMER", "Store credit is a customer's, and the buyer is none.");

/// <summary>Money stays in its currency.</summary>
public sealed record WalletCurrencyDiffers(string CurrencyCode) : Refusal(RefusalKind.Precondition, "WALLET_CURRENCY", "The wallet is in another currency.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["currency_code"] = CurrencyCode };
}

/// <summary>Money is moved to another wallet.</summary>
public sealed record SameWallet() : Refusal(RefusalKind.Invalid, "SAME_WALLET", "The money is in that wallet already.");

/// <summary>Whoever was let into a cart does not spend its owner's store credit.</summary>
public sealed record CreditNotYours() : Refusal(RefusalKind.Precondition, "CREDIT_NOT_YOURS", "Store credit is spent by its member, at a till, or by an agent.");
