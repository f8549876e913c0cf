using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Which tokens of an issuer are access tokens. By RFC 9068 their header says so (<c>typ: at+jwt</c>). Issuers that write <c>JWT</c> or nothing must be named: then
/// what marks an ID token, a refresh token or a logout token is looked for.
/// </summary>
internal sealed record TokenTypes(bool TakesAccessTokens, bool TakesPlainTokens, bool TakesUntyped)
{
    public const string Names = "at+jwt, JWT, none";

    private const string AccessToken = "at+jwt";
    private const string MediaTypePrefix = "application/";

    /// <summary>Claims that an ID token has and an access token has not (OpenID Connect Core 2, 3.3.2.11; Back-Channel Logout 2.4).</summary>
    private static readonly string[] MarksOfOthers = ["nonce", "at_hash", "c_hash", "s_hash", "events"];

    /// <summary><c>at+jwt</c> only.</summary>
    public static readonly TokenTypes AccessTokens = new(true, false, false);

    /// <summary>Reads a list; null when it names something else.</summary>
    public static TokenTypes? Parse(string list)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()).ToHashSet();
        return names.Count > 0 && names.IsSubsetOf([AccessToken, "jwt", "none"])
            ? new TokenTypes(names.Contains(AccessToken), names.Contains("jwt"), names.Contains("none"))
            : null;
    }

    /// <summary>Whether a token is an access token of ours to read. What its header calls critical we do not understand: RFC 7515 4.1.11.</summary>
    public bool Admit(JsonWebToken token, JsonElement payload)
    {
        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            return false;
        }

        var type = token.TryGetHeaderValue<string>("typ", out var typ) ? typ.ToLowerInvariant() : string.Empty;
        return (type.StartsWith(MediaTypePrefix, StringComparison.Ordinal) ? type[MediaTypePrefix.Length..] : type) switch
        {
            AccessToken => TakesAccessTokens,
            "jwt" => TakesPlainTokens && !IsOther(payload),
            "" => TakesUntyped && !token.TryGetHeaderValue<object>("typ", out _) && !IsOther(payload),
            _ => false,
        };
    }

    private static bool IsOther(JsonElement payload) =>
        MarksOfOthers.Any(mark => payload.TryGetProperty(mark, out _))
        || (payload.TryGetProperty("typ", out var kind) && !(kind.ValueKind == JsonValueKind.String && kind.ValueEquals("Bearer")));
}
