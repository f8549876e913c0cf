using System.Security.Cryptography;

namespace Omnichannel.Client.Carts;

/// <summary>Names of logs. A new log is a new device to the server, so no number is ever used for two edits.</summary>
internal static class LogName
{
    private const int Bytes = 12;

    public static string New() => $"log-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes))}";
}
