using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.WebConsole.Sessions;
using Omnichannel.WebConsole.Visitors;

namespace Omnichannel.WebConsole.Tests.Visitors;

/// <summary>What visitors ask the platform for, and what comes of its refusals; before a gateway that answers as the test says.</summary>
public sealed class VisitorClientTests : IAsyncLifetime
{
    private readonly Gateway gateway = new();
    private WebApplication app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(gateway);
        app = builder.Build();
        app.MapGrpcService<Gateway>();
        await app.StartAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task ACall_SaysWhereTheVisitorIs_AndNamesNobody()
    {
        using var client = ClientAt(new Uri(app.Urls.Single()));
        gateway.Answer = () => new GetTrackedOrderResponse { Order = new Order { OrderNumber = "O-1" } };
        var visitor = new DefaultHttpContext();
        visitor.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");

        Assert.Equal("O-1", (await client.Open(visitor, "grant", "zh")).Order.OrderNumber);
        Assert.Equal(("grant", "zh"), (gateway.Request!.Token, gateway.Request.Language));
        Assert.Equal("203.0.113.7", gateway.Headers!.GetValue("x-forwarded-for"));
        Assert.Null(gateway.Headers!.GetValue("authorization"));
    }

    [Theory]
    [InlineData(StatusCode.NotFound, "GRANT_NOT_VALID", "NO_LINK", 404)]
    [InlineData(StatusCode.NotFound, "ORDER_NOT_FOUND", "NO_ORDER", 404)]
    [InlineData(StatusCode.InvalidArgument, "INVALID_FIELD", "INVALID", 400)]
    [InlineData(StatusCode.Internal, "INTERNAL", "FAILED", 502)]
    public async Task ARefusal_IsATrouble_WithWordsOfOurs(StatusCode code, string reason, string name, int status)
    {
        using var client = ClientAt(new Uri(app.Urls.Single()));
        gateway.Answer = () => throw GrpcErrors.Create(code, reason, "Said by the platform.");
        Assert.Equal(new Trouble(name, status), await TroubleOf(client));
    }

    [Fact]
    public async Task ALimit_IsTold_InTheRefusalsWords_WithTheTimeToWait()
    {
        using var client = ClientAt(new Uri(app.Urls.Single()));
        gateway.Answer = () => throw GrpcErrors.Create(StatusCode.ResourceExhausted, "RATE_LIMITED", "Too many tries; again in 42 s.", retryAfter: TimeSpan.FromSeconds(42));
        Assert.Equal(new Trouble("LIMITED", 429, "Too many tries; again in 42 s.", "RATE_LIMITED") { RetryAfter = TimeSpan.FromSeconds(42) }, await TroubleOf(client));
    }

    [Fact]
    public async Task APlatformThatIsAway_IsATroubleThatPasses()
    {
        using var client = ClientAt(new Uri($"http://127.0.0.1:{FreePort.Next(1)[0]}"));
        var trouble = await TroubleOf(client);
        Assert.Equal(("AWAY", 503), (trouble.Name, trouble.Status));
        Assert.NotNull(trouble.RetryAfter);
    }

    [Fact]
    public void EveryTrouble_HasItsTexts()
    {
        var texts = new Texts.Wordings().Find("visitors", "en")!;
        foreach (var name in new[] { "NO_ORDER", "NO_LINK", "LIMITED", "INVALID", "AWAY", "FAILED", Trouble.NoPage.Name, Trouble.Outdated.Name, Trouble.Invalid.Name })
        {
            Assert.True(texts.Has($"visitors.{name}") && texts.Has($"visitors.{name}.text"), name);
        }
    }

    private static VisitorClient ClientAt(Uri gateway) => new(new GatewayAddress(new ConsoleOptions { Gateway = gateway, GatewayGrpc = gateway }, new PlatformHost()));

    private static async Task<Trouble> TroubleOf(VisitorClient client) =>
        Trouble.Of(await Assert.ThrowsAnyAsync<RpcException>(() => client.Open(new DefaultHttpContext(), "grant", "en")));

    private sealed class Gateway : TrackingLinkService.TrackingLinkServiceBase
    {
        public Func<GetTrackedOrderResponse> Answer { get; set; } = () => new GetTrackedOrderResponse();

        public GetTrackedOrderRequest? Request { get; private set; }

        public Metadata? Headers { get; private set; }

        public override Task<GetTrackedOrderResponse> GetTrackedOrder(GetTrackedOrderRequest request, ServerCallContext context)
        {
            (Request, Headers) = (request, context.RequestHeaders);
            return Task.FromResult(Answer());
        }
    }
}
