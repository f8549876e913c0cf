using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;
using Omnichannel.Platform.Text;

namespace Omnichannel.Messaging.Transport;

/// <summary>Why a message was or was not sent, in a sentence.</summary>
internal static class Explanations
{
    /// <summary>What is said.</summary>
    public static Phrases Texts { get; } = Phrases.Embedded(typeof(Explanations).Assembly);

    /// <summary>The sentence, and the language that it is in.</summary>
    public static (string Text, string Language) Of(MessageRow message, string language)
    {
        var phrases = Texts.In(language);
        var reason = message.State switch
        {
            MessageState.Scheduled => $"waits.{message.Reason}",
            MessageState.Failed or MessageState.Suppressed or MessageState.Cancelled => $"ended.{message.Reason}",
            _ => "",
        };
        return (
            phrases.Say(phrases.Has(reason) ? reason : $"state.{message.State}", ("trigger", message.TriggerName.Split('.')[^1]), ("reason", message.Reason)),
            phrases.Tag);
    }
}
