using System.Net;
using Microsoft.AspNetCore.Connections;
using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway.Limits;

/// <summary>
/// Counts the connections of each address, idle ones too, so that none takes those of all others. Proxies in front are not counted: theirs are everybody's.
/// </summary>
/// <param name="most">How many an address may have open; 0 for any number.</param>
/// <param name="proxies">The proxies' networks.</param>
internal sealed class OpenConnections(int most, IReadOnlyList<IPNetwork> proxies)
{
    private readonly OpenPlaces places = new();

    /// <summary>Lets a connection in, or closes it at once.</summary>
    public ConnectionDelegate Let(ConnectionDelegate next) => async connection =>
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || IsProxy(address))
        {
            await next(connection);
            return;
        }

        using var place = places.TryEnter([new Place("connection", AddressBlock.Of(address), most)], out _);
        if (place is not null)
        {
            await next(connection);
        }
    };

    private bool IsProxy(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return proxies.Any(network => network.Contains(plain));
    }
}
