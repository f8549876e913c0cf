using Omnichannel.Gateway.Limits;
using Omnichannel.Platform.Settings;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>Who may send webhooks, and how much.</summary>
internal sealed class WebhookOptions : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Webhooks";

    [Setting("A folder with further data files of signature schemes, <scheme>.yaml; a file replaces the scheme of its name.")]
    public string Schemes { get; set; } = "";

    [Setting("The longest body that is taken, in bytes.")]
    public int MostBytes { get; set; } = 256 * 1024;

    /// <summary>How often one source may deliver.</summary>
    public BucketOptions PerSource { get; set; } = new() { PerSecond = 50, Burst = 500 };

    /// <summary>Senders of tracking news, by the name of the data file that understands them.</summary>
    public Dictionary<string, WebhookSourceOptions> Carriers { get; set; } = [];

    /// <summary>Payment providers, by the name of the data file that understands them.</summary>
    public Dictionary<string, WebhookSourceOptions> Payments { get; set; } = [];
}

/// <summary>One sender.</summary>
internal sealed class WebhookSourceOptions
{
    [Setting("How it signs: the name of a data file, standard for Standard Webhooks.")]
    public string Scheme { get; set; } = WebhookSchemes.Standard;

    [Setting("What it signs with, in the form of its scheme; several while one replaces another.", IsSecret = true)]
    public List<string> Secrets { get; set; } = [];
}
