using System.Text.Json;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Providers;
using Omnichannel.Messaging.Store;

namespace Omnichannel.Messaging.Tests.Providers;

/// <summary>Against a sidecar that writes down what it is asked.</summary>
public sealed class DaprProviderTests : IAsyncLifetime
{
    private readonly List<(string Path, JsonElement Body)> asked = [];
    private int status = StatusCodes.Status204NoContent;
    private WebApplication sidecar = null!;
    private DaprProvider provider = null!;

    public async Task InitializeAsync()
    {
        sidecar = WebApplication.CreateSlimBuilder().Build();
        sidecar.Urls.Add("http://127.0.0.1:0");
        sidecar.Run(async context =>
        {
            asked.Add((context.Request.Path, await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body)));
            context.Response.StatusCode = status;
        });
        await sidecar.StartAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Omnichannel:Messaging:Bindings:Sms"] = "cheap-sms" }).Build();
        provider = new DaprProvider(new DaprClientBuilder().UseHttpEndpoint(sidecar.Urls.First()).Build(), settings);
    }

    public async Task DisposeAsync() => await sidecar.DisposeAsync();

    [Fact]
    public async Task Message_GoesToTheBindingOfItsMedium_WithItsIdAsKey()
    {
        await provider.Send(Message(Medium.Email, "anna@example.com"), default);
        await provider.Send(Message(Medium.Sms, "+390612345678"), default);
        await provider.Send(Message(Medium.Push, "token-1"), default);

        Assert.Equal(["/v1.0/bindings/messaging-email", "/v1.0/bindings/cheap-sms", "/v1.0/bindings/messaging-push"], asked.Select(call => call.Path));
        Assert.Equal(["emailTo", "toNumber", "pushToken"], asked.Select(call => Metadata(call.Body).Keys.Intersect(["emailTo", "toNumber", "pushToken"]).Single()));
        var (body, metadata) = (asked[0].Body, Metadata(asked[0].Body));
        Assert.Equal(("create", "Text"), (body.GetProperty("operation").GetString(), body.GetProperty("data").GetString()));
        Assert.Equal(("anna@example.com", "Title", "m1", "<https://x>"), (metadata["emailTo"], metadata["subject"], metadata["idempotencyKey"], metadata["List-Unsubscribe"]));
    }

    [Fact]
    public async Task SidecarThatFailsOrIsAway_IsNoRefusalForGood()
    {
        status = StatusCodes.Status500InternalServerError;
        var failed = await Assert.ThrowsAnyAsync<Exception>(() => provider.Send(Message(Medium.Email, "anna@example.com"), default));
        await sidecar.StopAsync();
        var away = await Assert.ThrowsAnyAsync<Exception>(() => provider.Send(Message(Medium.Email, "anna@example.com"), default));

        Assert.IsNotType<ProviderRefusedException>(failed);
        Assert.IsNotType<ProviderRefusedException>(away);
    }

    private static Dictionary<string, string> Metadata(JsonElement body) => body.GetProperty("metadata").Deserialize<Dictionary<string, string>>()!;

    private static OutboundMessage Message(Medium medium, string recipient) => new(
        new MessageRow { MessageId = "m1" }, medium, recipient, new RenderedMessage("Title", "Text", "en"), new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://x>" });
}
