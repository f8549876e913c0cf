using Dapr.Client;
using Grpc.Core;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Providers;
using Omnichannel.Messaging.Store;

namespace Omnichannel.Messaging.Tests.Providers;

/// <summary>Against a sidecar that writes down what it is asked.</summary>
public sealed class DaprProviderTests : IAsyncLifetime
{
    private FakeSidecar sidecar = null!;
    private DaprClient client = null!;
    private DaprProvider provider = null!;

    public async Task InitializeAsync()
    {
        sidecar = await FakeSidecar.Start();
        var settings = new MessagingSettings { Bindings = { Sms = "cheap-sms" } };
        client = new DaprClientBuilder().UseGrpcEndpoint(sidecar.Address).Build();
        provider = new DaprProvider(client, settings);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await sidecar.DisposeAsync();
    }

    [Fact]
    public async Task Message_GoesToTheBindingOfItsMedium_AsThatWantsIt()
    {
        await provider.Send(Message(Medium.Email, "anna@example.com"), default);
        await provider.Send(Message(Medium.Sms, "+390612345678"), default);
        await provider.Send(Message(Medium.Push, "token-1"), default);

        Assert.Equal(["messaging-email", "cheap-sms", "messaging-push"], sidecar.Asked.Select(asked => asked.Name));
        Assert.All(sidecar.Asked, asked => Assert.Equal(("create", "m1"), (asked.Operation, asked.Metadata["idempotencyKey"])));
        var (mail, text, push) = (sidecar.Asked[0], sidecar.Asked[1], sidecar.Asked[2]);
        Assert.Equal(("anna@example.com", "Title", "<https://x>"), (mail.Metadata["emailTo"], mail.Metadata["subject"], mail.Metadata["List-Unsubscribe"]));
        Assert.Equal(("+390612345678", "First <b>\nSecond"), (text.Metadata["toNumber"], text.Data.GetString()));
        Assert.Equal(("token-1", "m1"), (push.Metadata["device-token"], push.Metadata["apns-id"]));
        var alert = push.Data.GetProperty("aps").GetProperty("alert");
        Assert.Equal(("Title", "First <b>\nSecond"), (alert.GetProperty("title").GetString(), alert.GetProperty("body").GetString()));
    }

    [Fact]
    public async Task Mail_IsHtml_InWhichTextStaysText()
    {
        await provider.Send(Message(Medium.Email, "anna@example.com"), default);

        var html = sidecar.Asked[0].Data.GetString()!;
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<p>First &lt;b&gt;<br>\nSecond</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_WithoutATitle_HasASubject()
    {
        await provider.Send(Message(Medium.Email, "anna@example.com", title: ""), default);

        Assert.Equal("First <b>", sidecar.Asked[0].Metadata["subject"]);
    }

    [Theory]
    [InlineData("error invoking output binding messaging-email: gomail: could not send email 1: 550 5.1.1 <anna@example.com>: no such user", true)]
    [InlineData("error invoking output binding messaging-email: gomail: could not send email 1: 450 4.2.1 try later", false)]
    [InlineData("error invoking output binding messaging-email: 535 5.7.8 authentication failed", false)]
    [InlineData("couldn't find output binding messaging-email", false)]
    public async Task MailServersRefusal_IsForGood_AndNothingElse(string detail, bool isForGood)
    {
        sidecar.Answer = new Status(StatusCode.Internal, detail);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => provider.Send(Message(Medium.Email, "anna@example.com"), default));

        Assert.Equal(isForGood, failure is ProviderRefusedException);
        Assert.Single(sidecar.Asked);
    }

    [Fact]
    public async Task SidecarThatIsAway_IsNoRefusalForGood()
    {
        await sidecar.Stop();
        var away = await Assert.ThrowsAnyAsync<Exception>(() => provider.Send(Message(Medium.Email, "anna@example.com"), default));

        Assert.IsNotType<ProviderRefusedException>(away);
    }

    private static OutboundMessage Message(Medium medium, string recipient, string title = "Title") => new(
        new MessageRow { MessageId = "m1" }, medium, recipient, new RenderedMessage(title, "First <b>\nSecond", "en"), new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://x>" });
}
