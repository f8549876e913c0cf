using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Omnichannel.Platform.Security;

/// <summary>ES256 (P-256) key pairs of an issuer: the first signs, all verify, so that keys can be rotated without a gap.</summary>
public sealed class SigningKeys : IDisposable
{
    private readonly (string KeyId, ECDsa Key)[] keys;

    private SigningKeys(params (string KeyId, ECDsa Key)[] keys)
    {
        this.keys = keys;
        Verifying = [.. keys.Select(pair => new ECDsaSecurityKey(pair.Key) { KeyId = pair.KeyId })];
        Signing = new SigningCredentials(Verifying[0], SecurityAlgorithms.EcdsaSha256);
    }

    internal SigningCredentials Signing { get; }

    internal IReadOnlyList<SecurityKey> Verifying { get; }

    /// <summary>A new key pair.</summary>
    public static SigningKeys Generate(string keyId) => new((keyId, ECDsa.Create(ECCurve.NamedCurves.nistP256)));

    /// <summary>Key pairs from PEM text (PKCS#8 or SEC 1), the signing one first.</summary>
    /// <exception cref="CryptographicException">Not a P-256 private key.</exception>
    public static SigningKeys FromPem(params (string KeyId, string Pem)[] keys)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Length);
        return new([.. keys.Select(pair => (pair.KeyId, FromPem(pair.Pem)))]);
    }

    /// <summary>The signing key pair as PKCS#8 PEM: a secret.</summary>
    public string ToPem() => keys[0].Key.ExportPkcs8PrivateKeyPem();

    /// <summary>The public halves as a JSON Web Key Set (RFC 7517), for those who verify.</summary>
    public string ToJwks() => JsonSerializer.Serialize(new { keys = keys.Select(pair => PublicJwk(pair.KeyId, pair.Key)).ToArray() });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, key) in keys)
        {
            key.Dispose();
        }
    }

    private static ECDsa FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize == 256 && key.ExportParameters(includePrivateParameters: true).D is not null
                ? key
                : throw new CryptographicException("An ES256 signing key must be a P-256 private key.");
        }
        catch (Exception exception)
        {
            key.Dispose();
            throw exception as CryptographicException ?? new CryptographicException("The signing key is not a PEM private key.", exception);
        }
    }

    private static object PublicJwk(string keyId, ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new { kty = "EC", use = "sig", alg = "ES256", kid = keyId, crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }
}
