using System.Collections.Concurrent;
using System.Collections.Immutable;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Client;
using Omnichannel.Client.Carts;
using Omnichannel.Client.Device;
using Omnichannel.Client.Sales;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Sessions;

namespace Omnichannel.WebConsole.Channels;

/// <summary>
/// A till: the .NET client's cart, joined by a handoff code, and its sales, on line and off. It goes on while nobody looks at it, and shows the same to all who do. Safe to use
/// from many threads.
/// </summary>
public sealed class TillDevice : IAsyncDisposable
{
    private const int MostHappenings = 100;
    private const int MostAsksForASale = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LookUpPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SaleGoesOn = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly TillNetwork network = new();
    private readonly OmnichannelClient client;
    private readonly TillCatalogue catalogue;
    private readonly TimeProvider clock;
    private readonly Lazy<OfflineSales> sales;
    private readonly ConcurrentDictionary<string, LookupItemResponse> seen = new(StringComparer.Ordinal);
    private readonly List<string> own = [];
    private ImmutableHashSet<string> shipped = [];
    private ImmutableList<Seat> seats = [];
    private ImmutableList<TillHappening> happenings = [];
    private DeviceCart? cart;
    private CartView? before;
    private string participant = "";
    private long numbers;
    private bool isAway;
    private bool isSelling;

    public TillDevice(TillName name, GatewayAddress gateway, TillCatalogue catalogue, string salesFile, TimeProvider clock)
    {
        Name = name;
        this.catalogue = catalogue;
        this.clock = clock;
        client = new OmnichannelClient(new OmnichannelClientOptions(gateway.Grpc, Token) { HttpHandler = network.Handler, DeviceId = name.DeviceId, LongestPause = TimeSpan.FromSeconds(2) });
        network.Tried += Found;
        sales = new(() => OpenSales(salesFile));
        if (File.Exists(salesFile))
        {
            _ = sales.Value;
        }
    }

    /// <summary>Something is not as it was. Told from any thread.</summary>
    public event Action? Changed;

    /// <summary>Which till.</summary>
    public TillName Name { get; }

    /// <summary>The cart as the till shows it; null while it has joined none.</summary>
    public CartView? View => cart?.View;

    /// <summary>What happened, newest first.</summary>
    public ImmutableList<TillHappening> Happenings => happenings;

    /// <summary>What whoever stands at the till is told until the next thing is done; null for nothing.</summary>
    public TillHappening? Notice { get; private set; }

    /// <summary>What was sold last.</summary>
    public TillSale? LastSale { get; private set; }

    /// <summary>Whether no connection comes about although the cable is in.</summary>
    public bool IsAway => isAway && !IsSwitchedOff;

    /// <summary>Receipts that wait for the network.</summary>
    public int WaitingReceipts => sales.IsValueCreated ? sales.Value.Sales.Count(sale => sale.IsWaiting) : 0;

    /// <summary>Whether edits or receipts wait here.</summary>
    public bool HasWaiting => View?.Pending > 0 || WaitingReceipts > 0;

    /// <summary>The off-line switch.</summary>
    public bool IsSwitchedOff
    {
        get => network.IsSwitchedOff;
        set
        {
            if (network.IsSwitchedOff == value)
            {
                return;
            }

            network.IsSwitchedOff = value;
            Happen(value ? TillTone.Warn : TillTone.Good, value ? "channels.event.switchedOff" : "channels.event.online");
            if (!value)
            {
                Retry();
            }
        }
    }

    /// <summary>Takes tokens from this seat from now on.</summary>
    public void Use(Seat seat)
    {
        lock (gate)
        {
            seats = seats.Remove(seat).Add(seat);
        }

        client.ForgetToken();
        Retry();
    }

    /// <summary>Takes none from it any more.</summary>
    /// <returns>Whether nobody is left.</returns>
    public bool Release(Seat seat)
    {
        lock (gate)
        {
            seats = seats.Remove(seat);
            return seats.IsEmpty;
        }
    }

    /// <summary>A token of whoever stands at the till; empty when there is none that counts.</summary>
    public async ValueTask<string> Token(CancellationToken cancellation)
    {
        var now = seats;
        return now.IsEmpty ? "" : await now[^1].Token(cancellation).ConfigureAwait(false);
    }

    /// <summary>An item that the till has seen, or has in its catalogue; null for none.</summary>
    public LookupItemResponse? ItemOf(string sku) => seen.TryGetValue(sku, out var known) ? known : Keep(sku, catalogue.Known(sku));

    /// <summary>Joins the live cart that a code stands for.</summary>
    public Task<bool> Join(string code) => Call(async () =>
    {
        var joined = await client.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Trim() }, deadline: Deadline(Patience));
        await Close(releases: true).ConfigureAwait(false);
        LastSale = null;
        var opened = Open(joined);
        Happen(TillTone.Good, "channels.till.joined");

        // Whoever goes on at once means its lines. Without a network they come later.
        using var patience = new CancellationTokenSource(LookUpPatience);
        await opened.SettleAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    });

    /// <summary>Leaves the cart as it is. What waits goes first.</summary>
    public Task Leave() => Close(releases: true);

    /// <summary>Adds what a code, or a sku, names. Off line by the catalogue that the till keeps.</summary>
    public Task<bool> Scan(string text) => Call(async () =>
    {
        var found = await Find(text.Trim()).ConfigureAwait(false);
        await Add(found, found.HasQuantity ? found.Quantity : 1).ConfigureAwait(false);
    });

    /// <summary>Adds an item.</summary>
    public Task<bool> Add(LookupItemResponse found, int quantity, IReadOnlyDictionary<string, string>? options = null) => Call(async () =>
    {
        seen[found.Item.Sku] = found;
        var add = new AddItem { Sku = found.Item.Sku, Quantity = quantity, Fulfilment = new Fulfilment { TakeAway = new() } };
        add.Options.Add(options?.ToDictionary() ?? []);
        await Edit(new CartOperation { Add = add }, TillStory.KeyOf(add.Sku, add.Options.ToDictionary()), "channels.event.youAdded", ("name", new ItemName(add.Sku, "")), ("quantity", quantity)).ConfigureAwait(false);
    });

    /// <summary>Items by words of their titles.</summary>
    /// <exception cref="RpcException">There is no network, or the platform refuses.</exception>
    public async Task<IReadOnlyList<LookupItemResponse>> Search(string words, int most)
    {
        var request = new ListItemsRequest { Market = Name.Market, Words = words, PageSize = most };
        var answer = await client.Catalogue.ListItemsAsync(request, deadline: Deadline(LookUpPatience));
        return [.. answer.Items.Select(listed => new LookupItemResponse { Item = listed.Item, Price = listed.Price })];
    }

    /// <summary>Sets a line's quantity.</summary>
    public Task<bool> SetQuantity(CartViewLine line, int quantity) => Edit(
        line, new CartOperation { SetQuantity = new SetQuantity { Line = line.Reference, Quantity = quantity } }, "channels.event.youSet", ("quantity", TillStory.QuantityOf(line, quantity)));

    /// <summary>Takes a line out.</summary>
    public Task<bool> Remove(CartViewLine line) => Edit(line, new CartOperation { RemoveLine = new RemoveLine { Line = line.Reference } }, "channels.event.youRemoved");

    /// <summary>
    /// Whether a line ships from elsewhere: somebody chose how, or this till said so. A line that nobody chose a way for reads like one that ships, and leaves at once at a till.
    /// </summary>
    public bool Ships(CartViewLine line) => line.Fulfilment?.Ship is { } ship && (ship.ShippingOptionId.Length > 0 || NeedsDelivery || shipped.Contains(TillStory.KeyOf(line)));

    /// <summary>Whether the platform has asked where to send the goods: somebody else chose that they ship.</summary>
    public bool NeedsDelivery { get; private set; }

    /// <summary>A line leaves with the customer, or ships from elsewhere.</summary>
    public Task<bool> SetShips(CartViewLine line, bool ships)
    {
        shipped = ships ? shipped.Add(TillStory.KeyOf(line)) : shipped.Remove(TillStory.KeyOf(line));
        var fulfilment = ships ? new Fulfilment { Ship = new() } : new Fulfilment { TakeAway = new() };
        return Edit(
            line, new CartOperation { SetFulfilment = new SetFulfilment { Line = line.Reference, Fulfilment = fulfilment } }, ships ? "channels.till.youShip" : "channels.till.youTakeAway");
    }

    /// <summary>Sells the cart: exactly one sale, however often the network makes the till ask. What is off line becomes a receipt, and an order when the network is back.</summary>
    /// <param name="paid">How the customer pays.</param>
    /// <param name="shipping">Where shipped lines go; null when nothing is shipped.</param>
    public Task<bool> Sell(TenderKind paid, TillShipping? shipping) => Call(async () =>
    {
        if (IsSwitchedOff || IsAway)
        {
            await SellOffline(paid).ConfigureAwait(false);
            return;
        }

        isSelling = true;
        try
        {
            await (cart?.SettleAsync(new CancellationTokenSource(Patience).Token) ?? Task.CompletedTask).ConfigureAwait(false);
            if (View?.Server is not { } server)
            {
                return;
            }

            var checkout = server.Checkout is { State: CartState.Ready } waiting
                ? await Complete(waiting, server, paid).ConfigureAwait(false)
                : await CheckOut(server, paid, shipping).ConfigureAwait(false);
            LastSale = new TillSale(checkout.OrderNumber, checkout.OrderId, checkout.Totals.Due, IsOffline: false);
            Happen(TillTone.Good, "channels.till.sold", ("order", checkout.OrderNumber));
            await Close(releases: false).ConfigureAwait(false);
        }
        finally
        {
            isSelling = false;
        }
    });

    /// <summary>Ways to ship in the till's market.</summary>
    public async Task<IReadOnlyList<ShippingOption>> ShippingOptions()
    {
        try
        {
            return (await client.Catalogue.ListShippingOptionsAsync(new ListShippingOptionsRequest { Market = Name.Market }, deadline: Deadline(LookUpPatience))).ShippingOptions;
        }
        catch (RpcException)
        {
            return [];
        }
    }

    /// <summary>Takes the notice away.</summary>
    public void Read()
    {
        (Notice, LastSale) = (null, null);
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref cart, null) is { } last)
        {
            await last.DisposeAsync().ConfigureAwait(false);
        }

        if (sales.IsValueCreated)
        {
            await sales.Value.DisposeAsync().ConfigureAwait(false);
        }

        client.Dispose();
        network.Dispose();
    }

    private LookupItemResponse? Keep(string sku, LookupItemResponse? found) => found is null ? null : seen.GetOrAdd(sku, found);

    private static DateTime Deadline(TimeSpan patience) => DateTime.UtcNow + patience;

    private OfflineSales OpenSales(string file)
    {
        var opened = OfflineSales.Open(client, file);
        opened.Settled += (_, sale) =>
        {
            if (sale.OrderNumber is { } number)
            {
                Happen(TillTone.Good, "channels.till.recorded", ("order", number));
                LastSale = LastSale is { IsOffline: true } shown ? shown with { OrderNumber = number, OrderId = sale.OrderId! } : LastSale;
                Changed?.Invoke();
                _ = opened.ForgetAsync(sale);
            }
            else
            {
                Warn("channels.event.refused", ("what", new ItemName("", sale.Receipt.ExternalId)), ("why", WhyOf(sale.Refusal!)));
            }
        };
        opened.Trouble += (_, trouble) => Troubled(trouble);
        opened.Start();
        return opened;
    }

    private DeviceCart Open(ClaimHandoffResponse joined)
    {
        var opened = new DeviceCart(client, new MemoryOperationLog(), new DeviceCartOptions(joined.Cart.Market) { CartId = joined.Cart.CartId });
        opened.Changed += (_, _) => ViewChanged(opened);
        opened.MergeNoted += (_, remark) => Happen(TillTone.Warn, "channels.event.noted", ("name", NameOf(remark.LineId)), ("note", NoteOf(remark)));
        opened.Refused += (_, refused) => Warn("channels.event.refused", ("what", NameOf(refused.Operation)), ("why", WhyOf(refused.Refusal)));
        opened.Trouble += (_, trouble) => Troubled(trouble);
        (before, participant, shipped, NeedsDelivery) = (null, joined.ParticipantId, [], false);
        cart = opened;
        opened.Start();
        return opened;
    }

    // Edits that wait go out first: the cart is another's, and they were made for it.
    private async Task Close(bool releases)
    {
        if (Interlocked.Exchange(ref cart, null) is not { } closing)
        {
            return;
        }

        var (cartId, part) = (closing.View.CartId, participant);
        before = null;
        Changed?.Invoke();
        if (releases && closing.View.Pending > 0)
        {
            // Off line that may take its time. Whoever waits at the till need not.
            _ = GoOut(closing, cartId, part);
            return;
        }

        await closing.DisposeAsync().ConfigureAwait(false);
        if (releases)
        {
            await ReleasePart(cartId, part).ConfigureAwait(false);
        }
    }

    private async Task GoOut(DeviceCart closing, string cartId, string part)
    {
        try
        {
            await closing.SettleAsync().ConfigureAwait(false);
            await closing.DisposeAsync().ConfigureAwait(false);
            await ReleasePart(cartId, part).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The till was given up.
        }
    }

    private async Task ReleasePart(string cartId, string part)
    {
        try
        {
            await client.Cart.ReleaseHandoffAsync(new ReleaseHandoffRequest { CartId = cartId, ParticipantId = part }, deadline: Deadline(LookUpPatience));
        }
        catch (RpcException)
        {
            // The part ends by itself; the owner can end it, too.
        }
    }

    private async Task<LookupItemResponse> Find(string text)
    {
        try
        {
            var request = new LookupItemRequest { Market = Name.Market, StoreId = Name.StoreId };
            (request.Scan, request.Sku) = TillCatalogue.IsScan(text) ? (text, "") : ("", text);
            return await client.Catalogue.LookupItemAsync(request, deadline: Deadline(LookUpPatience));
        }
        catch (RpcException e) when (e is not RefusedException || e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            if (catalogue.Find(text) is { } known)
            {
                return known;
            }

            throw;
        }
    }

    private Task<bool> Edit(CartViewLine line, CartOperation operation, string text, params (string, object)[] values) =>
        Call(() => Edit(operation, TillStory.KeyOf(line), text, [("name", TillStory.NameOf(line)), .. values]));

    // The view shows an own edit before the call returns: what is announced here is not told as another device's.
    private async Task Edit(CartOperation operation, string lineKey, string text, params (string, object)[] values)
    {
        if (cart is not { } current)
        {
            return;
        }

        lock (gate)
        {
            own.Add(lineKey);
        }

        try
        {
            await current.ApplyAsync(operation).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                own.Remove(lineKey);
            }
        }

        Happen(TillTone.Own, text, values);
    }

    private async Task<Checkout> CheckOut(ShoppingCart server, TenderKind paid, TillShipping? shipping)
    {
        var sale = new CheckoutInStoreRequest { CartId = server.CartId, ExpectedVersion = server.Version, ExpectedTotal = server.Totals.Due, Tenders = { new Tender { Kind = paid, Reference = Guid.NewGuid().ToString("N") } } };
        if (shipping is not null)
        {
            sale.ShippingOptionId = shipping.OptionId;
            sale.Delivery = shipping.Delivery;
        }

        var key = IdempotencyKey.New();
        for (var asked = 0; ; asked++)
        {
            var checkout = (await client.Checkout.CheckoutInStoreAsync(sale, IdempotencyKey.Use(key))).Checkout;
            if (checkout.State is CartState.CheckedOut || asked == MostAsksForASale)
            {
                return checkout;
            }

            await Task.Delay(SaleGoesOn, clock).ConfigureAwait(false);
        }
    }

    // The customer's own checkout, begun on another channel, is paid at the till.
    private async Task<Checkout> Complete(Checkout waiting, ShoppingCart server, TenderKind paid)
    {
        var request = new CompleteCheckoutRequest { CartId = waiting.CartId, CheckoutId = waiting.CheckoutId };
        var due = paid is TenderKind.Cash && server.Totals.CashDue is { } cash ? cash : server.Totals.Due;
        if (server.Totals.Due.AmountMinor > 0)
        {
            request.Tenders.Add(new Tender { Kind = paid, Reference = Guid.NewGuid().ToString("N"), Amount = due });
        }

        var key = IdempotencyKey.New();
        for (var asked = 0; ; asked++)
        {
            var checkout = (await client.Checkout.CompleteCheckoutAsync(request, IdempotencyKey.Use(key))).Checkout;
            if (checkout.State is CartState.CheckedOut || asked == MostAsksForASale)
            {
                return checkout;
            }

            await Task.Delay(SaleGoesOn, clock).ConfigureAwait(false);
        }
    }

    private async Task SellOffline(TenderKind paid)
    {
        var now = clock.GetUtcNow();
        var number = $"{now:yyMMddHHmmss}-{Guid.NewGuid().ToString("N")[..6]}";
        if (cart is not { } current || TillReceipt.Of(current.View, PriceOf, number, paid, now) is not { } receipt)
        {
            Warn("channels.till.noPrice");
            return;
        }

        await sales.Value.KeepAsync(receipt).ConfigureAwait(false);
        LastSale = new TillSale("", "", receipt.Tenders is [var tender, ..] ? tender.Amount : new Types.V1.Money { CurrencyCode = receipt.CurrencyCode }, IsOffline: true);
        Happen(TillTone.Good, "channels.till.soldOffline", ("number", number));

        // The order takes off the cart what was in it at the time of the sale. What only this till knows would come into it later, sold already.
        foreach (var line in current.View.Lines.Where(line => !line.IsSaved && line.Server is null))
        {
            await current.RemoveAsync(line.Reference).ConfigureAwait(false);
        }

        await Close(releases: true).ConfigureAwait(false);
    }

    /// <summary>What an item costs as the till last saw it.</summary>
    public ItemPrice? PriceOf(CartViewLine line) => ItemOf(line.Sku)?.Price;

    private void ViewChanged(DeviceCart of)
    {
        if (of != cart)
        {
            return;
        }

        var (old, now) = (before, of.View);
        before = now;
        if (old?.Server is not null && now.Server is not null && now.Server.Generation == old.Server.Generation)
        {
            foreach (var (lineKey, text, values) in TillStory.Differences(old, now))
            {
                if (lineKey.Length == 0 ? now.Pending <= old.Pending : !IsOwn(lineKey))
                {
                    Happen(TillTone.Elsewhere, text, values);
                }
            }

            TellCheckout(old.Server.Checkout, now.Server.Checkout);
        }

        if (old is not null && old.Pending > now.Pending && now.Server is { } server)
        {
            Happen(TillTone.Good, "channels.event.answered", ("count", old.Pending - now.Pending), ("version", server.Version));
        }

        Changed?.Invoke();
    }

    private void TellCheckout(Checkout? old, Checkout? now)
    {
        if (now is not null && now.CheckoutId != old?.CheckoutId && !isSelling)
        {
            Happen(TillTone.Plain, "channels.event.checkout", ("where", new Place(now.Actor.Channel, now.Actor.StoreId)));
        }
        else if (old is not null && now is null && !isSelling)
        {
            Happen(TillTone.Plain, "channels.event.checkoutOver");
        }
    }

    private bool IsOwn(string lineKey)
    {
        lock (gate)
        {
            return own.Contains(lineKey);
        }
    }

    private void Troubled(ClientTrouble trouble)
    {
        if (trouble.Kind is TroubleKind.CartNotFound && !isSelling && cart is { } lost)
        {
            Warn("channels.till.cartGone", ("count", lost.View.Pending));
            _ = Close(releases: false);
        }

        Changed?.Invoke();
    }

    private void Found(bool isThere)
    {
        if (isAway == !isThere)
        {
            return;
        }

        isAway = !isThere;
        if (!IsSwitchedOff)
        {
            Happen(isThere ? TillTone.Good : TillTone.Warn, isThere ? "channels.event.online" : "channels.event.away");
        }
    }

    private void Retry()
    {
        cart?.Retry();
        if (sales.IsValueCreated)
        {
            sales.Value.Retry();
        }
    }

    private async Task<bool> Call(Func<Task> run)
    {
        try
        {
            Notice = null;
            await run().ConfigureAwait(false);
        }
        catch (RefusedException e)
        {
            NeedsDelivery |= e.Reason is "DELIVERY_REQUIRED" or "SHIPPING_OPTION_REQUIRED";
            Warn("channels.till.refused", ("why", new Why(e.Reason, e.Status.Detail, e.Metadata)));
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            Warn(e is RpcException { StatusCode: StatusCode.Unauthenticated } ? "channels.ended" : "channels.noAnswer");
        }
        catch (DeviceLogException)
        {
            Warn("channels.notKept");
        }

        Changed?.Invoke();
        return Notice is null;
    }

    private void Happen(TillTone tone, string key, params (string, object)[] values)
    {
        lock (gate)
        {
            happenings = happenings.Insert(0, new TillHappening(++numbers, clock.GetUtcNow(), tone, key, values));
            happenings = happenings.Count > MostHappenings ? happenings.RemoveAt(MostHappenings) : happenings;
        }

        Changed?.Invoke();
    }

    private void Warn(string key, params (string, object)[] values)
    {
        Happen(TillTone.Warn, key, values);
        Notice = happenings[0];
    }

    private ItemName NameOf(string lineId) => View?.Lines.FirstOrDefault(line => line.LineId == lineId) is { } line ? TillStory.NameOf(line) : new ItemName("", "");

    private Remark NoteOf(MergeRemark remark)
    {
        var line = View?.Lines.FirstOrDefault(line => line.LineId == remark.LineId);
        return new Remark(TillStory.NoteKey(remark.Note), line is null ? new(remark.Note.Quantity, Values.Measure.Piece) : TillStory.QuantityOf(line, remark.Note.Quantity));
    }

    private ItemName NameOf(CartOperation operation) => operation.Add is { } add
        ? new ItemName(add.Sku, "")
        : NameOf((operation.SetQuantity?.Line ?? operation.RemoveLine?.Line ?? operation.SetFulfilment?.Line)?.LineId ?? "");

    private static Why WhyOf(Refusal refusal) => new(refusal.Reason, refusal.Message, refusal.Metadata);
}

/// <summary>Which till: a device of a store.</summary>
public sealed record TillName(string Subject, string StoreId, string? DeviceId, string Market);

/// <summary>What was sold. Off line its order comes later, and these are empty until then.</summary>
public sealed record TillSale(string OrderNumber, string OrderId, Types.V1.Money Due, bool IsOffline);

/// <summary>Where shipped lines go, and how.</summary>
public sealed record TillShipping(string OptionId, DeliveryDetails Delivery);
