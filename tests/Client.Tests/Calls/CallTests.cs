using Google.Protobuf.Reflection;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Calls;

namespace Omnichannel.Client.Tests.Calls;

public sealed class CallTests
{
    private readonly ScriptedInvoker server = new();

    [Fact]
    public async Task Call_WithoutDeadline_GetsTokenAndDeadline()
    {
        server.Then(new GetCartResponse());
        await Cart().GetCartAsync(new GetCartRequest());

        var sent = Assert.Single(server.Sent);
        Assert.Equal("Bearer token", sent.Headers!.GetValue("authorization"));
        Assert.InRange(sent.Deadline!.Value, DateTime.UtcNow.AddSeconds(-60), DateTime.UtcNow.AddSeconds(60));
    }

    [Fact]
    public async Task Read_CarriesNoKey_AndIsRepeatedWhileTheServerIsAway()
    {
        server.ThenFail(StatusCode.Unavailable).ThenFail(StatusCode.DeadlineExceeded).Then(new GetCartResponse());
        await Cart().GetCartAsync(new GetCartRequest());

        Assert.Equal(3, server.Sent.Count);
        Assert.All(server.Sent, sent => Assert.Null(sent.Headers!.GetValue(IdempotencyKey.Header)));
    }

    [Fact]
    public async Task AttemptWhoseWallClockWentBack_EndsByTheClockThatNobodySets()
    {
        server.ThenHang().ThenHang().Then(new GetCartResponse());
        var quick = ScriptedInvoker.Options() with { AttemptLimit = TimeSpan.FromMilliseconds(20) };
        await new CartService.CartServiceClient(server.Client(quick)).GetCartAsync(new GetCartRequest()).ResponseAsync.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(3, server.Sent.Count);

        for (var attempt = 0; attempt < 100; attempt++)
        {
            server.ThenHang();
        }

        var once = quick with { Deadline = TimeSpan.FromMilliseconds(20) };
        var over = Assert.ThrowsAsync<RpcException>(() => new CartService.CartServiceClient(server.Client(once)).GetCartAsync(new GetCartRequest()).ResponseAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, (await over.WaitAsync(TimeSpan.FromMinutes(1))).StatusCode);
    }

    [Fact]
    public async Task Edit_KeepsOneKeyOverAllAttempts()
    {
        server.ThenFail(StatusCode.Unavailable).ThenFail(StatusCode.Aborted, "CONCURRENT_CHANGE").Then(new AddLineResponse());
        await new CartEditService.CartEditServiceClient(server.Client()).AddLineAsync(new AddLineRequest());

        Assert.Equal(3, server.Sent.Count);
        Assert.Single(server.Sent.Select(sent => sent.Headers!.GetValue(IdempotencyKey.Header)).Distinct(), key => key is { Length: > 0 and <= 128 });
    }

    [Fact]
    public async Task Edit_WithACallersKey_KeepsThat()
    {
        var mine = IdempotencyKey.Use("sale-7");
        server.ThenFail(StatusCode.Unavailable).Then(new AddLineResponse());
        await new CartEditService.CartEditServiceClient(server.Client()).AddLineAsync(new AddLineRequest(), mine);

        Assert.All(server.Sent, sent => Assert.Equal("sale-7", Assert.Single(sent.Headers!, entry => entry.Key == IdempotencyKey.Header).Value));
        Assert.Single(mine);
    }

    [Fact]
    public async Task TwoCalls_HaveTwoKeys()
    {
        server.Then(new AddLineResponse()).Then(new AddLineResponse());
        var edits = new CartEditService.CartEditServiceClient(server.Client());
        await edits.AddLineAsync(new AddLineRequest());
        await edits.AddLineAsync(new AddLineRequest());

        Assert.Equal(2, server.Sent.Select(sent => sent.Headers!.GetValue(IdempotencyKey.Header)).Distinct().Count());
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument, "INVALID_FIELD")]
    [InlineData(StatusCode.Aborted, "CART_CHANGED")]
    [InlineData(StatusCode.FailedPrecondition, "CART_IN_CHECKOUT")]
    [InlineData(StatusCode.ResourceExhausted, "CODE_LIMIT")]
    public async Task Refusal_IsNotRepeated_AndComesAsAType(StatusCode code, string reason)
    {
        server.ThenFail(code, reason, TimeSpan.FromMinutes(2), ("cart_id", "must be an id"));
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await Cart().GetCartAsync(new GetCartRequest()));

        Assert.Single(server.Sent);
        Assert.Equal((code, reason, "test"), (refused.StatusCode, refused.Reason, refused.Metadata["cause"]));
        Assert.Equal(TimeSpan.FromMinutes(2), refused.RetryAfter);
        Assert.Equal([new FieldViolation("cart_id", "must be an id")], refused.Violations);
    }

    [Fact]
    public async Task Error_WithoutDetails_StaysAnRpcException()
    {
        server.ThenFail(StatusCode.Internal);
        await Assert.ThrowsAsync<RpcException>(async () => await Cart().GetCartAsync(new GetCartRequest()));
    }

    [Fact]
    public async Task RateLimited_WaitsAsLongAsTheServerSays()
    {
        server.ThenFail(StatusCode.ResourceExhausted, "RATE_LIMITED", TimeSpan.FromMilliseconds(2)).Then(new GetCartResponse());
        await Cart().GetCartAsync(new GetCartRequest());
        Assert.Equal(2, server.Sent.Count);
    }

    [Fact]
    public async Task RateLimited_ForLongerThanTheCallHas_IsToldAtOnce()
    {
        server.ThenFail(StatusCode.ResourceExhausted, "RATE_LIMITED", TimeSpan.FromHours(1));
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await Cart().GetCartAsync(new GetCartRequest()));
        Assert.Equal("RATE_LIMITED", refused.Reason);
    }

    [Fact]
    public async Task EndedToken_IsAskedForAnewOnce()
    {
        var given = 0;
        server.ThenFail(StatusCode.Unauthenticated, "TOKEN_EXPIRED").Then(new AddLineResponse()).Then(new AddLineResponse());
        var edits = new CartEditService.CartEditServiceClient(server.Client(ScriptedInvoker.Options(_ => new($"token-{++given}"))));
        await edits.AddLineAsync(new AddLineRequest());
        await edits.AddLineAsync(new AddLineRequest());

        Assert.Equal(["Bearer token-1", "Bearer token-2", "Bearer token-2"], server.Sent.Select(sent => sent.Headers!.GetValue("authorization")));
        Assert.Equal(server.Sent[0].Headers!.GetValue(IdempotencyKey.Header), server.Sent[1].Headers!.GetValue(IdempotencyKey.Header));
    }

    [Fact]
    public async Task TokenRefusedTwice_IsARefusal()
    {
        server.ThenFail(StatusCode.Unauthenticated, "TOKEN_INVALID").ThenFail(StatusCode.Unauthenticated, "TOKEN_INVALID");
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await Cart().GetCartAsync(new GetCartRequest()));
        Assert.Equal("TOKEN_INVALID", refused.Reason);
    }

    [Fact]
    public void Contract_SaysWhichRpcsTakeAKey()
    {
        Assert.False(MethodTraits.Find("/omnichannel.cart.v1.CartService/GetCart", new GetCartRequest()).TakesKey);
        Assert.True(MethodTraits.Find("/omnichannel.cart.v1.CartService/ApplyOperations", new ApplyOperationsRequest()).TakesKey);
        Assert.True(MethodTraits.Find("/omnichannel.cart.v1.CheckoutService/CheckoutInStore", new CheckoutInStoreRequest()).TakesKey);
        Assert.Equal("resume_version", MethodTraits.Find("/omnichannel.cart.v1.CartService/WatchCart", new WatchCartRequest()).Stream!.Resume);
        Assert.False(MethodTraits.Find("/somebody.else.Service/Call", new GetCartRequest()).IsRepeatable);
    }

    [Fact]
    public void EveryRpcOfTheContract_IsKnown()
    {
        var services = typeof(CartServiceReflection).Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>()
            .SelectMany(file => file.Services).Where(service => service.FullName.StartsWith("omnichannel.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(services);
        Assert.All(services.SelectMany(service => service.Methods), method => Assert.True(MethodTraits.Find($"/{method.Service.FullName}/{method.Name}", Activator.CreateInstance(method.InputType.ClrType)!).IsRepeatable));
    }

    [Fact]
    public async Task Stream_GoesOnAfterTheLastMessage()
    {
        server.Then(Stream(Version(1), Version(2), ScriptedInvoker.Error(StatusCode.Unavailable, null)))
            .Then(Stream(ScriptedInvoker.Error(StatusCode.Unauthenticated, "TOKEN_EXPIRED"))).Then(Stream(Version(3)));
        var request = new WatchCartRequest { CartId = "c" };
        var seen = await Read(request);

        Assert.Equal([1L, 2L, 3L], seen);
        Assert.Equal([0L, 2L, 2L], server.Requests.Cast<WatchCartRequest>().Select(sent => sent.ResumeVersion));
        Assert.Equal(0, request.ResumeVersion);
        Assert.All(server.Sent, sent => Assert.Null(sent.Deadline));
    }

    [Fact]
    public async Task Stream_EndsWithARefusalThatNoWaitingHelps()
    {
        server.Then(Stream(Version(1), ScriptedInvoker.Error(StatusCode.NotFound, "CART_NOT_FOUND")));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Read(new WatchCartRequest()));
        Assert.Equal("CART_NOT_FOUND", refused.Reason);
    }

    private static object?[] Stream(params object?[] script) => script;

    private static WatchCartResponse Version(long version) => new() { Version = version };

    private async Task<List<long>> Read(WatchCartRequest request)
    {
        var seen = new List<long>();
        await foreach (var message in ResumedStream.Read(Cart().WatchCart, request, new Pauses(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)), default))
        {
            seen.Add(message.Version);
        }

        return seen;
    }

    private CartService.CartServiceClient Cart() => new(server.Client());
}
