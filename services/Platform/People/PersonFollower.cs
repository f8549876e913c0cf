using Omnichannel.Platform.Events;
using Omnichannel.Support.V1;

namespace Omnichannel.Platform.People;

/// <summary>Follows which customers are one person, for services that need nothing more than to know it.</summary>
public sealed class PersonFollower;

/// <summary>Registers it.</summary>
public static class PersonFollowerRegistration
{
    /// <summary>Keeps <c>person_merges</c>; among what is consumed of the area <c>support</c>.</summary>
    public static AreaEventsBuilder FollowPeople(this AreaEventsBuilder on) => on
        .Handle<PersonMerged, PersonFollower>((_, merged, unit) => PersonMerges.Merged(unit, merged))
        .Handle<PersonMergeUndone, PersonFollower>((_, undone, unit) => PersonMerges.Undone(unit, undone));
}
