using Microsoft.Extensions.Configuration;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Text;

/// <summary>
/// The secret that is this installation's alone: what is derived with it, nobody else can compute. <c>Omnichannel:InstallationKey</c> (base64, at least 32 bytes), the same for
/// all services and replicas, and for good.
/// </summary>
public sealed class InstallationKey
{
    /// <summary>Where it is set.</summary>
    public const string Setting = "Omnichannel:InstallationKey";

    private const int LeastBytes = 32;

    /// <summary>Reads it.</summary>
    /// <exception cref="StartupException">It is missing, not base64, or too short.</exception>
    public InstallationKey(IConfiguration configuration)
    {
        var text = configuration[Setting] is { Length: > 0 } given
            ? given
            : throw new StartupException($"{Setting} is not set: a secret of this installation, made once by 'openssl rand -base64 {LeastBytes}'.");
        var bytes = new byte[text.Length];
        Bytes = Convert.TryFromBase64String(text, bytes, out var length) && length >= LeastBytes
            ? bytes[..length]
            : throw new StartupException($"{Setting} must be at least {LeastBytes} bytes in base64.");
    }

    /// <summary>The key.</summary>
    public byte[] Bytes { get; }
}
