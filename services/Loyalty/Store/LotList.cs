using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Which lots of a member.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="In">Only those with points on one of these accounts; empty for all.</param>
/// <param name="Before">Continue before this lot; the largest bigint for the first page.</param>
/// <param name="Size">How many.</param>
public sealed record LotQuery(string MemberId, IReadOnlyList<LedgerAccount> In, long Before, int Size);

/// <summary>Lists lots.</summary>
public sealed class LotList(IDatabase database, ProgramCatalogue programs)
{
    /// <summary>A page, latest first. Pending points say when they will become active, and lapse, as far as their order's delivery or their return window is known.</summary>
    public Task<IReadOnlyList<Lot>> Page(LotQuery query, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var isIn = query.In.Count == 0 ? "" : $" and ({string.Join(" or ", query.In.Select(account => $"{Column(account)} > 0"))})";
            var rows = await sql.Query<LotRow>(
                $"{LotRow.Select} where member_id = @memberId and sequence < @before{isIn} order by sequence desc limit {query.Size}",
                new { memberId = query.MemberId, before = query.Before }).ConfigureAwait(false);
            List<Lot> lots = [.. rows.Select(row => row.ToLot())];
            string[] orders = [.. lots.Where(lot => lot.Pending > 0).Select(lot => lot.OrderId!).Distinct()];
            var due = orders.Length == 0 ? [] : await sql.Query<Delivery>(
                $"""
                select order_id as OrderId, program_id as ProgramId, program_version as ProgramVersion, delivered_at as DeliveredAt from orders
                where order_id {sql.Dialect.In("@orders")} and member_id = @memberId and program_id is not null
                """,
                new { orders, memberId = query.MemberId }).ConfigureAwait(false);
            foreach (var delivery in due)
            {
                if (await programs.Version(sql, delivery.ProgramId, delivery.ProgramVersion).ConfigureAwait(false) is { } program)
                {
                    var windows = program.PendingUntil is PendingUntil.ReturnWindow ? await ReturnWindows.Of(sql, delivery.OrderId).ConfigureAwait(false) : new Dictionary<string, DateTimeOffset>();
                    foreach (var lot in lots.Where(lot => lot.Pending > 0 && lot.OrderId == delivery.OrderId))
                    {
                        if (program.ActivationOf(Columns.Instant(delivery.DeliveredAt), windows.TryGetValue(lot.LineId!, out var end) ? end : null) is { } at)
                        {
                            (lot.ActivatesAt, lot.ExpiresAt) = (at, program.ExpiryAfter(at));
                        }
                    }
                }
            }

            return (IReadOnlyList<Lot>)lots;
        },
        cancellation);

    private static string Column(LedgerAccount account) => account switch
    {
        LedgerAccount.Pending => "pending",
        LedgerAccount.Active => "active",
        LedgerAccount.Held => "held",
        LedgerAccount.Redeemed => "redeemed",
        LedgerAccount.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(account), account, "is not kept in lots"),
    };

    private sealed record Delivery
    {
        public string OrderId { get; init; } = "";

        public string ProgramId { get; init; } = "";

        public long ProgramVersion { get; init; }

        public long? DeliveredAt { get; init; }
    }
}
