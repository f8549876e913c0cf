using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>Who reaches a cart: its owner and their software agents, devices that joined it, agents and services. For everybody else it does not exist.</summary>
public static class Access
{
    /// <summary>Whether the caller may use the cart now.</summary>
    public static bool Admits(this SharedCart cart, Actor caller, DateTimeOffset now) => caller.Role switch
    {
        ActorRole.Agent or ActorRole.Service => true,
        ActorRole.Customer or ActorRole.Assistant when caller.Subject == cart.OwnerId && !cart.OwnerIsGuest => true,
        ActorRole.Guest when caller.Subject == cart.OwnerId && cart.OwnerIsGuest => true,

        // A device that logged in sends what it still has for the guest's cart.
        ActorRole.Customer when cart.MovedTo is { } moved && moved.CustomerId == caller.Subject => true,
        _ => cart.IsJoinedBy(caller, now),
    };

    /// <summary>Whether the caller owns it.</summary>
    public static bool IsOwnedBy(this SharedCart cart, Actor caller) =>
        caller.Subject == cart.OwnerId && caller.Role == (cart.OwnerIsGuest ? ActorRole.Guest : ActorRole.Customer);

    /// <summary>Whether the caller's device joined by handoff.</summary>
    public static bool IsJoinedBy(this SharedCart cart, Actor caller, DateTimeOffset now)
    {
        foreach (var participant in cart.Participants)
        {
            if (participant.Actor.IsSame(caller) && now < participant.ExpiresAt)
            {
                return true;
            }
        }

        return false;
    }
}
