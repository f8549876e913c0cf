namespace Omnichannel.Platform.Domain;

/// <summary>What somebody is who does something.</summary>
public enum ActorRole
{
    /// <summary>Not told.</summary>
    None,

    /// <summary>A shopper who is signed in.</summary>
    Customer,

    /// <summary>A shopper with a guest session.</summary>
    Guest,

    /// <summary>A till or another store device.</summary>
    Terminal,

    /// <summary>Store staff on a device of their own.</summary>
    Associate,

    /// <summary>A support agent.</summary>
    Agent,

    /// <summary>An operator.</summary>
    Ops,

    /// <summary>Another service.</summary>
    Service,

    /// <summary>A software agent that a customer lets act for them.</summary>
    Assistant,

    /// <summary>A member of a warehouse's or store's shipping staff, or its system.</summary>
    Warehouse,
}
