using System.Globalization;
using System.Text.Json;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>Where an issuer's tokens say who calls, and how that becomes a <see cref="Caller"/>.</summary>
internal sealed record ClaimMap
{
    private const int MaxLength = 128;
    private const int MostRoles = 256;

    /// <summary>The claims that this system's own issuers write (<see cref="TokenClaims"/>).</summary>
    public static readonly ClaimMap Ours = new();

    public ClaimPath Subject { get; init; } = new(TokenClaims.Subject);

    public ClaimPath Role { get; init; } = new(TokenClaims.Role);

    /// <summary>Whether the role's claim may be a list, or names separated by spaces.</summary>
    public bool TakesRoleLists { get; init; }

    public ClaimPath Channel { get; init; } = new(TokenClaims.Channel);

    public ClaimPath StoreId { get; init; } = new(TokenClaims.StoreId);

    public ClaimPath Actor { get; init; } = new($"{TokenClaims.Actor}.{TokenClaims.Subject}");

    public ClaimPath DeviceId { get; init; } = new(TokenClaims.DeviceId);

    /// <summary>The client that the token was issued to; the first that is there.</summary>
    public IReadOnlyList<ClaimPath> Clients { get; init; } = [new("azp"), new("client_id")];

    public IReadOnlyDictionary<string, Channel> ChannelOfClient { get; init; } = new Dictionary<string, Channel>();

    /// <summary>Reads a verified token's payload; null when it does not name a caller of ours.</summary>
    public Caller? Read(JsonElement payload, RoleChoice roles, string prefix, DateTimeOffset expiresAt)
    {
        try
        {
            if (Text(payload, Subject) is not { } subject || Named(payload, roles, subject) is not var (name, role))
            {
                return null;
            }

            var channel = ReadChannel(payload);
            var store = Text(payload, StoreId);
            var actor = Text(payload, Actor);
            var device = Text(payload, DeviceId);
            var acting = actor is null ? null : prefix + actor;
            return role switch
            {
                Types.V1.Role.Terminal when store is null => null,
                Types.V1.Role.Assistant when acting is null => null,
                Types.V1.Role.Assistant => new Caller(Scoped(name), role, Types.V1.Channel.Agent, store, acting, device is null ? acting : $"{acting}/{device}", expiresAt),
                _ => new Caller(Scoped(name), role, channel, store, acting, device ?? Scoped(name), expiresAt),
            };

            // Ids of guests are made of random numbers: they meet nobody else's.
            string Scoped(string id) => role == Types.V1.Role.Guest ? id : prefix + id;
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            // The second is what the reader makes of text that is no Unicode.
            return null;
        }
    }

    private (string Name, Role Role)? Named(JsonElement payload, RoleChoice roles, string subject)
    {
        if (roles.BySubject.TryGetValue(subject, out var known))
        {
            return known;
        }

        return roles.Choose(RoleNames(payload)) is { } role ? (subject, role) : null;
    }

    private Channel ReadChannel(JsonElement payload)
    {
        if (Text(payload, Channel) is { } name)
        {
            return TokenClaims.ChannelOf(name) ?? throw new FormatException("Not a channel.");
        }

        var client = ChannelOfClient.Count == 0 ? null : Clients.Select(path => Text(payload, path)).FirstOrDefault(text => text is not null);
        return client is null ? Types.V1.Channel.Unspecified : ChannelOfClient.GetValueOrDefault(client);
    }

    private string[] RoleNames(JsonElement payload)
    {
        if (!Role.TryFind(payload, out var claim))
        {
            return [];
        }

        return (claim.ValueKind, TakesRoleLists) switch
        {
            (JsonValueKind.String, false) => [claim.GetString()!],
            (JsonValueKind.String, true) => claim.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            (JsonValueKind.Array, true) when claim.GetArrayLength() <= MostRoles =>
                [.. claim.EnumerateArray().Select(each => each.ValueKind == JsonValueKind.String ? each.GetString()! : throw new FormatException("Not a role's name."))],
            _ => throw new FormatException("Not a role."),
        };
    }

    /// <summary>An absent claim is null; one that is there must be a decent id.</summary>
    private static string? Text(JsonElement payload, ClaimPath path)
    {
        if (!path.TryFind(payload, out var claim))
        {
            return null;
        }

        return claim.ValueKind == JsonValueKind.String && claim.GetString() is { Length: > 0 and <= MaxLength } text && !text.Any(IsInvisible)
            ? text
            : throw new FormatException($"{path.Text} is no id.");
    }

    /// <summary>What cannot be told apart when it is shown, or changes what stands beside it.</summary>
    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
