using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;

namespace Omnichannel.Messaging.Transport;

/// <summary>Why a message was or was not sent, in a sentence.</summary>
internal static class Explanations
{
    private static readonly string[] Languages = ["en", "it", "ro", "zh"];

    // In the order of Languages.
    private static readonly Dictionary<string, string[]> Texts = new()
    {
        ["SENT"] =
        [
            "It was sent because {trigger} happened, and every check allowed it.",
            "È stato inviato perché è avvenuto {trigger} e ogni controllo lo ha permesso.",
            "A fost trimis pentru că a avut loc {trigger} și toate verificările au permis acest lucru.",
            "已发送：发生了 {trigger}，且所有检查均已通过。",
        ],
        ["DELIVERED"] =
        [
            "It was sent because {trigger} happened, and it arrived.",
            "È stato inviato perché è avvenuto {trigger}, ed è arrivato.",
            "A fost trimis pentru că a avut loc {trigger} și a ajuns la destinatar.",
            "已发送：发生了 {trigger}，并已送达。",
        ],
        ["BOUNCED"] = ["It was sent and came back.", "È stato inviato ed è tornato indietro.", "A fost trimis și s-a întors.", "已发送，但被退回。"],
        ["QUEUED"] = ["It is on its way to the provider.", "Sta andando al fornitore.", "Este în drum spre furnizor.", "正在交给服务商发送。"],
        ["SCHEDULED"] = ["It waits for its time.", "Aspetta il suo momento.", "Își așteaptă momentul.", "正在等待发送时间。"],
        ["WAITS_NO_CONTACT"] =
        [
            "It waits because nobody has told how this person can be reached.",
            "Aspetta perché nessuno ha indicato come raggiungere questa persona.",
            "Așteaptă pentru că nu se știe cum poate fi contactată această persoană.",
            "正在等待：尚无此人的联系方式。",
        ],
        ["WAITS_QUIET_HOURS"] =
        [
            "It waits because it is night where this person lives.",
            "Aspetta perché dove vive questa persona è notte.",
            "Așteaptă pentru că este noapte acolo unde locuiește această persoană.",
            "正在等待：此人所在地现在是夜间。",
        ],
        ["NO_CONTACT"] =
        [
            "It was not sent because nobody told how this person can be reached.",
            "Non è stato inviato perché nessuno ha indicato come raggiungere questa persona.",
            "Nu a fost trimis pentru că nu s-a știut cum poate fi contactată această persoană.",
            "未发送：没有此人的联系方式。",
        ],
        ["NO_CONSENT"] =
        [
            "It was not sent because it is advertising and this person has not agreed to any by this medium.",
            "Non è stato inviato perché è pubblicità e questa persona non ha dato il consenso a riceverla con questo mezzo.",
            "Nu a fost trimis pentru că este publicitate, iar această persoană nu și-a dat acordul pentru ea pe acest canal.",
            "未发送：这是广告，而此人未同意通过此渠道接收广告。",
        ],
        ["UNSUBSCRIBED"] =
        [
            "It was not sent because this person does not want messages of this kind.",
            "Non è stato inviato perché questa persona non vuole messaggi di questo tipo.",
            "Nu a fost trimis pentru că această persoană nu dorește astfel de mesaje.",
            "未发送：此人不希望接收此类消息。",
        ],
        ["BOUNCED_BEFORE"] =
        [
            "It was not sent because the address does not work.",
            "Non è stato inviato perché l'indirizzo non funziona.",
            "Nu a fost trimis pentru că adresa nu funcționează.",
            "未发送：该地址无效。",
        ],
        ["QUIET_HOURS"] =
        [
            "It was not sent because it would have been too late after the night where this person lives.",
            "Non è stato inviato perché, passata la notte dove vive questa persona, sarebbe stato troppo tardi.",
            "Nu a fost trimis pentru că, după noaptea de acolo unde locuiește această persoană, ar fi fost prea târziu.",
            "未发送：等到此人所在地的夜间过去便为时已晚。",
        ],
        ["CAP_REACHED"] =
        [
            "It was not sent because this person has had enough advertising this week.",
            "Non è stato inviato perché questa settimana questa persona ha già ricevuto abbastanza pubblicità.",
            "Nu a fost trimis pentru că această persoană a primit deja destulă publicitate săptămâna aceasta.",
            "未发送：此人本周收到的广告已足够多。",
        ],
        ["ADDRESS_CAP_REACHED"] =
        [
            "It was not sent because this address has had enough messages today.",
            "Non è stato inviato perché oggi questo indirizzo ha già ricevuto abbastanza messaggi.",
            "Nu a fost trimis pentru că această adresă a primit deja destule mesaje astăzi.",
            "未发送：该地址今天收到的消息已足够多。",
        ],
        ["TOO_LATE"] =
        [
            "It was not sent because its time was over.",
            "Non è stato inviato perché il suo momento era passato.",
            "Nu a fost trimis pentru că momentul potrivit trecuse.",
            "未发送：已过时效。",
        ],
        ["CANCELLED"] =
        [
            "It was not sent because it was no longer true ({reason}).",
            "Non è stato inviato perché non era più vero ({reason}).",
            "Nu a fost trimis pentru că nu mai era adevărat ({reason}).",
            "未发送：内容已不再属实（{reason}）。",
        ],
        ["PROVIDER_AWAY"] =
        [
            "It could not be sent: no provider could be reached in time.",
            "Non è stato possibile inviarlo: nessun fornitore è stato raggiungibile in tempo.",
            "Nu a putut fi trimis: niciun furnizor nu a putut fi contactat la timp.",
            "无法发送：未能及时联系到任何服务商。",
        ],
        ["FAILED"] =
        [
            "It could not be sent: no provider took it.",
            "Non è stato possibile inviarlo: nessun fornitore lo ha accettato.",
            "Nu a putut fi trimis: niciun furnizor nu l-a acceptat.",
            "无法发送：没有服务商接受。",
        ],
    };

    /// <summary>The sentence, and the language that it is in.</summary>
    public static (string Text, string Language) Of(MessageRow message, string language)
    {
        var found = Math.Max(0, Array.IndexOf(Languages, language.Split('-')[0].ToLowerInvariant()));
        var (key, otherwise) = message.State switch
        {
            MessageState.Scheduled => ("WAITS_" + message.Reason, "SCHEDULED"),
            MessageState.Queued => ("QUEUED", ""),
            MessageState.Sent => ("SENT", ""),
            MessageState.Delivered => ("DELIVERED", ""),
            MessageState.Bounced => ("BOUNCED", ""),
            MessageState.Cancelled => (message.Reason, "CANCELLED"),
            _ => (message.Reason, "FAILED"),
        };
        var text = (Texts.GetValueOrDefault(key) ?? Texts[otherwise])[found];
        return (
            text.Replace("{trigger}", message.TriggerName.Split('.')[^1], StringComparison.Ordinal).Replace("{reason}", message.Reason, StringComparison.Ordinal),
            Languages[found]);
    }
}
