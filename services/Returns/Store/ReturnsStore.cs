using Google.Protobuf;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>What a change decides on.</summary>
public sealed record ReturnChange(Return Current, OrderReturns Order, ReturnPolicy Policy, DateTimeOffset Now);

/// <summary>Changes returns: locks the order, loads it with all of its returns, lets the domain decide, saves once.</summary>
public sealed partial class ReturnsStore(CommandExecutor executor, PolicyBook policies, Breaches breaches)
{
    /// <summary>Kind of the timer at which a return expires, or is approved as nobody has decided; its key is the return's id.</summary>
    public const string ExpiryTimer = "return-expiry";

    /// <summary>Begins a return.</summary>
    public Task<V1.CreateReturnResponse> Create(
        CommandContext command, string orderId, Func<Guid, NewReturn> request, CancellationToken cancellation = default) => executor.Execute(
        command,
        async unit =>
        {
            var loaded = await Loaded.Find(unit.Sql, orderId, command.Caller).ConfigureAwait(false) ?? throw new RefusedException(new OrderNotFound());
            var policy = await policies.Get(unit.Sql, loaded.Order.PolicyVersion).ConfigureAwait(false);
            loaded = await Shoppers.Known(unit.Sql, loaded, policy).ConfigureAwait(false);
            var asked = request(unit.NewId());
            var step = Return.Create(asked, loaded.All, policy, unit.Now).Value;
            await PhotoStore.Attach(unit, orderId, step.Next.ReturnId, [.. asked.Lines.SelectMany(line => line.Photos)]).ConfigureAwait(false);
            Begin(unit, loaded, step, asked.By);
            return new V1.CreateReturnResponse { GoodsReturn = step.Next.ToAnswer(loaded.Order) };
        },
        cancellation);

    /// <summary>Changes a return.</summary>
    /// <param name="command">Caller, rpc and key.</param>
    /// <param name="find">By which id or code.</param>
    /// <param name="by">Who acts.</param>
    /// <param name="decide">The domain's decision.</param>
    /// <param name="answer">Wraps the return after it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<TAnswer> Change<TAnswer>(
        CommandContext command, ReturnName find, Actor by, Func<ReturnChange, Decision<ReturnStep>> decide, Func<V1.Return, TAnswer> answer, CancellationToken cancellation = default)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
        command,
        async unit =>
        {
            var orderId = await find.OrderId(unit.Sql).ConfigureAwait(false);
            var loaded = orderId is null ? null : await Loaded.Find(unit.Sql, orderId, command.Caller).ConfigureAwait(false);
            var current = loaded?.Returns.FirstOrDefault(find.Is) ?? throw new RefusedException(find.NotFound);
            var policy = await policies.Get(unit.Sql, loaded.Order.PolicyVersion).ConfigureAwait(false);
            var step = decide(new ReturnChange(current, loaded.All, policy, unit.Now)).Value;
            Save(unit, loaded, current, step, by);
            return answer(step.Next.ToAnswer(loaded.Order));
        },
        cancellation);

    /// <summary>The time for the goods of a return, or for its approval, is up.</summary>
    public Task TimeIsUp(DueTimer timer, CancellationToken cancellation = default) => executor.Execute(
        timer, unit => Follow(unit, timer.Key, change => change.Current.TimeIsUp(change.Order, change.Policy, change.Now)), cancellation);

    /// <summary>Something happened to a return without anybody's call, in the caller's transaction. Nothing when there is no such return.</summary>
    public async Task Follow(UnitOfWork unit, string returnId, Func<ReturnChange, ReturnStep> step)
    {
        var find = ReturnName.Id(returnId);
        var orderId = await find.OrderId(unit.Sql).ConfigureAwait(false);
        var loaded = orderId is null ? null : await Loaded.Find(unit.Sql, orderId, caller: null).ConfigureAwait(false);
        if (loaded?.Returns.FirstOrDefault(find.Is) is { } current)
        {
            var policy = await policies.Get(unit.Sql, loaded.Order.PolicyVersion).ConfigureAwait(false);
            Save(unit, loaded, current, step(new ReturnChange(current, loaded.All, policy, unit.Now)), Actor.None(current.RequestedBy.Channel));
        }
    }

    /// <summary>An accepted claim has settled units of an order, in the caller's transaction, before anything else that follows from it is applied.</summary>
    public async Task Settle(UnitOfWork unit, Orders.V1.Claim claim)
    {
        if (await Loaded.Find(unit.Sql, claim.OrderId, caller: null).ConfigureAwait(false) is not { Returns.Count: > 0 } loaded)
        {
            return;
        }

        var policy = await policies.Get(unit.Sql, loaded.Order.PolicyVersion).ConfigureAwait(false);
        foreach (var (returnId, units) in loaded.All.SettledBy(OrderMapping.Units(claim)))
        {
            var current = loaded.Returns.First(existing => existing.ReturnId == returnId);
            var step = current.Settled(units, loaded.All, policy);
            Save(unit, loaded, current, step, Actor.None(current.RequestedBy.Channel));
            loaded = new Loaded(loaded.Order, [.. loaded.Returns.Select(existing => existing.ReturnId == returnId ? step.Next : existing)]);
        }
    }

    /// <summary>A return begins, in the caller's transaction.</summary>
    internal void Begin(UnitOfWork unit, Loaded loaded, ReturnStep step, Actor by)
    {
        Insert(unit, step.Next, null);
        Announce(unit, loaded.Order, loaded.All, step, by);
        SetTimer(unit, null, step.Next);
        breaches.Follow(unit, loaded.Order.OrderId, Invariants.BrokenBy(loaded.All), Invariants.BrokenBy(loaded.All.With(step.Next)));
    }

    internal static void Insert(UnitOfWork unit, Return added, byte[]? contentHash) => unit.Sql.Defer(
        """
        insert into returns (return_id, order_id, rma_code, external_key, content_hash, state, requested_at, document)
        values (@id, @orderId, @rma, @external, @hash, @state, @requested, @document)
        """,
        new
        {
            id = added.ReturnId,
            orderId = added.OrderId,
            rma = added.RmaCode,
            external = added.ExternalId.Length == 0 ? null : new ExternalKey(added.Source, added.RequestedBy.StoreId, added.ExternalId).Text,
            hash = contentHash,
            state = (long)added.State,
            requested = added.RequestedAt.ToMicros(),
            document = added.ToProto().ToByteArray(),
        });

    private void Save(UnitOfWork unit, Loaded loaded, Return before, ReturnStep step, Actor by)
    {
        if (ReferenceEquals(step.Next, before))
        {
            return;
        }

        unit.Sql.Defer(
            "update returns set state = @state, document = @document where return_id = @id",
            new { id = before.ReturnId, state = (long)step.Next.State, document = step.Next.ToProto().ToByteArray() });
        var others = loaded.All.Without(before.ReturnId);
        Announce(unit, loaded.Order, others, step, by);
        SetTimer(unit, before, step.Next);
        if (step.Next.IsWithdrawal)
        {
            // What it obliges to may have changed.
            unit.Schedule(WithdrawalWatch.LookTimer, step.Next.WithdrawalId, unit.Now);
        }

        breaches.Follow(unit, loaded.Order.OrderId, Invariants.BrokenBy(loaded.All), Invariants.BrokenBy(others.With(step.Next)));
    }

    private static void Announce(UnitOfWork unit, Order order, OrderReturns before, ReturnStep step, Actor by) =>
        new ReturnNews(order, before, step.Next, by, unit.Now).Publish(unit, step.Events);

    // Stands at the time at which the return waits for approval, or for goods, no longer; nowhere while nothing limits it.
    private static void SetTimer(UnitOfWork unit, Return? before, Return after)
    {
        var (earlier, until) = (LimitOf(before), LimitOf(after));
        if (until is { } at && until != earlier)
        {
            unit.Schedule(ExpiryTimer, after.ReturnId, at);
        }
        else if (until is null && earlier is not null)
        {
            unit.CancelTimer(ExpiryTimer, after.ReturnId);
        }

        static DateTimeOffset? LimitOf(Return? goods) => goods is { IsLive: true } ? goods.State is ReturnState.Requested ? goods.ApproveBy : goods.ReceiveUntil : null;
    }
}

/// <summary>How a caller names a return.</summary>
public sealed class ReturnName
{
    private readonly string column;
    private readonly string value;

    private ReturnName(string column, string value, Func<Return, bool> match, Refusal notFound)
    {
        this.column = column;
        this.value = value;
        Is = match;
        NotFound = notFound;
    }

    /// <summary>Whether this is the one.</summary>
    public Func<Return, bool> Is { get; }

    /// <summary>The answer when there is none.</summary>
    public Refusal NotFound { get; }

    /// <summary>By its id.</summary>
    public static ReturnName Id(string returnId) => new("return_id", returnId, found => found.ReturnId == returnId, new ReturnNotFound());

    /// <summary>By a code in its normal form.</summary>
    public static ReturnName Rma(string code) => new("rma_code", code, found => found.RmaCode == code, new ReturnNotFound());

    /// <summary>The order that it belongs to, which never changes; null when there is no such return.</summary>
    public Task<string?> OrderId(SqlSession sql) => sql.QueryFirst<string>($"select order_id from returns where {column} = @value", new { value });
}
