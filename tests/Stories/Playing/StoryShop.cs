using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Simulation;
using Omnichannel.CartSync.Transport;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Stories.Format;
using Actor = Omnichannel.CartSync.Domain.Actor;
using MergeStrategy = Omnichannel.CartSync.Domain.MergeStrategy;
using Tender = Omnichannel.CartSync.Domain.Tender;

namespace Omnichannel.Stories.Playing;

/// <summary>The real Cart-sync of one story, over a store and a clock of its own; and what others than its devices do there.</summary>
internal sealed class StoryShop : IGuestJoin, IUnknownCarts
{
    private readonly VirtualClock clock = new();
    private readonly StoryStore store = new();
    private readonly CartExecutor carts;
    private readonly CartEdits edits;
    private readonly GuestMergeSaga merges;
    private readonly CheckoutSaga checkouts;
    private readonly Purchases purchases;
    private Tariff tariff = Tariff.First;
    private int made;

    public StoryShop(GrantTokens grants, TokenValidator tokens)
    {
        var catalogue = new TariffCatalogue(_ => tariff, clock);
        var live = new InProcessNotifications();
        carts = new CartExecutor(store, store, catalogue, clock, live);
        merges = new GuestMergeSaga(carts, this, NullLogger<GuestMergeSaga>.Instance);
        checkouts = new CheckoutSaga(carts, store, new LoyaltyHolds(new NoLoyalty()), this, NullLogger<CheckoutSaga>.Instance);
        purchases = new Purchases(carts, merges);
        edits = new CartEdits(carts, merges);
        var access = new CartAccess(carts, edits, catalogue, new CartViews(store), store, clock);
        Carts = new CartGrpcService(
            access, carts, store, catalogue, merges, grants, new CartFeeds(carts, catalogue, store, live, clock), store, new WatchOptions(), new GuessLimits(clock), tokens, clock);
    }

    /// <summary>Its rpcs.</summary>
    public CartGrpcService Carts { get; }

    public void Pass(TimeSpan time) => clock.Now += time;

    public void Secure() => store.Secure();

    public void FailOver() => store.FailOver();

    public void ChangePrice(PriceStep change) => tariff = tariff.With(
        change.Sku, change.UnitPrice is { } price ? decimal.Parse(price, CultureInfo.InvariantCulture) : null, change.Sold, change.Stock, clock.Now);

    /// <summary>Plain edits, as a page sends them.</summary>
    public Task Edit(CartOwner owner, IEnumerable<CartOperation> operations)
    {
        var plain = OperationMapping.ToDomain(new ApplyOperationsRequest { Operations = { operations } });
        return edits.ApplyPlain(IdOf(owner), owner, Key("edit") with { IsEdit = true }, plain, false, ActorOf(owner), default);
    }

    /// <summary>Sells all that is not saved, paid at once.</summary>
    public async Task Sell(CartOwner owner)
    {
        var cart = await carts.Read(IdOf(owner), default) ?? throw new InvalidOperationException($"{owner.Id} has no cart to be sold.");
        var order = new CheckoutOrder
        {
            Key = Key("sell"),
            Actor = ActorOf(owner),
            ExpectedVersion = cart.Version,
            NumberOf = static id => "O-" + id,
            AcceptsPriceChanges = true,
            HasContact = true,
            IsInStore = true,
            Tenders = [new Tender(TenderKind.Wallet, $"sale-{made}", null)],
        };
        var sold = await checkouts.Begin(cart.Id, order, null, static _ => throw new UnreachableException(), static (_, _) => Task.CompletedTask, default);
        if (sold.Cart.Generation == cart.Generation)
        {
            throw new InvalidOperationException($"{owner.Id}'s cart was not sold: {sold.Answer?.Phase} {sold.Answer?.Cancellation?.Name}.");
        }
    }

    public Task Buy(CartOwner owner, IEnumerable<ShownLine> lines) => purchases.Note(
        IdOf(owner),
        new Purchase($"o-{++made}", clock.Now, SalesChannel.Store, true, [.. lines.Select(line => KeyValuePair.Create(
            CartId.OfLine(line.Sku, [.. line.Options.Select(option => new Option(option.Key, option.Value))]), (long)line.Quantity))]),
        default);

    public Task SignIn(CartOwner guest, CartOwner customer, MergeStrategy strategy) => merges.Merge(guest, customer, strategy, ActorOf(customer), default);

    public async Task Join(CartOwner owner, Actor till)
    {
        var id = IdOf(owner);
        CartId.TryShard(id, out var shard);
        var code = HandoffRules.MakeCode(shard, (ulong)++made);
        await carts.Execute(
            new CartCommand<HandoffCode> { CartId = id, NewOwner = owner, Decide = (cart, around) => HandoffRules.Create(cart, code, ActorOf(owner), around.Now) }, default);
        await carts.Execute(new CartCommand<Participant?> { CartId = id, Decide = (cart, around) => HandoffRules.Claim(cart, code, till, around) }, default);
    }

    /// <summary>A call with edits of which nobody hears the answer.</summary>
    public Task Arrive(ApplyOperationsRequest request, CartOwner? owner, Actor actor) =>
        edits.Apply(request.CartId, owner, request.DeviceId, OperationMapping.ToDomain(request), actor, default);

    // A guest of a story has nothing but a cart.
    Task IGuestJoin.Join(string guestId, string customerId, CancellationToken cancellation) => Task.CompletedTask;

    Task IUnknownCarts.Refund(string cartId, string checkoutId, ImmutableArray<Tender> tenders, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException("Nobody pays for a cart that is not there.");

    private static string IdOf(CartOwner owner) => CartId.Of(owner.Id, owner.Market);

    public static Actor ActorOf(CartOwner owner) => new(owner.Id, owner.IsGuest ? ActorRole.Guest : ActorRole.Customer, SalesChannel.Web);

    private AnswerKey Key(string rpc) => new(new Principal("story", "story"), rpc, (++made).ToString(CultureInfo.InvariantCulture), "00", 24);

    // Sales of stories have no codes and no points, so Loyalty is not asked.
    private sealed class NoLoyalty : HoldService.HoldServiceClient;
}
