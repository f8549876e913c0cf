using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Omnichannel.Gateway.Tests.Wire;

/// <summary>A gRPC server that knows no contract: it hands each call's bytes to the test and sends what the test says. All areas are routed to it.</summary>
public sealed class FakeUpstream : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<FakeCall, Task>> handlers = new();

    private int calls;

    private FakeUpstream(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    /// <summary>How many calls have come, health checks apart.</summary>
    public int Calls => Volatile.Read(ref calls);

    public bool IsServing { get; set; } = true;

    /// <summary>Its port on loopback.</summary>
    public int Port => new Uri(Address).Port;

    /// <param name="url">Where it listens.</param>
    /// <param name="certificate">Picks the certificate by the name that the caller asks for; null for no TLS.</param>
    public static async Task<FakeUpstream> Start(string url = "http://127.0.0.1:0", Func<string?, X509Certificate2?>? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                listen.UseHttps(https => https.ServerCertificateSelector = (_, name) => certificate(name));
            }
        }));
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, NoLifetime>();
        var upstream = new FakeUpstream(builder.Build());
        upstream.app.Run(upstream.Handle);
        await upstream.app.StartAsync();
        return upstream;
    }

    /// <summary>How calls of one rpc (its gRPC path) are answered.</summary>
    public void On(string rpc, Func<FakeCall, Task> handler) => handlers[rpc] = handler;

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private async Task Handle(HttpContext http)
    {
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        http.Response.ContentType = "application/grpc";
        var call = new FakeCall(http);
        if (http.Request.Path == "/grpc.health.v1.Health/Check")
        {
            await call.ReadMessage();
            await call.Send(IsServing ? [8, 1] : [8, 2]);
            await call.End();
            return;
        }

        Interlocked.Increment(ref calls);
        if (!handlers.TryGetValue(http.Request.Path!, out var handler))
        {
            await call.End(StatusCode.Unimplemented, "the test has not said how to answer " + http.Request.Path);
            return;
        }

        await handler(call);
        await call.End();
    }

    private sealed class NoLifetime : Microsoft.Extensions.Hosting.IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>One call that arrived.</summary>
public sealed class FakeCall(HttpContext http)
{
    private bool ended;

    public IHeaderDictionary Headers => http.Request.Headers;

    public CancellationToken Cancelled => http.RequestAborted;

    /// <summary>The next message; null at the end of the stream.</summary>
    public async Task<byte[]?> ReadMessage()
    {
        var prefix = new byte[5];
        if (await http.Request.Body.ReadAtLeastAsync(prefix, 5, throwOnEndOfStream: false) < 5)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
        await http.Request.Body.ReadExactlyAsync(message);
        return message;
    }

    public async Task<T> Read<T>()
        where T : IMessage<T>, new() => new MessageParser<T>(() => new T()).ParseFrom(await ReadMessage() ?? throw new EndOfStreamException());

    public Task Send(IMessage message) => Send(message.ToByteArray());

    public async Task Send(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        await http.Response.Body.WriteAsync(frame, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    public Task Fail(RpcException failure) => End(failure.StatusCode, failure.Status.Detail, failure.Trailers.GetValueBytes("grpc-status-details-bin"));

    public async Task End(StatusCode code = StatusCode.OK, string detail = "", byte[]? details = null)
    {
        if (ended)
        {
            return;
        }

        ended = true;
        await http.Response.StartAsync();
        http.Response.AppendTrailer("grpc-status", ((int)code).ToString(CultureInfo.InvariantCulture));
        http.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(detail));
        if (details is not null)
        {
            http.Response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(details));
        }
    }
}
