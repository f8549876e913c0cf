using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.Gateway.Errors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Seals a token into a ticket: nobody but a gateway with the key can read it, change it, or use it for another watch than the one that it is sealed with.
/// </summary>
/// <remarks>
/// Keys: <c>Omnichannel:Gateway:Tickets:Keys:0:Secret</c> (base64, at least 32 bytes), <c>:1:</c> and so on. The first one seals, all open, so that a key is changed without a
/// gap: the new one is added behind the old one everywhere, then put before it, then the old one goes.
/// Layout: salt (16) · AES-256-GCM of expiry (Unix milliseconds, 8 bytes big-endian) and authorization header · tag (16), in base64url. Each ticket has a key of
/// its own, HKDF-SHA256 of secret and salt, so the nonce is always zero: random nonces of one key would repeat after some thousand million tickets.
/// </remarks>
internal sealed class TicketSeal
{
    private const int LeastSecretBytes = 32;
    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int ExpiryBytes = sizeof(long);

    // The server takes 8 KiB of path and query, in which several watches may stand as well.
    private const int MostTokenCharacters = 4096;

    private static readonly byte[] Purpose = "omnichannel event stream ticket"u8.ToArray();
    private readonly IReadOnlyList<byte[]> secrets;

    /// <summary>Reads the keys; makes one that ends with this process when there is none.</summary>
    /// <exception cref="StartupException">A key is too short or not base64.</exception>
    public TicketSeal(TicketOptions options)
    {
        secrets = [.. options.Keys.Select(Read)];
        IsEphemeral = secrets.Count == 0;
        if (IsEphemeral)
        {
            secrets = [RandomNumberGenerator.GetBytes(LeastSecretBytes)];
        }
    }

    /// <summary>Whether the key was made by this process and ends with it.</summary>
    public bool IsEphemeral { get; }

    /// <summary>A ticket.</summary>
    /// <exception cref="ProblemException">The token is too long to stand in an address.</exception>
    public string Close(string header, DateTimeOffset expiresAt, byte[] watch)
    {
        if (header.Length > MostTokenCharacters)
        {
            throw new ProblemException(Problems.TokenTooLongForTicket(MostTokenCharacters));
        }

        var content = new byte[ExpiryBytes + Encoding.UTF8.GetByteCount(header)];
        BinaryPrimitives.WriteInt64BigEndian(content, expiresAt.ToUnixTimeMilliseconds());
        Encoding.UTF8.GetBytes(header, content.AsSpan(ExpiryBytes));
        var ticket = new byte[SaltBytes + content.Length + TagBytes];
        var salt = ticket.AsSpan(0, SaltBytes);
        RandomNumberGenerator.Fill(salt);
        using var cipher = Cipher(secrets[0], salt);
        cipher.Encrypt(Nonce, content, ticket.AsSpan(SaltBytes, content.Length), ticket.AsSpan(SaltBytes + content.Length), watch);
        return Base64Url.EncodeToString(ticket);
    }

    /// <summary>What is in a ticket for this watch; null when it is none.</summary>
    public (string Header, DateTimeOffset ExpiresAt)? Open(string ticket, byte[] watch)
    {
        if (!Base64Url.IsValid(ticket))
        {
            return null;
        }

        // The decoder leaves out white space and bits that stand for nothing; a ticket is written in one way.
        var bytes = Base64Url.DecodeFromChars(ticket);
        if (bytes.Length <= SaltBytes + ExpiryBytes + TagBytes || Base64Url.EncodeToString(bytes) != ticket)
        {
            return null;
        }

        var content = new byte[bytes.Length - SaltBytes - TagBytes];
        return secrets.Any(secret => IsOpened(secret, bytes, watch, content))
            ? (Encoding.UTF8.GetString(content.AsSpan(ExpiryBytes)), DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(content)))
            : null;
    }

    private static ReadOnlySpan<byte> Nonce => new byte[12];

    private static bool IsOpened(byte[] secret, byte[] ticket, byte[] watch, byte[] content)
    {
        using var cipher = Cipher(secret, ticket.AsSpan(0, SaltBytes));
        try
        {
            cipher.Decrypt(Nonce, ticket.AsSpan(SaltBytes, content.Length), ticket.AsSpan(SaltBytes + content.Length), content, watch);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static AesGcm Cipher(byte[] secret, ReadOnlySpan<byte> salt)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt, Purpose);
        return new AesGcm(key, TagBytes);
    }

    private static byte[] Read(TicketKeyOptions key, int index)
    {
        var secret = new byte[key.Secret.Length];
        return Convert.TryFromBase64String(key.Secret, secret, out var length) && length >= LeastSecretBytes
            ? secret[..length]
            : throw new StartupException($"{EdgeOptions.Section}:Tickets:Keys:{index}: a ticket key needs a Secret of at least {LeastSecretBytes} bytes in base64.");
    }
}
