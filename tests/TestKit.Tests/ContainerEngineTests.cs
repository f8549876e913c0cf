using System.Collections.Concurrent;
using DotNet.Testcontainers.Configurations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Omnichannel.TestKit.Tests;

/// <summary>A container engine is played by a server that speaks the little of its API that is asked for.</summary>
public sealed class ContainerEngineTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> asked = [];
    private readonly WebApplication engine;
    private int images = StatusCodes.Status200OK;

    public ContainerEngineTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        engine = builder.Build();
        engine.Run(call =>
        {
            asked.Enqueue($"{call.Request.Method} {call.Request.Path}");
            call.Response.StatusCode = images;
            return call.Response.WriteAsJsonAsync(new { Id = "sha256:1" });
        });
    }

    public Task InitializeAsync() => engine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Theory]
    [InlineData(StatusCodes.Status200OK, EngineState.WithImage)]
    [InlineData(StatusCodes.Status404NotFound, EngineState.WithoutImage)]
    [InlineData(StatusCodes.Status500InternalServerError, EngineState.Absent)]
    [InlineData(StatusCodes.Status403Forbidden, EngineState.Absent)]
    public async Task LookForAsync_AsksForTheImageAndPullsNothing(int status, EngineState expected)
    {
        images = status;
        Assert.Equal(expected, await At(engine.Urls.Single()).LookForAsync("apache/kafka:4.1.1"));
        Assert.EndsWith("/images/apache/kafka:4.1.1/json", Assert.Single(asked), StringComparison.Ordinal);
        Assert.StartsWith("GET ", asked.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookForAsync_NobodyListens_OrNothingSaysWhere_IsAbsent()
    {
        Assert.Equal(EngineState.Absent, await At($"http://127.0.0.1:{FreePort.Next()}").LookForAsync("apache/kafka:4.1.1"));
        Assert.Equal(EngineState.Absent, await new ContainerEngine(null).LookForAsync("apache/kafka:4.1.1"));
    }

    private static ContainerEngine At(string address) =>
        new(new DockerEndpointAuthenticationConfiguration(new Uri(address.Replace("http", "tcp", StringComparison.Ordinal)), null));
}
