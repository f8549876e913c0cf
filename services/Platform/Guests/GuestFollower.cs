using Omnichannel.Cart.V1;
using Omnichannel.Platform.Events;

namespace Omnichannel.Platform.Guests;

/// <summary>Follows whose guests are, for services that need nothing more than to know it.</summary>
public sealed class GuestFollower;

/// <summary>Registers it.</summary>
public static class GuestFollowerRegistration
{
    /// <summary>Keeps <c>guest_owners</c>; among what is consumed of the area <c>cart</c>.</summary>
    public static AreaEventsBuilder FollowGuests(this AreaEventsBuilder on) => on
        .Handle<GuestLinked, GuestFollower>((_, linked, unit) => GuestOwners.Linked(unit, linked))
        .Handle<GuestUnlinked, GuestFollower>((_, unlinked, unit) => GuestOwners.Unlinked(unit, unlinked));
}
