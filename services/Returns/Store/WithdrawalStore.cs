using System.Security.Cryptography;
using Google.Protobuf;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>An order as its consumer can withdraw from it, with what they have withdrawn from.</summary>
public sealed record KnownRights(WithdrawalRights Rights, IReadOnlyList<WithdrawalRow> Rows, DateTimeOffset Now);

/// <summary>
/// Withdrawals from contracts: declared, then confirmed once. The row of a confirmed one is its proof: no statement changes its document, and only its term takes it away.
/// </summary>
public sealed class WithdrawalStore(IDatabase database, CommandExecutor executor, ReturnsStore returns, TimeProvider clock)
{
    /// <summary>Kind of the timer that tells Messaging where an acknowledgement goes; its key is the withdrawal's id.</summary>
    public const string ContactTimer = "withdrawal-contact";

    private static readonly TimeSpan KeptUnconfirmed = TimeSpan.FromDays(1);

    /// <summary>What can be withdrawn from now.</summary>
    public Task<KnownRights> Rights(string orderId, CancellationToken cancellation) => database.Read(
        async sql => (await Load(sql, orderId, locks: false).ConfigureAwait(false)).Known(clock.GetUtcNow()), cancellation);

    /// <summary>Whether the caller may see the order.</summary>
    /// <exception cref="RefusedException">There is none, or it is not the caller's.</exception>
    public Task CheckOwner(string orderId, Platform.Security.Caller caller, CancellationToken cancellation) => database.Read(
        async sql => await Loaded.Find(sql, orderId, caller, locks: false).ConfigureAwait(false) ?? throw new RefusedException(new OrderNotFound()), cancellation);

    /// <summary>The first step: keeps the declaration until it is confirmed, for a day.</summary>
    public Task<Withdrawal> Declare(string orderId, NewWithdrawal command, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var found = await Load(unit.Sql, orderId, locks: true).ConfigureAwait(false);
            var row = await WithdrawalRow.Find(unit.Sql, command.WithdrawalId, locks: true).ConfigureAwait(false);
            if (row is not null && (row.OrderId != orderId || row.ConfirmedAt is not null))
            {
                throw new RefusedException(row.OrderId == orderId ? new WithdrawalIsConfirmed() : new WithdrawalNotFound());
            }

            var declared = Withdrawal.Declare(command, found.Rights, unit.Now).Value;
            unit.Sql.Defer(
                """
                insert into withdrawals (withdrawal_id, order_id, document, threatened) values (@id, @orderId, @document, '')
                on conflict (withdrawal_id) do update set document = excluded.document where withdrawals.confirmed_at is null
                """,
                new { id = command.WithdrawalId, orderId, document = declared.ToProto().ToByteArray() });
            unit.Schedule(WithdrawalWatch.LookTimer, command.WithdrawalId, unit.Now + KeptUnconfirmed);
            return declared;
        },
        cancellation);

    /// <summary>The second step: it takes effect, once.</summary>
    public Task<WithdrawalRow> Confirm(string orderId, string withdrawalId, string statementHash, Actor by, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var found = await Load(unit.Sql, orderId, locks: true).ConfigureAwait(false);
            var row = await WithdrawalRow.Find(unit.Sql, withdrawalId, locks: true).ConfigureAwait(false);
            if (row is null || row.OrderId != orderId)
            {
                throw new RefusedException(new WithdrawalNotFound());
            }

            if (row.ConfirmedAt is not null)
            {
                return row;
            }

            var done = row.ToDomain().Confirm(statementHash, found.Rights, unit.NewId(), by, unit.Now).Value;
            var document = done.Next.ToProto().ToByteArray();
            var confirmed = row with { Document = document, Seal = SHA256.HashData(document), ConfirmedAt = unit.Now.ToMicros() };
            unit.Sql.Defer(
                "update withdrawals set document = @Document, seal = @Seal, confirmed_at = @ConfirmedAt, kept_until = @kept where withdrawal_id = @WithdrawalId and confirmed_at is null",
                new { confirmed.Document, confirmed.Seal, confirmed.ConfirmedAt, kept = done.Next.KeptUntil!.Value.ToMicros(), confirmed.WithdrawalId });
            if (done.Goods is { } goods)
            {
                returns.Begin(unit, found.Loaded, goods, by);
            }

            Announce(unit, done.Next, confirmed.Seal, found.Loaded.Order, by);
            return confirmed;
        },
        cancellation);

    /// <summary>What proves a withdrawal; null when none took effect under this id.</summary>
    public Task<WithdrawalRow?> Evidence(string withdrawalId, CancellationToken cancellation) => database.Read(
        async sql => await WithdrawalRow.Find(sql, withdrawalId, locks: false).ConfigureAwait(false) is { ConfirmedAt: not null } row ? row : null, cancellation);

    /// <summary>Records when the consumer of an order was told of the right; null when they never were.</summary>
    public Task Inform(string orderId, DateTimeOffset? informedAt, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            if (ReportedTime.IsAhead(informedAt ?? unit.Now, unit.Now))
            {
                throw new RefusedException(new TimeInFuture("informed_at"));
            }

            await Load(unit.Sql, orderId, locks: true).ConfigureAwait(false);
            unit.Sql.Defer(
                "insert into withdrawal_information (order_id, informed_at) values (@orderId, @at) on conflict (order_id) do update set informed_at = excluded.informed_at",
                new { orderId, at = informedAt?.ToMicros() });
        },
        cancellation);

    /// <summary>More of an order left, in the caller's transaction: what withdrawals wanted cancelled comes back where a parcel had it.</summary>
    public async Task Overtaken(UnitOfWork unit, string orderId)
    {
        if (await WithdrawalRow.OfOrder(unit.Sql, orderId).ConfigureAwait(false) is not { Count: > 0 })
        {
            return;
        }

        var found = await Load(unit.Sql, orderId, locks: true).ConfigureAwait(false);
        var loaded = found.Loaded;
        foreach (var step in found.Rights.Overtaken(unit.NewId, unit.Now))
        {
            returns.Begin(unit, loaded, step, step.Next.RequestedBy);
            loaded = new Loaded(loaded.Order, [.. loaded.Returns, step.Next]);
        }
    }

    // The acknowledgement leaves by the event; where it goes is personal, and Messaging is told beside it.
    private static void Announce(UnitOfWork unit, Withdrawal confirmed, byte[] seal, Order order, Actor by)
    {
        var told = new V1.WithdrawalConfirmed
        {
            WithdrawalId = confirmed.WithdrawalId,
            OrderId = confirmed.OrderId,
            OrderNumber = confirmed.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = order.GuestId,
            ContactId = confirmed.ContactId.Length > 0 ? confirmed.ContactId : order.ContactId,
            ReturnId = confirmed.ReturnId,
            RmaCode = confirmed.RmaCode,
            GoodsDueAt = confirmed.GoodsDueAt.ToProto(),
            RefundDueAt = confirmed.RefundDueAt.ToProto(),
            Zone = confirmed.TimeZone,
            Seal = Convert.ToHexStringLower(seal),
        };
        told.Lines.Add(confirmed.Lines.Select(line => line.ToProto()));
        unit.Publish(confirmed.WithdrawalId, 1, new EventHeader(IsHistorical: false, unit.Now, by.Channel.ToContract()).On(told));
        unit.Schedule(WithdrawalWatch.LookTimer, confirmed.WithdrawalId, unit.Now + WithdrawalDuties.AtOnce);
        if (confirmed.Email.Length > 0)
        {
            unit.Schedule(ContactTimer, confirmed.WithdrawalId, unit.Now);
        }
    }

    private static async Task<Found> Load(SqlSession sql, string orderId, bool locks)
    {
        var loaded = await Loaded.Find(sql, orderId, caller: null, locks).ConfigureAwait(false) ?? throw new RefusedException(new OrderNotFound());
        var rows = await WithdrawalRow.OfOrder(sql, orderId).ConfigureAwait(false);
        var told = await sql.QueryFirst<InformationRow>(
            "select order_id as OrderId, informed_at as InformedAt from withdrawal_information where order_id = @orderId", new { orderId }).ConfigureAwait(false);
        return new Found(loaded, rows, new WithdrawalRights(
            loaded.All, [.. rows.Select(row => row.ToDomain())],
            told is null ? null : new WithdrawalInformation(told.InformedAt is { } at ? Instants.FromMicros(at) : null)));
    }

    private sealed record Found(Loaded Loaded, IReadOnlyList<WithdrawalRow> Rows, WithdrawalRights Rights)
    {
        public KnownRights Known(DateTimeOffset now) => new(Rights, Rows, now);
    }

    private sealed record InformationRow
    {
        public string OrderId { get; init; } = "";

        public long? InformedAt { get; init; }
    }
}
