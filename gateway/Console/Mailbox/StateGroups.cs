using Omnichannel.Messaging.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Mailbox;

/// <summary>States that mean the same to a reader: it went out, it waits, it was not sent.</summary>
/// <param name="Name">Its text is <c>mailbox.group.{name}</c>.</param>
/// <param name="States">Its states.</param>
public sealed record StateGroups(string Name, IReadOnlyList<MessageState> States)
{
    /// <summary>All of them; each state is in one.</summary>
    public static readonly IReadOnlyList<StateGroups> All =
    [
        new("Out", [MessageState.Sent, MessageState.Delivered, MessageState.Bounced]),
        new("Waiting", [MessageState.Scheduled, MessageState.Queued]),
        new("NotSent", [MessageState.Suppressed, MessageState.Cancelled, MessageState.Failed]),
    ];

    /// <summary>The states that a name stands for: a group's, or one; none for any other name.</summary>
    public static IReadOnlyList<MessageState> Read(string? name) =>
        All.FirstOrDefault(group => group.Name == name)?.States ?? [.. All.SelectMany(group => group.States).Where(state => state.ToString() == name)];

    /// <summary>How a state is shown.</summary>
    public static StateKind KindOf(MessageState state) => state switch
    {
        MessageState.Sent or MessageState.Delivered => StateKind.Good,
        MessageState.Scheduled or MessageState.Queued => StateKind.Busy,
        MessageState.Suppressed => StateKind.Warning,
        MessageState.Bounced or MessageState.Failed => StateKind.Bad,
        _ => StateKind.Neutral,
    };

    /// <summary>How the outcome of a check is shown.</summary>
    public static StateKind KindOf(string outcome) => outcome switch
    {
        "ALLOWED" => StateKind.Good,
        "POSTPONED" => StateKind.Busy,
        "SUPPRESSED" => StateKind.Warning,
        "FAILED" => StateKind.Bad,
        _ => StateKind.Neutral,
    };
}
