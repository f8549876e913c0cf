using System.Globalization;
using Omnichannel.Messaging.V1;
using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Mailbox;

/// <summary>What messages and decisions are called. What has no text is shown by the name that the platform has for it.</summary>
public static class MessageWords
{
    /// <summary>E-mail, text message, push.</summary>
    public static string Of(Wording words, Medium medium) => words[$"mailbox.medium.{medium}"];

    /// <summary>Sent, suppressed, …</summary>
    public static string Of(Wording words, MessageState state) => words[$"mailbox.state.{state}"];

    /// <summary>What the message is: its title, else its campaign or journey.</summary>
    public static string TitleOf(Wording words, MessageEntry entry) => entry.Title.Length > 0 ? entry.Title : SubjectOf(words, entry.Message);

    /// <summary>The campaign or journey that it belongs to.</summary>
    public static string SubjectOf(Wording words, Message message) => message.CampaignId.Length > 0
        ? words.Say("mailbox.campaign", ("name", message.CampaignId))
        : Known(words, "journey", message.JourneyId);

    /// <summary>Why: the reason of a decision, or of where a message ended. Empty when there is none.</summary>
    public static string Reason(Wording words, string reason) => reason.Length == 0 ? "" : Known(words, "reason", reason);

    /// <summary>What was checked.</summary>
    public static string Check(Wording words, string check) => Known(words, "check", check);

    /// <summary>What came of it.</summary>
    public static string Outcome(Wording words, string outcome) => Known(words, "outcome", outcome);

    /// <summary>The legal class.</summary>
    public static string Of(Wording words, LegalClass legalClass) => words[$"mailbox.class.{legalClass}"];

    /// <summary>By what it was decided, name and value. Times are said as people say them.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(Wording words, SendDecision decision) =>
        from fact in decision.Facts
        where fact.Value.Length > 0
        orderby fact.Key
        select (Known(words, "fact", fact.Key), Value(words, fact.Value));

    private static string Value(Wording words, string value) =>
        DateTimeOffset.TryParseExact(value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? RelativeTime.Exact(time)
            : Enum.TryParse<Medium>(value, ignoreCase: true, out var medium) && Enum.IsDefined(medium) && !value.All(char.IsAsciiDigit) ? Of(words, medium) : value;

    private static string Known(Wording words, string kind, string name) => words.Has($"mailbox.{kind}.{name}") ? words[$"mailbox.{kind}.{name}"] : name;
}
