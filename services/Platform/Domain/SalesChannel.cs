namespace Omnichannel.Platform.Domain;

/// <summary>Where something happened.</summary>
public enum SalesChannel
{
    /// <summary>Not told, or on no channel: a service's own doing.</summary>
    None,

    /// <summary>The web shop.</summary>
    Web,

    /// <summary>The mobile application.</summary>
    App,

    /// <summary>A till or another device in a store.</summary>
    Store,

    /// <summary>An agent who acts for the customer.</summary>
    Support,

    /// <summary>A social network or messenger.</summary>
    Social,

    /// <summary>A software agent that acts for the customer.</summary>
    Agent,
}
