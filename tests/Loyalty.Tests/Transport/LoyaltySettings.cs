namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>The service on embedded defaults, in a folder of the test's own.</summary>
internal static class LoyaltySettings
{
    public static Dictionary<string, string?> Embedded(string folder) => new()
    {
        ["Omnichannel:Storage:Provider"] = "sqlite",
        ["Omnichannel:Storage:Path"] = Path.Combine(folder, "loyalty.db"),
        ["Omnichannel:Events:Provider"] = "embedded",
        ["Omnichannel:Events:Path"] = Path.Combine(folder, "events.db"),
    };
}
