using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>A row of <c>withdrawals</c>.</summary>
public sealed record WithdrawalRow
{
    private const string Columns =
        "withdrawal_id as WithdrawalId, order_id as OrderId, document as Document, seal as Seal, confirmed_at as ConfirmedAt, acknowledged_at as AcknowledgedAt, threatened as Threatened";

    public string WithdrawalId { get; init; } = "";

    public string OrderId { get; init; } = "";

    public byte[] Document { get; init; } = [];

    /// <summary>SHA-256 of the document, once it is confirmed.</summary>
    public byte[]? Seal { get; init; }

    public long? ConfirmedAt { get; init; }

    public long? AcknowledgedAt { get; init; }

    /// <summary>Which duties were told to be in danger, each followed by a space.</summary>
    public string Threatened { get; init; } = "";

    /// <summary>What was declared.</summary>
    public Withdrawal ToDomain() => V1.WithdrawalEvidence.Parser.ParseFrom(Document).ToDomain();

    /// <summary>When its acknowledgement left.</summary>
    public DateTimeOffset? Acknowledged => AcknowledgedAt is { } at ? Instants.FromMicros(at) : null;

    /// <summary>One, its row locked inside a transaction that writes.</summary>
    internal static Task<WithdrawalRow?> Find(SqlSession sql, string withdrawalId, bool locks) => sql.QueryFirst<WithdrawalRow>(
        $"select {Columns} from withdrawals where withdrawal_id = @withdrawalId{(locks ? sql.Dialect.LockRow : "")}", new { withdrawalId });

    /// <summary>Those of an order that took effect, the earliest first.</summary>
    internal static Task<IReadOnlyList<WithdrawalRow>> OfOrder(SqlSession sql, string orderId) => sql.Query<WithdrawalRow>(
        $"select {Columns} from withdrawals where order_id = @orderId and confirmed_at is not null order by confirmed_at, withdrawal_id", new { orderId });

    /// <summary>All about orders of some owners.</summary>
    internal static Task<IReadOnlyList<WithdrawalRow>> OfOwners(SqlSession sql, string[] ids) => sql.Query<WithdrawalRow>(
        $"""
        select {Columns} from withdrawals where order_id in (
            select order_id from orders where customer_id {sql.Dialect.In("@ids")} union select order_id from orders where guest_id {sql.Dialect.In("@ids")})
        order by withdrawal_id
        """,
        new { ids });
}
