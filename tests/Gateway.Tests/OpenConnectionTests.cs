using System.Net;
using System.Net.Sockets;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;

namespace Omnichannel.Gateway.Tests;

/// <summary>How many connections an address may have open, whether or not it says anything.</summary>
public sealed class OpenConnectionTests
{
    private const int Most = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Http")]
    [InlineData("Grpc")]
    public async Task Address_ThatHoldsItsConnections_GetsNoMore_ButOthersDo_AndItDoesWhenOneEnds(string listener)
    {
        await using var gateway = await Start();
        var address = gateway.App.Addresses()[listener];
        var held = new List<Socket>();
        try
        {
            await Eventually.Within(Patience, async () =>
            {
                var next = await Connect(address, "127.0.0.7");
                held.Add(next);
                Assert.False(await IsOpen(next, listener));
            });
            Assert.Equal(Most + 1, held.Count);

            // Not even the probes are held up, and nobody else is.
            using var other = await Connect(address, "127.0.0.8");
            Assert.True(await IsOpen(other, listener));
            using var probe = await Connect(gateway.App.Addresses().Probes, "127.0.0.7");
            Assert.True(await IsOpen(probe));

            held[0].Dispose();
            await Eventually.Within(Patience, async () =>
            {
                using var again = await Connect(address, "127.0.0.7");
                Assert.True(await IsOpen(again, listener));
            });
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task TrustedProxies_HaveTheConnectionsOfEverybody()
    {
        await using var gateway = await Start(("TrustedProxies", "127.0.0.7/32"));
        var held = new List<Socket>();
        for (var connection = 0; connection < 4 * Most; connection++)
        {
            held.Add(await Connect(gateway.Address, "127.0.0.7"));
        }

        Assert.True(await IsOpen(held[^1]));
        held.ForEach(socket => socket.Dispose());
    }

    private static Task<GatewayUnderTest> Start(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Omnichannel:Gateway:Limits:ConnectionsPerAddress"] = $"{Most}" };
        foreach (var (name, value) in settings)
        {
            all["Omnichannel:Gateway:" + name] = value;
        }

        return GatewayUnderTest.Start(all);
    }

    private static async Task<Socket> Connect(Uri address, string from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return socket;
    }

    /// <summary>Whether the server answers, in whatever words, and goes on; it says nothing to one that it keeps out.</summary>
    private static async Task<bool> IsOpen(Socket socket, string listener = "Http")
    {
        // What HTTP/2 begins with: the preface and an empty SETTINGS frame.
        byte[] greeting = listener == "Grpc"
            ? [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0]
            : [.. "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8];
        try
        {
            await socket.SendAsync(greeting);
            return await socket.ReceiveAsync(new byte[1024]).WaitAsync(Patience) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
