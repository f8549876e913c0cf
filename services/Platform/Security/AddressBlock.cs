using System.Net;
using System.Net.Sockets;

namespace Omnichannel.Platform.Security;

/// <summary>What limits that count by address count by.</summary>
public static class AddressBlock
{
    private const int PrefixBytes = 8;

    /// <summary>
    /// An IPv4 address, also one that IPv6 writes (<c>::ffff:203.0.113.9</c>), or the /64 that an IPv6 address lies in: whoever has a line has a whole /64,
    /// and with it more addresses than any limit could count.
    /// </summary>
    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[PrefixBytes..].Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
