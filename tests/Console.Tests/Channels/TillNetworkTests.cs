using System.Net;
using System.Net.Sockets;
using Omnichannel.WebConsole.Channels;

namespace Omnichannel.WebConsole.Tests.Channels;

public sealed class TillNetworkTests
{
    [Fact]
    public async Task SwitchedOff_ACallUnderWayBreaks_AndNoneGoesOut_UntilItIsOnAgain()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var network = new TillNetwork();
        using var client = new HttpClient(network.Handler, disposeHandler: false);
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        var under = client.GetAsync(address);
        using var accepted = await listener.AcceptTcpClientAsync();
        network.IsSwitchedOff = true;
        await Assert.ThrowsAsync<HttpRequestException>(() => under);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address));
        Assert.False(listener.Pending());

        network.IsSwitchedOff = false;
        var again = client.GetAsync(address);
        using var next = await listener.AcceptTcpClientAsync();
        await next.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        Assert.Equal(HttpStatusCode.NoContent, (await again).StatusCode);
    }

    [Fact]
    public async Task Tried_ToldWhetherAConnectionCameAbout()
    {
        var port = Omnichannel.TestKit.FreePort.Next(1)[0];
        using var network = new TillNetwork();
        using var client = new HttpClient(network.Handler, disposeHandler: false);
        var told = new List<bool>();
        network.Tried += told.Add;
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{port}/")));
        Assert.Equal([false], told);
    }
}
