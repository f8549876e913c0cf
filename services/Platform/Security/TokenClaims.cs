using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>The claims of this system's own access tokens (RFC 9068).</summary>
public static class TokenClaims
{
    /// <summary>Customer id, guest id, terminal device id, staff id or service name.</summary>
    public const string Subject = "sub";

    /// <summary>One of customer, guest, terminal, associate, agent, ops, service, assistant, warehouse.</summary>
    public const string Role = "role";

    /// <summary>One of WEB, APP, STORE, SUPPORT, SOCIAL, AGENT.</summary>
    public const string Channel = "channel";

    /// <summary>The store of a terminal or associate.</summary>
    public const string StoreId = "store_id";

    /// <summary>Object whose <c>sub</c> is the associate at a terminal, or the software agent of a customer.</summary>
    public const string Actor = "act";

    /// <summary>Stable device principal: with the person, the scope of idempotency keys.</summary>
    public const string DeviceId = "device_id";

    /// <summary>The audience unless <c>Omnichannel:Auth:Audience</c> says otherwise.</summary>
    public const string DefaultAudience = "omnichannel";

    private static readonly Dictionary<string, Role> Roles =
        Enum.GetValues<Role>().Where(role => role != Types.V1.Role.Unspecified).ToDictionary(NameOf);

    private static readonly Dictionary<string, Channel> Channels =
        Enum.GetValues<Channel>().Where(channel => channel != Types.V1.Channel.Unspecified).ToDictionary(NameOf);

    /// <summary>The role as the claim writes it: <c>customer</c>.</summary>
    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>The channel as the claim writes it: <c>WEB</c>.</summary>
    public static string NameOf(Channel channel) => channel.ToString().ToUpperInvariant();

    /// <summary>The role of that name; null for none of ours.</summary>
    public static Role? RoleOf(string? name) => name is not null && Roles.TryGetValue(name, out var role) ? role : null;

    /// <summary>The channel of that name; null for none of ours.</summary>
    public static Channel? ChannelOf(string? name) => name is not null && Channels.TryGetValue(name, out var channel) ? channel : null;
}
