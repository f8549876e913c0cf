using System.Security.Cryptography;
using System.Text;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>
/// The secret that is this installation's alone: what is derived with it, nobody else can compute. <c>Omnichannel:Installation:Key</c> (base64, at least 32 bytes), the
/// same for all services and replicas, and for good.
/// </summary>
public sealed class InstallationKey
{
    private static readonly string Setting = $"{InstallationSettings.Section}:{nameof(InstallationSettings.Key)}";
    private const int LeastBytes = 32;
    private readonly byte[] key;

    /// <summary>Reads it.</summary>
    /// <exception cref="StartupException">It is missing, not base64, or too short.</exception>
    public InstallationKey(InstallationSettings settings)
    {
        var text = settings.Key is { Length: > 0 } given
            ? given
            : throw new StartupException($"{Setting} is not set: a secret of this installation, made once by 'openssl rand -base64 {LeastBytes}'.");
        var bytes = new byte[text.Length];
        key = Convert.TryFromBase64String(text, bytes, out var length) && length >= LeastBytes
            ? bytes[..length]
            : throw new StartupException($"{Setting} must be at least {LeastBytes} bytes in base64.");
    }

    /// <summary>The keyed hash (HMAC-SHA256) of a text, another one for each purpose.</summary>
    public byte[] Hash(string purpose, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\0{text}"));
}
