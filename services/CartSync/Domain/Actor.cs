using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>Who did something, as the token said.</summary>
public sealed record Actor(string Subject, ActorRole Role, SalesChannel Channel, string StoreId = "", string ActingId = "")
{
    /// <summary>Whether both are the same party, wherever and through whom it acts.</summary>
    public bool IsSame(Actor? other) => other is not null && Role == other.Role && Subject == other.Subject;
}
