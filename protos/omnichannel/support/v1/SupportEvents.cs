using Omnichannel.Types.V1;

namespace Omnichannel.Support.V1;

/// <summary>Which name of a customer it is about.</summary>
public interface IIdentityEvent : IEvent
{
    string CustomerId { get; set; }

    string LinkId { get; set; }

    IdentityKind Kind { get; set; }

    string Value { get; set; }
}

public sealed partial class IdentityLinked : IIdentityEvent;

public sealed partial class IdentityUnlinked : IIdentityEvent;

public sealed partial class PersonMerged : IEvent;

public sealed partial class PersonMergeUndone : IEvent;

public sealed partial class BirthdaySet : IEvent;

public sealed partial class TouchpointRecorded : IEvent;
