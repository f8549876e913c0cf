using Microsoft.IdentityModel.Tokens;

namespace Omnichannel.Platform.Security;

/// <summary>Where the public keys of an issuer come from. <c>refresh</c> asks again because a signature did not verify.</summary>
internal delegate ValueTask<IEnumerable<SecurityKey>> IssuerKeySource(bool refresh, CancellationToken cancellation);

/// <summary>An issuer whose tokens are accepted.</summary>
/// <param name="Name">The <c>iss</c> claim.</param>
/// <param name="Keys">Its public keys.</param>
/// <param name="Roles">The roles it may grant; empty for all. A guest issuer's key that leaks then makes guests, and nothing more.</param>
internal sealed record AcceptedIssuer(string Name, IssuerKeySource Keys, IReadOnlyCollection<Types.V1.Role> Roles);

/// <summary>An issuer in the same process (the development issuer and the gateway's guest sessions in AllInOne).</summary>
/// <param name="Issuer">The <c>iss</c> claim.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="Roles">The roles it may grant; null for all.</param>
public sealed record TrustedIssuer(string Issuer, SigningKeys Keys, IReadOnlyCollection<Types.V1.Role>? Roles = null);

/// <summary>The kinds of key sources.</summary>
internal static class IssuerKeySources
{
    /// <summary>Keys that are given once.</summary>
    public static IssuerKeySource Fixed(IReadOnlyList<SecurityKey> keys) => (_, _) => ValueTask.FromResult<IEnumerable<SecurityKey>>(keys);

    /// <summary>Keys from JSON Web Key Set text.</summary>
    /// <exception cref="ArgumentException">Not a key set, or one without keys.</exception>
    public static IReadOnlyList<SecurityKey> Parse(string jwks)
    {
        var keys = new JsonWebKeySet(jwks) { SkipUnresolvedJsonWebKeys = true }.GetSigningKeys();
        return keys.Count > 0 ? [.. keys] : throw new ArgumentException("The key set holds no usable signing key.");
    }
}
