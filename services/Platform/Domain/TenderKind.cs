namespace Omnichannel.Platform.Domain;

/// <summary>How something is paid.</summary>
public enum TenderKind
{
    /// <summary>Not told.</summary>
    None,

    /// <summary>A payment card.</summary>
    Card,

    /// <summary>A wallet.</summary>
    Wallet,

    /// <summary>A gift card.</summary>
    GiftCard,

    /// <summary>Cash.</summary>
    Cash,

    /// <summary>Credit at the shop.</summary>
    StoreCredit,

    /// <summary>On account, or a kind that a source system does not tell.</summary>
    Other,
}
