using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Pages and API are one origin: what is the console's goes there, and nothing else.</summary>
public sealed class ConsolePageTests : IAsyncLifetime
{
    private FakeConsole one = null!;
    private FakeConsole two = null!;
    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync()
    {
        one = await FakeConsole.Start("one");
        two = await FakeConsole.Start("two");
        gateway = await GatewayUnderTest.Start(new() { ["Omnichannel:Gateway:Console"] = $"{one.Address}, {two.Address}" });
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/channels")]
    [InlineData("/orders/o-1")]
    [InlineData("/warehouse")]
    [InlineData("/desk")]
    [InlineData("/mailbox")]
    [InlineData("/ops")]
    [InlineData("/p/track/abc")]
    [InlineData("/session/main/token")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    [InlineData("/console/app.css")]
    [InlineData("/client/index.js")]
    [InlineData("/Omnichannel.Console.a1b2.styles.css")]
    public async Task APageOfTheConsole_GoesThere_AndTheConsoleSaysWhatBrowsersMayDo(string path)
    {
        using var response = await gateway.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.EndsWith(path, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["default-src 'self'"], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("same-origin", string.Join('|', response.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "ROUTE_UNKNOWN")]
    [InlineData("GET", "/nothing", 404, "ROUTE_UNKNOWN")]
    [InlineData("GET", "/channelsandmore", 404, "ROUTE_UNKNOWN")]
    [InlineData("POST", "/openapi.json", 405, "METHOD_NOT_ALLOWED")]
    public async Task WhatIsNotTheConsoles_DoesNotGoThere(string method, string path, int status, string reason)
    {
        (await gateway.Send(method, path)).AssertProblem(status, reason);
        Assert.Equal(0, one.Requests + two.Requests);
    }

    [Fact]
    public async Task TheApi_IsAsItWas()
    {
        var answer = await gateway.Send("GET", "/v1/carts/c1", role: Role.Customer);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", string.Join('|', answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(0, one.Requests + two.Requests);
    }

    [Fact]
    public async Task ABrowser_StaysWithOneReplica_AndAnotherTakesOverWhenThatIsAway()
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = gateway.Address };
        var first = await browser.GetStringAsync(new Uri("/channels", UriKind.Relative));
        for (var again = 0; again < 10; again++)
        {
            Assert.Equal(first, await browser.GetStringAsync(new Uri("/channels", UriKind.Relative)));
        }

        var (gone, other) = first.StartsWith("one", StringComparison.Ordinal) ? (one, "two") : (two, "one");
        await gone.DisposeAsync();
        await TestKit.Eventually.Within(TimeSpan.FromSeconds(60), async () =>
            Assert.StartsWith(other, await browser.GetStringAsync(new Uri("/channels", UriKind.Relative)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task AWebSocket_GoesThrough()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, received.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    [Fact]
    public async Task WithNoConsoleThere_APersonSeesAPage_AndTheApiGoesOn()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
        using var page = new HttpRequestMessage(HttpMethod.Get, "/channels") { Headers = { { "Accept", "text/html" } } };
        using var response = await gateway.Http.SendAsync(page);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("The shop goes on", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", string.Join('|', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send("GET", "/openapi.json")).Status);
        using var probes = new HttpClient();
        await TestKit.Eventually.Within(TimeSpan.FromSeconds(60), async () =>
        {
            using var ready = await probes.GetAsync(new Uri(gateway.App.Services.GetService(typeof(Platform.Hosting.ListenAddresses)) is Platform.Hosting.ListenAddresses addresses ? addresses.Probes : gateway.Address, "/readyz/services"));
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        });
    }

    [Fact]
    public async Task WithoutAConsole_ThereAreNoPages()
    {
        await using var bare = await GatewayUnderTest.Start();
        (await bare.Send("GET", "/channels")).AssertProblem(404, "ROUTE_UNKNOWN");
        (await bare.Send("GET", "/")).AssertProblem(404, "ROUTE_UNKNOWN");
    }

    /// <summary>Answers each path with its own name, as a console would its pages.</summary>
    private sealed class FakeConsole : IAsyncDisposable
    {
        private readonly WebApplication app;
        private int requests;
        private bool isDisposed;

        private FakeConsole(WebApplication app, string name)
        {
            this.app = app;
            app.UseWebSockets();
            app.Run(async http =>
            {
                Interlocked.Increment(ref requests);
                if (http.WebSockets.IsWebSocketRequest)
                {
                    using var socket = await http.WebSockets.AcceptWebSocketAsync();
                    var buffer = new byte[64];
                    var received = await socket.ReceiveAsync(buffer, http.RequestAborted);
                    await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
                    await socket.ReceiveAsync(buffer, http.RequestAborted);
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
                    return;
                }

                http.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
                http.Response.Headers["Referrer-Policy"] = "same-origin";
                await http.Response.WriteAsync($"{name} {http.Request.Path}");
            });
        }

        public int Requests => Volatile.Read(ref requests);

        public string Address => app.Urls.Single();

        public static async Task<FakeConsole> Start(string name)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var console = new FakeConsole(builder.Build(), name);
            await console.app.StartAsync();
            return console;
        }

        public async ValueTask DisposeAsync()
        {
            if (!isDisposed)
            {
                isDisposed = true;
                using var now = new CancellationTokenSource(TimeSpan.Zero);
                await app.StopAsync(now.Token);
                await app.DisposeAsync();
            }
        }
    }
}
