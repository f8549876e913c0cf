using System.Text.Json;
using Dapr;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Omnichannel.Architecture.Tests.StandIns;

/// <summary>The client against the sidecar's documented HTTP interface.</summary>
public sealed class DaprClientTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Metadata = new() { ["emailTo"] = "a@example.com" };

    private readonly List<string> requests = [];
    private WebApplication sidecar = null!;
    private DaprClient client = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        sidecar = builder.Build();
        sidecar.Run(Answer);
        await sidecar.StartAsync();

        var services = new ServiceCollection();
        services.AddDaprClient(dapr => dapr.UseHttpEndpoint(sidecar.Urls.Single()).UseDaprApiToken("token"));
        client = services.BuildServiceProvider().GetRequiredService<DaprClient>();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await sidecar.DisposeAsync();
    }

    [Fact]
    public async Task InvokeBinding_SendsOperationDataAndMetadata()
    {
        await client.InvokeBindingAsync("e mail", "create", new { Text = "hello" }, Metadata);

        Assert.Equal(
            """POST /v1.0/bindings/e mail token {"operation":"create","data":{"text":"hello"},"metadata":{"emailTo":"a@example.com"}}""",
            Assert.Single(requests));
    }

    [Fact]
    public async Task InvokeBinding_ReadsTheAnswer() => Assert.Equal(
        "m1", (await client.InvokeBindingAsync<string, JsonElement>("sms", "create", "x")).GetProperty("id").GetString());

    [Fact]
    public async Task InvokeBinding_Refused_Throws()
    {
        var refusal = await Assert.ThrowsAsync<DaprException>(() => client.InvokeBindingAsync("broken", "create", "x"));

        Assert.Contains("ERR_INVOKE_OUTPUT_BINDING", refusal.Message);
    }

    [Fact]
    public async Task GetSecret_ReturnsItsValues() =>
        Assert.Equal("s3cret", (await client.GetSecretAsync("vault", "smtp"))["smtp"]);

    [Fact]
    public async Task CheckHealth_SaysWhetherTheSidecarAnswers()
    {
        Assert.True(await client.CheckHealthAsync());

        await sidecar.StopAsync();

        Assert.False(await client.CheckHealthAsync());
        await Assert.ThrowsAsync<DaprException>(() => client.InvokeBindingAsync("sms", "create", "x"));
    }

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        requests.Add($"{context.Request.Method} {context.Request.Path.Value} {context.Request.Headers["dapr-api-token"]} {body}");
        switch (context.Request.Path.Value)
        {
            case "/v1.0/healthz" or "/v1.0/bindings/e mail":
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "/v1.0/bindings/sms":
                await context.Response.WriteAsync("""{"id":"m1"}""");
                break;
            case "/v1.0/secrets/vault/smtp":
                await context.Response.WriteAsync("""{"smtp":"s3cret"}""");
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync("""{"errorCode":"ERR_INVOKE_OUTPUT_BINDING"}""");
                break;
        }
    }
}
