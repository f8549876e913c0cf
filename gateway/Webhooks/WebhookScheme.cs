using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>A signature that fits.</summary>
/// <param name="Key">The key that it was made with.</param>
/// <param name="Id">The delivery's own id, else its signature: the same delivery again is known by it.</param>
/// <param name="SentAt">Null where the scheme does not tell.</param>
internal sealed record ProvenSignature(byte[] Key, string Id, DateTimeOffset? SentAt);

/// <summary>Verifies deliveries that are signed in one way.</summary>
internal sealed class WebhookScheme
{
    private const int MostSignatures = 16;
    private const int LeastKeyBytes = 16;
    private readonly SchemeFile file;
    private readonly SignedText signed;
    private readonly Func<byte[], byte[], byte[]> mac;

    /// <exception cref="InvalidDataException">The file is no description of a scheme.</exception>
    public WebhookScheme(string name, SchemeFile file)
    {
        Name = name;
        this.file = file;
        signed = new SignedText(file.Signed);
        mac = file.Algorithm switch
        {
            "hmac-sha1" => HMACSHA1.HashData,
            "hmac-sha256" => HMACSHA256.HashData,
            "hmac-sha512" => HMACSHA512.HashData,
            var other => throw new InvalidDataException($"algorithm: '{other}' is none of hmac-sha1, hmac-sha256, hmac-sha512"),
        };
        Demand(file.Signature.Header.Length > 0, "signature: a header is needed");
        Demand(file.Signature.Encoding is "hex" or "base64", "signature: encoding is hex or base64");
        Demand(file.Secret.Encoding is "text" or "base64", "secret: encoding is text or base64");
        Demand(signed.Has("body") || (signed.Has("form") && file.BodyHash is { Query.Length: > 0, Algorithm: "sha256", Encoding: "hex" or "base64" }), "signed: the body has to be in it, or {form} and a body_hash");
        Demand(signed.Has("id") == file.Id is { Header.Length: > 0 }, "id: is needed where {id} is signed, and nowhere else");
        Demand(signed.Has("timestamp") == file.Timestamp is { Header.Length: > 0 }, "timestamp: is needed where {timestamp} is signed, and nowhere else");
    }

    /// <summary>As sources name it.</summary>
    public string Name { get; }

    /// <summary>How far the timestamp may be from now.</summary>
    public TimeSpan Tolerance => file.Tolerance;

    /// <summary>Whether the address is signed: a delivery is worth nothing at another one.</summary>
    public bool SignsAddress => signed.Has("url") || signed.Has("path");

    /// <summary>Whether the sender chooses an id that is signed.</summary>
    public bool SignsId => signed.Has("id");

    /// <summary>What a secret looks like, for whoever has to set one.</summary>
    public string SecretForm => file.Secret.Encoding == "base64" ? $"{file.Secret.Prefix} and at least {LeastKeyBytes} bytes in base64" : "any text";

    /// <summary>The key that a secret stands for; null when it is none.</summary>
    public byte[]? KeyOf(string secret)
    {
        var text = secret.StartsWith(file.Secret.Prefix, StringComparison.Ordinal) ? secret[file.Secret.Prefix.Length..] : secret;
        if (file.Secret.Encoding == "text")
        {
            return text.Length > 0 ? Encoding.UTF8.GetBytes(file.Secret.Normalization is { } form ? text.Normalize(form) : text) : null;
        }

        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length >= LeastKeyBytes ? key[..length] : null;
    }

    /// <summary>Looks for a signature that one of the keys made of this request; null when there is none.</summary>
    public ProvenSignature? Prove(HttpRequest request, byte[] body, IEnumerable<byte[]> keys)
    {
        if (!TryRead(file.Id, request, out var id) || !TryRead(file.Timestamp, request, out var timestamp) || !TryReadTime(timestamp, out var sentAt)
            || !CoversBody(request, body) || signed.Of(request, body, id, timestamp) is not { } text)
        {
            return null;
        }

        var given = file.Signature.Read(request.Headers).Take(MostSignatures).Select(signature => Decode(file.Signature.Encoding, signature)).ToList();
        foreach (var key in keys)
        {
            var own = mac(key, text);
            if (given.Any(signature => CryptographicOperations.FixedTimeEquals(signature, own)))
            {
                return new ProvenSignature(key, id.Length > 0 ? id : Convert.ToHexStringLower(own), sentAt);
            }
        }

        return null;
    }

    private static void Demand(bool holds, string fault)
    {
        if (!holds)
        {
            throw new InvalidDataException(fault);
        }
    }

    // Exactly one, or two readers could mean different ones.
    private static bool TryRead(HeaderPart? part, HttpRequest request, out string value)
    {
        var values = part is null ? [""] : part.Read(request.Headers).Take(2).ToArray();
        value = values is [var only] ? only : "";
        return values.Length == 1 && (part is null || value.Length > 0);
    }

    private static bool TryReadTime(string timestamp, out DateTimeOffset? sentAt)
    {
        var isTime = long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        sentAt = isTime ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return isTime || timestamp.Length == 0;
    }

    // Where fields of a form are signed and this is none, the address has to hold the body's hash.
    private bool CoversBody(HttpRequest request, byte[] body) =>
        signed.Has("body") || request.HasFormContentType || body.Length == 0
        || CryptographicOperations.FixedTimeEquals(Decode(file.BodyHash!.Encoding, request.Query[file.BodyHash.Query].ToString()), SHA256.HashData(body));

    private static byte[] Decode(string encoding, string text)
    {
        var bytes = new byte[text.Length];
        return encoding == "hex"
            ? text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out var read) == OperationStatus.Done ? bytes[..read] : []
            : Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }
}
