namespace Omnichannel.Loyalty.Domain;

/// <summary>What a wallet is.</summary>
public enum WalletKind
{
    /// <summary>A member's credit at the shop, one for each currency.</summary>
    StoreCredit = 1,

    /// <summary>A card with a code and a PIN: whoever has both may spend it, until it is put on a member.</summary>
    GiftCard = 2,
}

/// <summary>Where a wallet stands.</summary>
public enum WalletState
{
    /// <summary>A card that nobody has paid for yet: it is worth nothing.</summary>
    Inactive = 1,

    /// <summary>What is in it can be spent.</summary>
    Active = 2,

    /// <summary>It was called off before anybody used it.</summary>
    Voided = 3,
}

/// <summary>
/// Money that the shop owes whoever holds it, in one currency. The money itself is an <see cref="Account"/> under the wallet's id: lots, holds and entries are the same
/// as of points.
/// </summary>
public sealed record Wallet
{
    public required string WalletId { get; init; }

    public required WalletKind Kind { get; init; }

    public required WalletState State { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string CurrencyCode { get; init; }

    /// <summary>Where it was issued: its law says when money in it may lapse.</summary>
    public required string Market { get; init; }

    /// <summary>The member whose it is; null for a card that belongs to whoever has it.</summary>
    public string? MemberId { get; init; }

    /// <summary>Of a card, as it is printed: <see cref="CardCodes"/>.</summary>
    public string? Code { get; init; }

    /// <summary>What the card is sold for, minor units; 0 for store credit.</summary>
    public long FaceMinor { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Where a card was sold, and to whom.</summary>
    public CardSale? Sale { get; init; }
}

/// <summary>The sale of a card.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="LineId">Its line.</param>
/// <param name="Unit">Which unit of the line, from 1: one card each.</param>
/// <param name="BuyerId">The customer, or the guest.</param>
/// <param name="BuyerIsGuest">Which of them.</param>
public sealed record CardSale(string OrderId, string LineId, int Unit, string BuyerId, bool BuyerIsGuest);

/// <summary>A wallet with its money, to decide on.</summary>
/// <param name="Wallet">What it is.</param>
/// <param name="Account">What is in it, with the lots that the step needs.</param>
public sealed record WalletHolder(Wallet Wallet, Account Account);
