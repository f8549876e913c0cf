using Omnichannel.Platform.Hosting;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>Makes an accepted issuer of its settings.</summary>
/// <param name="options">The settings.</param>
/// <param name="name">Its name in the map of issuers; null for the one of the section itself.</param>
/// <param name="audience">The audience unless it has its own.</param>
/// <param name="keys">Opens sources of keys.</param>
internal sealed class IssuerReader(IssuerOptions options, string? name, string? audience, IssuerKeySources keys)
{
    private readonly string section = name is null ? AuthOptions.Section : $"{AuthOptions.Section}:Issuers:{name}";
    private readonly IssuerKind kind = IssuerKind.Find(options.Kind) ?? throw new StartupException(
        $"{(name is null ? AuthOptions.Section : $"{AuthOptions.Section}:Issuers:{name}")}:Kind: {options.Kind} is none of {string.Join(", ", IssuerKind.Names)}.");

    public AcceptedIssuer Read()
    {
        var issuer = Given(options.Issuer) ?? Given(options.Authority) ?? throw new StartupException($"{section}: Issuer is missing: the iss claim of its tokens.");
        return new AcceptedIssuer(
            issuer,
            name,
            keys.Open(options, section),
            Given(options.Audience) ?? audience ?? TokenClaims.DefaultAudience,
            ReadRoles(),
            ReadClaims(),
            TokenTypes.Parse(options.TokenTypes ?? kind.TokenTypes) ?? throw new StartupException($"{section}:TokenTypes: {options.TokenTypes} is none of {TokenTypes.Names}."),
            ReadPrefix());
    }

    private RoleChoice ReadRoles()
    {
        var granted = Split(options.Roles).Select(role => RoleOf(role, "Roles")).ToArray();
        return new RoleChoice(granted.Length > 0 ? granted : RoleChoice.AllButGuest)
        {
            IsOrdered = granted.Length > 0,
            Default = Given(options.DefaultRole) is { } role ? RoleOf(role, "DefaultRole") : null,
            Names = options.RoleNames.ToDictionary(each => RoleOf(each.Key, "RoleNames"), each => Split(each.Value)),
            BySubject = options.Subjects.ToDictionary(
                each => Given(each.Value.Subject) ?? throw new StartupException($"{section}:Subjects:{each.Key}:Subject is missing."),
                each => (each.Key, RoleOf(each.Value.Role ?? string.Empty, $"Subjects:{each.Key}:Role"))),
        };
    }

    private ClaimMap ReadClaims()
    {
        var claims = kind.Claims(Given(options.Namespace) ?? (kind.NeedsNamespace
            ? throw new StartupException($"{section}:Namespace is missing: what the names of {options.Kind}'s own claims begin with.")
            : string.Empty));
        return claims with
        {
            Subject = Path(options.Claims.Subject, claims.Subject),
            Role = Path(options.Claims.Role, claims.Role),
            TakesRoleLists = claims.TakesRoleLists || Given(options.Claims.Role) is not null,
            Channel = Path(options.Claims.Channel, claims.Channel),
            StoreId = Path(options.Claims.StoreId, claims.StoreId),
            Actor = Path(options.Claims.Actor, claims.Actor),
            DeviceId = Path(options.Claims.DeviceId, claims.DeviceId),
            Clients = Given(options.Claims.Client) is { } client ? [new ClaimPath(client)] : claims.Clients,
            ChannelOfClient = options.Channels.SelectMany(each => Split(each.Value).Select(client => (client, ChannelOf(each.Key))))
                .ToDictionary(StringComparer.Ordinal),
        };
    }

    private string? ReadPrefix()
    {
        if (options.SubjectPrefix is { } prefix)
        {
            return !GuestIds.IsGuest(prefix) && prefix.All(SubjectScopes.IsPrefixCharacter)
                ? prefix
                : throw new StartupException($"{section}:SubjectPrefix: {prefix} is not made of ASCII letters, digits and -_.~, or begins as guests' ids do.");
        }

        return name is null ? string.Empty : null;
    }

    private Role RoleOf(string text, string key) =>
        TokenClaims.RoleOf(text) ?? throw new StartupException($"{section}:{key}: {text} is not a role.");

    private Channel ChannelOf(string text) =>
        TokenClaims.ChannelOf(text) ?? throw new StartupException($"{section}:Channels: {text} is not a channel.");

    private static ClaimPath Path(string? configured, ClaimPath preset) => Given(configured) is { } path ? new ClaimPath(path) : preset;

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
