using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Timers;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Steps of single orders: load, let the domain decide, save, in one transaction.</summary>
public sealed class OrderStore(CommandExecutor executor, OrderRows rows, KeyedHash hash)
{
    /// <summary>Where returns wait for their orders.</summary>
    internal static readonly WaitingRoom Waiting = new("returns-of-orders");

    /// <summary>Makes the order of a sale, in the caller's transaction: once per order id, whatever comes again. Another sale under the id is refunded, once.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="sale">What was sold.</param>
    /// <param name="means">What it was paid with, as far as providers tell.</param>
    public async Task Place(UnitOfWork unit, Sale sale, IReadOnlyList<PaymentMeans>? means = null)
    {
        var saleHash = SaleContent.OfCheckout(sale);
        var known = await unit.Sql.QueryFirst<byte[]>(
            $"select sale_hash from orders where order_id = @id{unit.Sql.Dialect.LockRow}", new { id = sale.OrderId });
        if (known is null)
        {
            await PlaceNew(unit, sale, saleHash, means);
        }
        else if (!known.AsSpan().SequenceEqual(saleHash))
        {
            var order = (await OrderRows.Load(unit.Sql, sale.OrderId))!;
            var refundId = $"{sale.OrderId}/second/{Convert.ToHexStringLower(saleHash.AsSpan(0, 8))}";
            if (OrderSteps.RefundSecondSale(order, sale, refundId, unit.Now) is { } change)
            {
                rows.Update(unit, order, change);
            }
        }
    }

    /// <summary>Records a sale that was made elsewhere; the same one again answers the same order.</summary>
    /// <exception cref="RefusedException">Another sale of its source and store has its external id.</exception>
    public async Task<Order> Record(Sale sale, CancellationToken cancellation, IReadOnlyList<PaymentMeans>? means = null)
    {
        var saleHash = SaleContent.OfRecord(sale);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await executor.Apply(
                    async unit =>
                    {
                        var known = await unit.Sql.QueryFirst<byte[]>(
                            $"select sale_hash from orders where order_id = @id{unit.Sql.Dialect.LockRow}", new { id = sale.OrderId });
                        return known is null ? await PlaceNew(unit, sale, saleHash, means)
                            : known.AsSpan().SequenceEqual(saleHash) ? (await OrderRows.Load(unit.Sql, sale.OrderId))!
                            : throw new RefusedException(new ExternalIdTaken());
                    },
                    cancellation);
            }
            catch (UniqueViolationException) when (attempt < 4)
            {
                // The same sale came in twice at once: the other one is committed now.
            }
        }
    }

    /// <summary>A step of one order that the caller may see; another's order answers like none.</summary>
    public Task<TAnswer> Execute<TAnswer>(
        CommandContext command, string orderId, Requester who, Func<Order, DateTimeOffset, Decision<Change>> decide, Func<Order, Order, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(
            command,
            async unit =>
            {
                var order = await OrderRows.Load(unit.Sql, orderId);
                if (order is null || !await OrderQueries.MaySee(unit.Sql, order, who))
                {
                    throw new RefusedException(new OrderNotFound());
                }

                var change = decide(order, unit.Now).Value;
                rows.Update(unit, order, change);
                return answer(order, change.Order);
            },
            cancellation);

    /// <summary>Gives a receipt without a customer to a customer who proves it; unknown, not matching and somebody else's are all alike.</summary>
    public Task<TAnswer> Claim<TAnswer>(
        CommandContext command, string typed, string customerId, Func<Order, bool> isProven, Func<Order, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(
            command,
            async unit =>
            {
                var candidates = await unit.Sql.Query<byte[]>(
                    $"select state from orders where order_number = @number order by order_id limit 8{unit.Sql.Dialect.LockRow}", new { number = Canonical.OrderNumber(typed) });
                var order = candidates.Select(OrderDocument.Read).FirstOrDefault(isProven) ?? throw new RefusedException(new OrderNotFound());
                var change = OrderSteps.Claim(order, customerId, unit.Now).Value;
                rows.Update(unit, order, change);
                return answer(change.Order);
            },
            cancellation);

    /// <summary>A step of an order that is idempotent by its content and needs no caller.</summary>
    public Task<Order> Apply(string orderId, Refusal ifUnknown, Func<Order, DateTimeOffset, Decision<Change>> decide, CancellationToken cancellation) =>
        executor.Apply(
            async unit =>
            {
                var order = await OrderRows.Load(unit.Sql, orderId) ?? throw new RefusedException(ifUnknown);
                var change = decide(order, unit.Now).Value;
                rows.Update(unit, order, change);
                return change.Order;
            },
            cancellation);

    /// <summary>Another service tells what became of an instruction that it was given. It heard of it from here, so the order is there.</summary>
    public async Task Report(UnitOfWork unit, InstructionId id, PaymentResult result)
    {
        var order = await OrderRows.Load(unit.Sql, id.OrderId) ?? throw new RefusedException(new InstructionNotFound());
        rows.Update(unit, order, OrderSteps.Report(order, id, result, unit.Now).Value);
    }

    /// <summary>Time has come to look at an order: at its promises, and at parcels of which nobody reports.</summary>
    public Task Look(DueTimer timer, CancellationToken cancellation) => Fire(timer, OrderSteps.Look, order => order.NextLookAt, cancellation);

    /// <summary>Time has come to try failed refunds of an order again.</summary>
    public Task RetryRefunds(DueTimer timer, CancellationToken cancellation) => Fire(timer, OrderSteps.RetryRefunds, order => order.Money.NextTryAt, cancellation);

    /// <summary>A return told of received or resolved units; before its order it waits.</summary>
    public async Task ApplyReturn(UnitOfWork unit, ReturnNews news)
    {
        var order = await OrderRows.Load(unit.Sql, news.OrderId);
        if (order is null && await Waiting.Wait(
            unit,
            news.OrderId,
            new WaitingNews(news.EventId, nameof(ReturnNews), news.EffectiveAt.ToMicros(), news.ToStored().ToByteArray()),
            async () => (order = await OrderRows.Load(unit.Sql, news.OrderId)) is not null))
        {
            return;
        }

        rows.Update(unit, order!, news.ApplyTo(order!, unit.Now));
    }

    private Task Fire(DueTimer timer, Func<Order, DateTimeOffset, Change> look, Func<Order, DateTimeOffset?> wanted, CancellationToken cancellation) =>
        executor.Execute(
            timer,
            async unit =>
            {
                if (await OrderRows.Load(unit.Sql, timer.Key) is { } order)
                {
                    var change = look(order, unit.Now);
                    rows.Update(unit, order, change);

                    // The timer that fired is gone: what the order still waits for needs a new one even where nothing changed.
                    OrderRows.SetTimer(unit, timer.Kind, order.OrderId, wanted(change.Order));
                }
            },
            cancellation);

    private async Task<Order> PlaceNew(UnitOfWork unit, Sale sale, byte[] saleHash, IReadOnlyList<PaymentMeans>? means)
    {
        var waited = await Waiting.Open(unit, sale.OrderId);
        var given = await GivenDetails.Of(unit.Sql, sale);
        var change = OrderSteps.Place(await StoreRecords.WithStores(unit.Sql, given.Complete(sale)), unit.Now, given.Marks(hash, means ?? []));
        rows.Insert(unit, change, saleHash);
        DeliveryStore.KeepOnly(unit, sale);
        return Apply(unit, change.Order, waited);
    }

    /// <summary>Applies returns that came before their order; answers the order after them.</summary>
    internal Order Apply(UnitOfWork unit, Order order, IEnumerable<WaitingNews> waited)
    {
        foreach (var news in waited)
        {
            var change = Stored.ReturnNews.Parser.ParseFrom(news.Data).ToDomain().ApplyTo(order, unit.Now);
            rows.Update(unit, order, change);
            order = change.Order;
        }

        return order;
    }
}

/// <summary>What an event of Returns is about.</summary>
public enum ReturnNewsKind
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>Units are to come back.</summary>
    Begun,

    /// <summary>It is under way, also after it had ended.</summary>
    UnderWay,

    /// <summary>It ended without its goods.</summary>
    Ended,

    /// <summary>Units arrived.</summary>
    Received,

    /// <summary>Units count for good.</summary>
    Resolved,

    /// <summary>It gives money back.</summary>
    Owed,

    /// <summary>Money is asked back that went back before its goods came.</summary>
    Reclaimed,

    /// <summary>The consumer withdrew from the contract: what has not left is not sent any more.</summary>
    Withdrawn,
}

/// <summary>What an event of Returns says about an order's units.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="OrderId">The order.</param>
/// <param name="EventId">The event, which names a receipt.</param>
/// <param name="ReturnId">The return.</param>
/// <param name="EffectiveAt">When.</param>
public sealed record ReturnNews(ReturnNewsKind Kind, string OrderId, string EventId, string ReturnId, DateTimeOffset EffectiveAt)
{
    /// <summary>Units by line; of a past return with what was given for them.</summary>
    public IReadOnlyList<ReturnedUnits> Lines { get; init; } = [];

    /// <summary>What the return gives back, or wants back; with its resolution in history.</summary>
    public RefundAsk? Ask { get; init; }

    /// <summary>Where it happened.</summary>
    public SalesChannel Channel { get; init; }

    /// <summary>It is history.</summary>
    public bool IsPast { get; init; }

    private IReadOnlyList<LineUnits> Units => [.. Lines.Select(units => new LineUnits(units.LineId, units.Quantity))];

    /// <summary>The order after it.</summary>
    public Change ApplyTo(Order order, DateTimeOffset now)
    {
        var change = Kind switch
        {
            ReturnNewsKind.Begun => OrderSteps.BeginReturn(order, ReturnId, Units, EffectiveAt, now),
            ReturnNewsKind.UnderWay => OrderSteps.EndReturn(order, ReturnId, hasEnded: false, EffectiveAt, now),
            ReturnNewsKind.Ended => OrderSteps.EndReturn(order, ReturnId, hasEnded: true, EffectiveAt, now),
            ReturnNewsKind.Received => OrderSteps.Receive(order, ReturnId, EventId, Units, EffectiveAt, now),
            ReturnNewsKind.Resolved => OrderSteps.Resolve(order, new ResolvedReturn(ReturnId, Channel, IsPast), Lines, EffectiveAt, now),
            ReturnNewsKind.Owed when Lines.Count > 0 => OrderSteps.Advance(order, ReturnId, Lines, EffectiveAt, now),
            ReturnNewsKind.Reclaimed => OrderSteps.Reclaim(order, Ask!, Lines, EffectiveAt, now),
            ReturnNewsKind.Withdrawn => OrderSteps.CallOffWithdrawn(order, Units, Channel, now),
            _ => new Change(order, []),
        };
        return Ask is null || Kind is ReturnNewsKind.Reclaimed ? change : change.Then(after => OrderSteps.Repay(after, Ask, EffectiveAt, now));
    }
}
