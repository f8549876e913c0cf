using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Omnichannel.Messaging.Tests.Providers;

/// <summary>What a binding was asked.</summary>
internal sealed record AskedBinding(string Name, string Operation, JsonElement Data, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A Dapr sidecar that writes down what it is asked; the package has its wire types and no server.</summary>
internal sealed class FakeSidecar : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeSidecar(WebApplication app) => this.app = app;

    public List<AskedBinding> Asked { get; } = [];

    public Status Answer { get; set; } = Status.DefaultSuccess;

    public string Address => app.Urls.Single();

    public static async Task<FakeSidecar> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        var sidecar = new FakeSidecar(builder.Build());
        sidecar.app.Urls.Add("http://127.0.0.1:0");
        sidecar.app.Run(sidecar.Handle);
        await sidecar.app.StartAsync();
        return sidecar;
    }

    public Task Stop() => app.StopAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Handle(HttpContext http)
    {
        Assert.Equal("/dapr.proto.runtime.v1.Dapr/InvokeBinding", http.Request.Path);
        var prefix = new byte[5];
        await http.Request.Body.ReadExactlyAsync(prefix);
        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
        await http.Request.Body.ReadExactlyAsync(message);
        var asked = InvokeBindingRequest.Parser.ParseFrom(message);
        Asked.Add(new AskedBinding(asked.Name, asked.Operation, JsonSerializer.Deserialize<JsonElement>(asked.Data.Span), asked.Metadata));

        http.Response.ContentType = "application/grpc";
        if (Answer.StatusCode is StatusCode.OK)
        {
            await http.Response.Body.WriteAsync(new byte[5]);
        }

        await http.Response.StartAsync();
        http.Response.AppendTrailer("grpc-status", ((int)Answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        http.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(Answer.Detail));
    }
}
