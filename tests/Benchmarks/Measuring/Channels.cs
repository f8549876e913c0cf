using Grpc.Core;
using Grpc.Net.Client;
using Omnichannel.TestKit;

namespace Omnichannel.Benchmarks.Measuring;

/// <summary>The callers' connections to one server: several, as from several machines, so that no single connection is the limit.</summary>
internal sealed class Channels(Uri address, int count = 4) : IDisposable
{
    private readonly GrpcChannel[] channels = [.. Enumerable.Range(0, count).Select(_ => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
    }))];

    /// <summary>Calls of the caller with this number.</summary>
    public CallInvoker Of(int caller, string? token = null)
    {
        var invoker = channels[caller % channels.Length].CreateCallInvoker();
        return token is null ? invoker : invoker.WithToken(() => token);
    }

    public void Dispose()
    {
        foreach (var channel in channels)
        {
            channel.Dispose();
        }
    }
}
