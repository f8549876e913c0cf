using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>What a grant token allows.</summary>
/// <param name="Scope">For what, the <c>grant</c> of the rpc's access rule.</param>
/// <param name="Subject">On which resource, for example an order id.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record Grant(string Scope, string Subject, DateTimeOffset ExpiresAt);

/// <summary>A grant that is forged, expired, or for something else.</summary>
public sealed record GrantNotValid() : Refusal(RefusalKind.NotFound, ErrorReasons.GrantNotValid, "There is nothing under this link or code.");

/// <summary>
/// Signed, expiring tokens for links (tracking, surveys, unsubscription): scope, subject and expiry with an HMAC-SHA256, in base64url.
/// Nothing is stored; a grant that may be used once is the service's to remember.
/// </summary>
/// <remarks>
/// Keys: <c>Omnichannel:Grants:Keys:0:Id</c> and <c>:Secret</c> (base64, at least 32 bytes). The first one signs, all verify, so a new key is added in
/// front and the old one removed when its tokens have expired.
/// Layout: version (1) · length of key id · key id · expiry, Unix seconds, 5 bytes big-endian · length of scope · scope · subject · HMAC (first 16 bytes) of all before.
/// </remarks>
public sealed class GrantTokens
{
    private const byte Version = 1;
    private const int ExpiryLength = 5;
    private const int MacLength = 16;
    private const int MinSecretLength = 32;
    private readonly (string Id, byte[] Secret)[] keys;
    private readonly TimeProvider clock;

    /// <summary>Reads the keys.</summary>
    /// <exception cref="StartupException">A key is too short or not base64.</exception>
    public GrantTokens(GrantSettings settings, PlatformHost host)
        : this([.. settings.Keys.Select(Read)], host.Clock)
    {
    }

    internal GrantTokens((string Id, byte[] Secret)[] keys, TimeProvider clock)
    {
        this.keys = keys;
        this.clock = clock;
    }

    /// <summary>Whether there is a key to sign with.</summary>
    public bool CanIssue => keys.Length > 0;

    /// <summary>A token for a link.</summary>
    public string Issue(string scope, string subject, TimeSpan lifetime)
    {
        if (!CanIssue)
        {
            throw new InvalidOperationException("Omnichannel:Grants:Keys is not configured, so no grant can be issued.");
        }

        var (id, secret) = keys[0];
        var body = Layout(id, (clock.GetUtcNow() + lifetime).ToUnixTimeSeconds(), scope, subject);
        return Base64Url.EncodeToString([.. body, .. Mac(secret, body)]);
    }

    /// <summary>What a token allows within a scope.</summary>
    /// <exception cref="RefusedException"><see cref="GrantNotValid"/>: forged, expired or for another scope, all alike.</exception>
    public Grant Verify(string token, string scope) =>
        Read(token) is { } grant && grant.Scope == scope && grant.ExpiresAt > clock.GetUtcNow() ? grant : throw new RefusedException(new GrantNotValid());

    private static (string Id, byte[] Secret) Read(GrantKeySettings key, int index)
    {
        var secret = new byte[key.Secret.Length];
        return key.Id is { Length: > 0 and < 64 } id && Convert.TryFromBase64String(key.Secret, secret, out var length) && length >= MinSecretLength
            ? (id, secret[..length])
            : throw new StartupException($"{GrantSettings.Section}:Keys:{index}: a grant key needs an Id (under 64 characters) and a Secret of at least {MinSecretLength} bytes in base64.");
    }

    private static byte[] Layout(string keyId, long expiresAtSeconds, string scope, string subject)
    {
        Span<byte> expiry = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(expiry, expiresAtSeconds);
        byte[] id = Encoding.UTF8.GetBytes(keyId), scopeBytes = Encoding.UTF8.GetBytes(scope);
        return [Version, checked((byte)id.Length), .. id, .. expiry[^ExpiryLength..], checked((byte)scopeBytes.Length), .. scopeBytes, .. Encoding.UTF8.GetBytes(subject)];
    }

    private static ReadOnlySpan<byte> Mac(byte[] secret, ReadOnlySpan<byte> body) => HMACSHA256.HashData(secret, body).AsSpan(0, MacLength);

    /// <summary>A genuine token's content, expired or not; null for anything else.</summary>
    private Grant? Read(string token)
    {
        if (token.Length > 1024 || !Base64Url.IsValid(token))
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < MacLength + ExpiryLength + 3 || bytes[0] != Version || bytes.Length < MacLength + ExpiryLength + 3 + bytes[1])
        {
            return null;
        }

        var keyId = Encoding.UTF8.GetString(bytes.Slice(2, bytes[1]));
        var body = bytes[..^MacLength];
        if (keys.FirstOrDefault(key => key.Id == keyId).Secret is not { } secret || !CryptographicOperations.FixedTimeEquals(Mac(secret, body), bytes[^MacLength..]))
        {
            return null;
        }

        // Behind the signature the layout is our own.
        var rest = body[(2 + bytes[1])..];
        Span<byte> expiry = stackalloc byte[sizeof(long)];
        expiry.Clear();
        rest[..ExpiryLength].CopyTo(expiry[^ExpiryLength..]);
        var scopeLength = rest[ExpiryLength];
        rest = rest[(ExpiryLength + 1)..];
        return new Grant(
            Encoding.UTF8.GetString(rest[..scopeLength]),
            Encoding.UTF8.GetString(rest[scopeLength..]),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(expiry)));
    }
}
