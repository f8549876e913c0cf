using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Streams;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Server streams as Server-Sent Events.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private const string Watch = GatewayUnderTest.ProbeRpc + "Watch";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync() =>
        gateway = await GatewayUnderTest.Start(new()
        {
            ["Omnichannel:Gateway:Streams:Heartbeat"] = "00:00:00.200",
            ["Omnichannel:Gateway:Streams:LongestWrite"] = "00:00:03",
        });

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task Stream_EventsWithNameIdAndData_ThenEnd()
    {
        gateway.Upstream.On(Watch, async call =>
        {
            var request = await call.Read<WatchRequest>();
            await call.Send(new WatchResponse { Version = 7, Snapshot = new Inner { Name = request.Name } });
            await call.Send(new WatchResponse { Version = 8, Change = "line\nbreak" });
            await call.Send(new WatchResponse { Version = 9 });
        });
        var answer = await gateway.Send(Open());
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("text/event-stream", answer.ContentType);
        Assert.Equal(
            """
            : connected

            event: snapshot
            id: 7
            data: {"version":"7","snapshot":{"name":"n1","number":0,"tags":[]}}

            event: change
            id: 8
            data: {"version":"8","change":"line\nbreak"}

            event: message
            id: 9
            data: {"version":"9"}


            """.ReplaceLineEndings("\n"),
            answer.Body);
    }

    [Fact]
    public void EveryStream_SaysHowItIsResumed()
    {
        var streams = PublishedServices.All.SelectMany(service => service.Descriptor.Methods).Where(rpc => rpc.IsServerStreaming).ToList();

        Assert.NotEmpty(streams);
        Assert.All(streams, rpc => _ = new StreamShape(rpc));
    }

    [Fact]
    public void StreamThatDoesNotSay_IsFound() =>
        Assert.Throws<FormatException>(() => new StreamShape(ProbeService.Descriptor.FindMethodByName("Chat")));

    [Theory]
    [InlineData(null, "/v1/probe/n1:watch", 0)]
    [InlineData(null, "/v1/probe/n1:watch?resumeVersion=3", 3)]
    [InlineData("41", "/v1/probe/n1:watch?resumeVersion=3", 41)]
    public async Task Stream_Resumed_TellsTheServiceWhereFrom(string? lastEventId, string path, long expected)
    {
        var resumed = -1L;
        gateway.Upstream.On(Watch, async call => resumed = (await call.Read<WatchRequest>()).ResumeVersion);
        var request = Open(path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(request)).Status);
        Assert.Equal(expected, resumed);
    }

    [Fact]
    public async Task Stream_LastEventIdOfAnotherKind_IsRefused()
    {
        var request = Open();
        request.Headers.Add("Last-Event-ID", "abc");
        (await gateway.Send(request)).AssertProblem(400, "INVALID_FIELD");
    }

    [Fact]
    public async Task Stream_RefusedAtOnce_IsAnOrdinaryProblem()
    {
        gateway.Upstream.On(Watch, call => call.Fail(GrpcErrors.Create(StatusCode.NotFound, "CART_NOT_FOUND", "There is no such cart.")));
        (await gateway.Send(Open())).AssertProblem(404, "CART_NOT_FOUND");
    }

    [Fact]
    public async Task Stream_FailsLater_EndsWithAnErrorEvent()
    {
        gateway.Upstream.On(Watch, async call =>
        {
            await call.Send(new WatchResponse { Version = 1 });
            await call.Fail(GrpcErrors.Create(StatusCode.Unauthenticated, "TOKEN_EXPIRED", "The token has expired."));
        });
        var answer = await gateway.Send(Open());
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var last = answer.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1].Split('\n');
        Assert.Equal("event: error", last[0]);
        var problem = JsonDocument.Parse(last[1]["data: ".Length..]).RootElement;
        Assert.Equal(401, problem.GetProperty("status").GetInt32());
        Assert.Equal("TOKEN_EXPIRED", problem.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Stream_Silent_HeartbeatsAreComments()
    {
        gateway.Upstream.On(Watch, call => Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default));
        using var response = await gateway.Http.SendAsync(Open(), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal(": connected", await reader.ReadLineAsync());
        for (var beat = 0; beat < 3; beat++)
        {
            Assert.Equal(string.Empty, await reader.ReadLineAsync());
            Assert.Equal(": heartbeat", await reader.ReadLineAsync());
        }
    }

    [Fact]
    public async Task Stream_ReaderLeaves_TheServicesCallIsCancelled()
    {
        var cancelled = new TaskCompletionSource();
        gateway.Upstream.On(Watch, async call =>
        {
            call.Cancelled.Register(cancelled.SetResult);
            await call.Send(new WatchResponse { Version = 1 });
            await Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using (var response = await gateway.Http.SendAsync(Open(), HttpCompletionOption.ResponseHeadersRead))
        {
            var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadAtLeastAsync(new byte[20], 20);
        }

        await cancelled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stream_ReaderTakesNothing_HoldsTheServiceBackAndIsDropped_WhichIsNoErrorOfOurs()
    {
        using var lines = new LogLines();
        gateway.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var sent = 0L;
        var ended = new TaskCompletionSource();
        gateway.Upstream.On(Watch, async call =>
        {
            var message = new WatchResponse { Version = 1, Change = new string('x', 60_000) };
            try
            {
                while (true)
                {
                    await call.Send(message);
                    Interlocked.Add(ref sent, 60_000);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                ended.TrySetResult();
            }
        });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"GET /v1/probe/n1:watch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token(Role.Customer)}\r\n\r\n")));

        var before = -1L;
        await Eventually.True(Patience, "the service is held back", async () =>
        {
            var now = Interlocked.Exchange(ref before, Interlocked.Read(ref sent));
            await Task.Delay(300);
            return now > 0 && now == Interlocked.Read(ref sent);
        });
        Assert.InRange(Interlocked.Read(ref sent), 1, 16_000_000);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));

        // Then all that there was to say is said.
        await gateway.App.StopAsync();
        Assert.DoesNotContain(lines.All, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_GatewayStops_TheReaderIsToldToComeBack()
    {
        var other = await GatewayUnderTest.Start();
        other.Upstream.On(Watch, async call =>
        {
            await call.Send(new WatchResponse { Version = 1 });
            await Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var request = other.Request("GET", "/v1/probe/n1:watch", role: Role.Customer);
        using var response = await other.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal(": connected", await reader.ReadLineAsync());
        var stopping = other.App.StopAsync();
        var rest = await reader.ReadToEndAsync().WaitAsync(Patience);
        await stopping.WaitAsync(Patience);
        Assert.Contains("event: error\ndata: {", rest, StringComparison.Ordinal);
        Assert.Contains("DEPENDENCY_UNAVAILABLE", rest, StringComparison.Ordinal);
        await other.DisposeAsync();
    }

    private HttpRequestMessage Open(string path = "/v1/probe/n1:watch") => gateway.Request("GET", path, role: Role.Customer);
}
