using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;

namespace Omnichannel.Messaging.Transport;

/// <summary>Why a message was or was not sent, in a sentence.</summary>
internal static class Explanations
{
    private static readonly Dictionary<string, Dictionary<string, string>> Texts = new()
    {
        ["en"] = new()
        {
            ["SENT"] = "It was sent because {trigger} happened, and every check allowed it.",
            ["SCHEDULED"] = "It waits for its time.",
            ["NO_CONTACT"] = "It was not sent because nobody told how this person can be reached.",
            ["NO_CONSENT"] = "It was not sent because it is advertising and this person has not agreed to any by this medium.",
            ["UNSUBSCRIBED"] = "It was not sent because this person does not want messages of this kind.",
            ["BOUNCED_BEFORE"] = "It was not sent because the address does not work.",
            ["QUIET_HOURS"] = "It waits, or was not sent, because it is night where this person lives.",
            ["CAP_REACHED"] = "It was not sent because this person has had enough advertising this week.",
            ["PROVIDER_REFUSED"] = "It could not be sent: no provider took it.",
            ["CANCELLED"] = "It was not sent because it was no longer true ({reason}).",
            ["BOUNCED"] = "It was sent and came back.",
            ["DELIVERED"] = "It was sent because {trigger} happened, and it arrived.",
        },
        ["it"] = new()
        {
            ["SENT"] = "È stato inviato perché è avvenuto {trigger} e ogni controllo lo ha permesso.",
            ["SCHEDULED"] = "Aspetta il suo momento.",
            ["NO_CONTACT"] = "Non è stato inviato perché nessuno ha indicato come raggiungere questa persona.",
            ["NO_CONSENT"] = "Non è stato inviato perché è pubblicità e questa persona non ha dato il consenso a riceverla con questo mezzo.",
            ["UNSUBSCRIBED"] = "Non è stato inviato perché questa persona non vuole messaggi di questo tipo.",
            ["BOUNCED_BEFORE"] = "Non è stato inviato perché l'indirizzo non funziona.",
            ["QUIET_HOURS"] = "Aspetta, o non è stato inviato, perché dove vive questa persona è notte.",
            ["CAP_REACHED"] = "Non è stato inviato perché questa settimana questa persona ha già ricevuto abbastanza pubblicità.",
            ["PROVIDER_REFUSED"] = "Non è stato possibile inviarlo: nessun fornitore lo ha accettato.",
            ["CANCELLED"] = "Non è stato inviato perché non era più vero ({reason}).",
            ["BOUNCED"] = "È stato inviato ed è tornato indietro.",
            ["DELIVERED"] = "È stato inviato perché è avvenuto {trigger}, ed è arrivato.",
        },
    };

    /// <summary>The sentence, and the language that it is in.</summary>
    public static (string Text, string Language) Of(MessageRow message, string language)
    {
        var found = Texts.ContainsKey(language) ? language : Texts.ContainsKey(language.Split('-')[0]) ? language.Split('-')[0] : "en";
        var texts = Texts[found];
        var key = message.State switch
        {
            MessageState.Sent or MessageState.Queued => "SENT",
            MessageState.Delivered => "DELIVERED",
            MessageState.Bounced => "BOUNCED",
            MessageState.Cancelled => "CANCELLED",
            _ => message.Reason.Length > 0 ? message.Reason : "SCHEDULED",
        };
        var trigger = message.TriggerName.Split('.')[^1];
        return (texts.GetValueOrDefault(key, texts["SCHEDULED"]).Replace("{trigger}", trigger, StringComparison.Ordinal).Replace("{reason}", message.Reason, StringComparison.Ordinal), found);
    }
}
