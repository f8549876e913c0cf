using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Text;
using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Desk;

/// <summary>How what the desk tells of is shown. Support-context names states of other services by their words.</summary>
public static class DeskStates
{
    /// <summary>Of an order, by its word.</summary>
    public static StateKind OfOrder(string status) => status switch
    {
        "DELIVERED" => StateKind.Good,
        "PAYMENT_DUE" => StateKind.Warning,
        "PROBLEM" => StateKind.Bad,
        "CANCELLED" or "RETURNED" => StateKind.Neutral,
        _ => StateKind.Busy,
    };

    /// <summary>Of a promise, by its word.</summary>
    public static StateKind OfPromise(string state) => state switch
    {
        "KEPT" => StateKind.Good,
        "AT_RISK" => StateKind.Warning,
        "BROKEN" => StateKind.Bad,
        "WITHDRAWN" => StateKind.Neutral,
        _ => StateKind.Busy,
    };

    /// <summary>Of a return, by its word.</summary>
    public static StateKind OfReturn(string state) => state switch
    {
        "RESOLVED" or "CLOSED" => StateKind.Good,
        "DECLINED" => StateKind.Bad,
        "CANCELLED" or "EXPIRED" => StateKind.Neutral,
        "REQUESTED" => StateKind.Warning,
        _ => StateKind.Busy,
    };

    /// <summary>Of a message.</summary>
    public static StateKind Kind(this MessageState state) => state switch
    {
        MessageState.Sent or MessageState.Delivered => StateKind.Good,
        MessageState.Bounced or MessageState.Failed => StateKind.Bad,
        MessageState.Suppressed => StateKind.Warning,
        MessageState.Cancelled => StateKind.Neutral,
        _ => StateKind.Busy,
    };

    /// <summary>Of a check before sending, by what came of it.</summary>
    public static StateKind OfOutcome(string outcome) => outcome switch
    {
        "ALLOWED" => StateKind.Good,
        "POSTPONED" => StateKind.Busy,
        "SUPPRESSED" => StateKind.Warning,
        "CANCELLED" => StateKind.Neutral,
        _ => StateKind.Bad,
    };

    /// <summary>Of what went wrong.</summary>
    public static StateKind Kind(this Severity severity) => severity switch
    {
        Severity.High => StateKind.Bad,
        Severity.Middle => StateKind.Warning,
        _ => StateKind.Neutral,
    };

    /// <summary>What staff read: their languages are fewer than the shoppers'.</summary>
    public static string StaffLanguage(this Wording wording) => Wordings.OfStaff.Contains(wording.Language) ? wording.Language : Phrases.Fallback;

    /// <summary>The text of a word of the contract; the word itself where a later version has brought it.</summary>
    public static string Word(this Wording wording, string prefix, string word) => wording.Has($"{prefix}.{word}") ? wording[$"{prefix}.{word}"] : word;
}
