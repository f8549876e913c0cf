using Grpc.Core;
using Microsoft.Extensions.Logging;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Domain;
using Omnichannel.CartSync.Tests.Simulation;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Live;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>A checkout that Loyalty knows as a sale and the cart, set back by a failover that nobody waits for, does not.</summary>
public sealed class LostSaleTests
{
    [Theory]
    [InlineData("HOLD_ALREADY_CAPTURED", 1)]
    [InlineData("HOLD_RELEASED", 0)]
    public async Task Release_OfAHoldThatWasMadeFinal_IsToldToWhoeverRunsTheShop_AndNotAskedForAgain(string answer, int told)
    {
        var cart = Given.Cart() with { Version = 1, PendingReleases = [new PendingRelease("hold-1", "TIMED_OUT")] };
        var store = new MemoryStore();
        store.Put(cart, etag: 1);
        var carts = new CartExecutor(store, new StableAtOnce(), Shop.Open.Catalogue, new VirtualClock(), new InProcessNotifications());
        var log = new Heard();
        await new CheckoutSaga(carts, store, new LoyaltyHolds(new Refusing(answer)), null!, log).Drive(cart, default);
        Assert.Equal(told, log.Events.Count(name => name == "HoldCapturedUnsold"));
        Assert.Empty((await carts.Read(cart.Id, default))!.PendingReleases);
    }

    private sealed class Refusing(string reason) : HoldService.HoldServiceClient
    {
        public override AsyncUnaryCall<ReleaseCheckoutHoldResponse> ReleaseCheckoutHoldAsync(
            ReleaseCheckoutHoldRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
            throw GrpcErrors.Create(StatusCode.FailedPrecondition, reason, "Too late.");
    }

    private sealed class Heard : ILogger<CheckoutSaga>
    {
        public List<string?> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Events.Add(eventId.Name);
    }
}
