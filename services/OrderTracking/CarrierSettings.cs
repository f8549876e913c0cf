using Omnichannel.Platform.Settings;

namespace Omnichannel.OrderTracking;

/// <summary>Which carriers are understood.</summary>
public sealed class CarrierSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Carriers";

    [Setting("A folder with data files of carriers, <carrier>.yaml each, beside those that are built in or in their place; read at the start. Their form: services/OrderTracking/README.md.")]
    public string Folder { get; set; } = "";

    /// <summary>By carrier: how it is asked where a parcel is. Carriers without one tell by webhooks.</summary>
    public Dictionary<string, CarrierAccountSettings> Accounts { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems() =>
        Accounts.Where(account => account.Value.Uri.Length > 0 && !(Uri.TryCreate(account.Value.Uri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            .Select(account => $"{Section}:Accounts:{account.Key}:Uri: '{account.Value.Uri}' is no http or https address.");
}

/// <summary>The shop's account with a carrier.</summary>
public sealed class CarrierAccountSettings
{
    [Setting("The account's name, where its carrier has one beside the key: a user, or an OAuth2 client. It stands where the carrier's file says {id}.")]
    public string Id { get; set; } = "";

    [Setting("The account's key, password or OAuth2 secret, which stands where the carrier's file says {key}.", IsSecret = true)]
    public string Key { get; set; } = "";

    [Setting("The carrier's address, instead of the one in its file: a sandbox, or a proxy.")]
    public string Uri { get; set; } = "";
}
