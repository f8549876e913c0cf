using System.Net.Sockets;
using Docker.DotNet;
using DotNet.Testcontainers.Configurations;

namespace Omnichannel.TestKit;

/// <summary>A container engine, asked by its API.</summary>
/// <param name="endpoint">Where it should answer; null where nothing says so.</param>
public sealed class ContainerEngine(IDockerEndpointAuthenticationConfiguration? endpoint)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);

    /// <summary>The one that this machine's environment, configuration and sockets lead to.</summary>
    public static ContainerEngine OfThisMachine() => new(TestcontainersSettings.OS.DockerEndpointAuthConfig);

    /// <summary>Looks whether it answers, and has an image. Nothing is pulled.</summary>
    public async Task<EngineState> LookForAsync(string image)
    {
        if (endpoint is null)
        {
            return EngineState.Absent;
        }

        using var patience = new CancellationTokenSource(AtMost);
        using var client = endpoint.GetDockerClientBuilder(Guid.NewGuid()).Build();
        try
        {
            await client.Images.InspectImageAsync(image, patience.Token);
            return EngineState.WithImage;
        }
        catch (DockerImageNotFoundException)
        {
            return EngineState.WithoutImage;
        }
        catch (Exception error) when (error is DockerApiException or HttpRequestException or IOException or SocketException or AggregateException or OperationCanceledException or TimeoutException)
        {
            return EngineState.Absent;
        }
    }
}
