using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Events;

/// <summary>No event of the aggregate is parked in this service.</summary>
public sealed record NothingParked() : Refusal(RefusalKind.NotFound, "NOTHING_PARKED", "No event of this aggregate is parked in this service.");

/// <summary>Only the first parked event of an aggregate may be skipped: those behind it may need it.</summary>
/// <param name="FirstEventId">The one that is first.</param>
public sealed record NotFirst(string FirstEventId)
    : Refusal(RefusalKind.Precondition, "NOT_FIRST", "Only the first parked event of an aggregate can be skipped.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["first_event_id"] = FirstEventId };
}

/// <summary>Giving up an event takes a reason.</summary>
public sealed record ReasonRequired() : Refusal(RefusalKind.Invalid, "REASON_REQUIRED", "Say why the event is given up.")
{
    /// <inheritdoc/>
    public override string Field => "reason";
}
