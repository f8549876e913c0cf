namespace Omnichannel.CartSync.Domain;

/// <summary>Where something happened. The numbers are those of the contract.</summary>
public enum SalesChannel
{
    /// <summary>Not known, or nothing yet.</summary>
    None = 0,

    /// <summary>The web shop.</summary>
    Web = 1,

    /// <summary>The mobile application.</summary>
    App = 2,

    /// <summary>A till or another device in a store.</summary>
    Store = 3,

    /// <summary>An agent who acts for the customer.</summary>
    Support = 4,

    /// <summary>A social network or messenger.</summary>
    Social = 5,
}

/// <summary>What a caller is. The numbers are those of the contract.</summary>
public enum ActorRole
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>A shopper who is signed in.</summary>
    Customer = 1,

    /// <summary>A shopper with a guest session.</summary>
    Guest = 2,

    /// <summary>A till.</summary>
    Terminal = 3,

    /// <summary>Store staff on a device of their own.</summary>
    Associate = 4,

    /// <summary>A support agent.</summary>
    Agent = 5,

    /// <summary>An operator.</summary>
    Ops = 6,

    /// <summary>Another service.</summary>
    Service = 7,
}

/// <summary>Who did something, as the token said.</summary>
public sealed record Actor(string Subject, ActorRole Role, SalesChannel Channel, string StoreId = "", string AssociateId = "")
{
    /// <summary>Whether both are the same party, wherever and through whom it acts.</summary>
    public bool IsSame(Actor? other) => other is not null && Role == other.Role && Subject == other.Subject;
}
