using System.Text;
using Microsoft.IdentityModel.Tokens;
using Omnichannel.Platform.Files;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>Where the public keys of an issuer come from. <c>refresh</c> asks again because a signature did not verify.</summary>
internal delegate ValueTask<IEnumerable<SecurityKey>> IssuerKeySource(bool refresh, CancellationToken cancellation);

/// <summary>An issuer whose tokens are accepted.</summary>
/// <param name="Name">The <c>iss</c> claim.</param>
/// <param name="MapName">Its name in the configuration's map of issuers; null for others.</param>
/// <param name="Keys">Its public keys.</param>
/// <param name="Audience">The <c>aud</c> claim of its tokens for us.</param>
/// <param name="Roles">The roles that it may grant. A guest issuer's key that leaks then makes guests, and nothing more.</param>
/// <param name="Claims">Where its tokens say what.</param>
/// <param name="Types">Which of its tokens are access tokens.</param>
/// <param name="Prefix">What its subjects begin with here; null until <see cref="SubjectScopes"/> has decided.</param>
internal sealed record AcceptedIssuer(
    string Name, string? MapName, IssuerKeySource Keys, string Audience, RoleChoice Roles, ClaimMap Claims, TokenTypes Types, string? Prefix);

/// <summary>An issuer in the same process (the development issuer and the gateway's guest sessions in AllInOne).</summary>
/// <param name="Issuer">The <c>iss</c> claim.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="Roles">The roles it may grant; null for all.</param>
/// <param name="Audience">The <c>aud</c> claim of its tokens.</param>
public sealed record TrustedIssuer(
    string Issuer, SigningKeys Keys, IReadOnlyCollection<Types.V1.Role>? Roles = null, string Audience = TokenClaims.DefaultAudience);

/// <summary>Opens the sources of issuers' keys.</summary>
internal sealed class IssuerKeySources(PlatformTls tls, TimeProvider clock)
{
    /// <summary>Keys that are given once.</summary>
    public static IssuerKeySource Fixed(IReadOnlyList<SecurityKey> keys) => (_, _) => ValueTask.FromResult<IEnumerable<SecurityKey>>(keys);

    /// <summary>The source that an issuer's settings name.</summary>
    /// <exception cref="StartupException">They name none or several, or it cannot be read.</exception>
    public IssuerKeySource Open(IssuerOptions options, string section)
    {
        var given = new[] { options.Authority, options.JwksUri, options.JwksPath, options.Jwks }.Count(text => !string.IsNullOrEmpty(text));
        if (given != 1)
        {
            throw new StartupException($"{section}: an issuer needs one of Authority, JwksUri, JwksPath and Jwks{(given == 0 ? "." : ", not several.")}");
        }

        try
        {
            return options switch
            {
                { Authority: { Length: > 0 } authority } => OpenIdConnectKeys.OfProvider(authority, Http(options), clock).Get,
                { JwksUri: { Length: > 0 } address } => OpenIdConnectKeys.OfKeySet(address, Http(options), clock).Get,
                { JwksPath: { Length: > 0 } path } => OfFile(path),
                _ => Fixed(Parse(options.Jwks!)),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException($"{section}: the issuer's keys cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Keys from JSON Web Key Set text.</summary>
    /// <exception cref="ArgumentException">Not a key set, or one without keys.</exception>
    public static IReadOnlyList<SecurityKey> Parse(string jwks)
    {
        var keys = new JsonWebKeySet(jwks) { SkipUnresolvedJsonWebKeys = true }.GetSigningKeys();
        return keys.Count > 0 ? [.. keys] : throw new ArgumentException("The key set holds no usable signing key.");
    }

    private IssuerKeySource OfFile(string path)
    {
        var keys = new WatchedFiles<IReadOnlyList<SecurityKey>>([path], files => Parse(Encoding.UTF8.GetString(files[0])), clock);
        return (_, _) => ValueTask.FromResult<IEnumerable<SecurityKey>>(keys.Current);
    }

    private HttpClient Http(IssuerOptions options) => tls.Http(options.CaPath);
}
