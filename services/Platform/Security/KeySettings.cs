using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Security;

/// <summary>Keys of signed links.</summary>
public sealed class GrantSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Grants";

    /// <summary>The first signs, all verify: a new one is added in front, and the old one goes when its links have ended.</summary>
    public List<GrantKeySettings> Keys { get; set; } = [];
}

/// <summary>One key.</summary>
public sealed class GrantKeySettings
{
    [Setting("Its name in links; under 64 characters.")]
    public string Id { get; set; } = "";

    [Setting("The key: at least 32 bytes in base64.", IsSecret = true)]
    public string Secret { get; set; } = "";
}

/// <summary>What makes this installation different from every other.</summary>
public sealed class InstallationSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Installation";

    [Setting("A secret, at least 32 bytes in base64, the same for all services and for good: what is derived with it (order numbers, hashes of addresses) nobody else can compute.", IsSecret = true)]
    public string Key { get; set; } = "";
}
