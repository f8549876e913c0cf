using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Which lots of a member.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="In">Only those with points on one of these accounts; empty for all.</param>
/// <param name="Before">Continue before this lot; the largest bigint for the first page.</param>
/// <param name="Size">How many.</param>
public sealed record LotQuery(string MemberId, IReadOnlyList<LedgerAccount> In, long Before, int Size)
{
    /// <summary>Continue in this account of the person; empty for the first page.</summary>
    public string Account { get; init; } = "";
}

/// <summary>A lot, and in whose account it lies.</summary>
public sealed record ListedLot(string MemberId, Lot Lot);

/// <summary>Lists lots.</summary>
public sealed class LotList(IDatabase database, ProgramCatalogue programs)
{
    /// <summary>
    /// A page, latest first; the lots of who was merged into the member follow the member's own. Pending points say when they will become active, and lapse, as far as that is known.
    /// </summary>
    public Task<IReadOnlyList<ListedLot>> Page(LotQuery query, CancellationToken cancellation) => database.Read<IReadOnlyList<ListedLot>>(
        async sql =>
        {
            var page = new List<ListedLot>();
            var accounts = await PersonAccounts.OfMember(sql, query.MemberId).ConfigureAwait(false);
            var begin = query.Account.Length > 0 ? query.Account : accounts.Count > 0 ? accounts[0] : "";
            foreach (var account in accounts.SkipWhile(account => account != begin))
            {
                var rest = query with { MemberId = account, Before = account == begin ? query.Before : long.MaxValue, Size = query.Size - page.Count };
                page.AddRange((await PageOf(sql, rest).ConfigureAwait(false)).Select(lot => new ListedLot(account, lot)));
                if (page.Count == query.Size)
                {
                    break;
                }
            }

            return page;
        },
        cancellation);

    private async Task<IReadOnlyList<Lot>> PageOf(SqlSession sql, LotQuery query)
    {
        var isIn = query.In.Count == 0 ? "" : $" and ({string.Join(" or ", query.In.Select(account => $"{Column(account)} > 0"))})";
        var rows = await sql.Query<LotRow>(
            $"{LotRow.Select} where member_id = @memberId and sequence < @before{isIn} order by sequence desc limit {query.Size}",
            new { memberId = query.MemberId, before = query.Before }).ConfigureAwait(false);
        List<Lot> lots = [.. rows.Select(row => row.ToLot())];
        string[] orders = [.. lots.Where(lot => lot.Pending > 0).Select(lot => lot.OrderId!).Distinct()];
        var due = orders.Length == 0 ? [] : await sql.Query<Delivery>(
            $"""
            select orders.order_id as OrderId, program_id as ProgramId, program_version as ProgramVersion, delivered_at as DeliveredAt, windows as Windows
            from orders left join return_windows on return_windows.order_id = orders.order_id
            where orders.order_id {sql.Dialect.In("@orders")} and member_id = @memberId and program_id is not null
            """,
            new { orders, memberId = query.MemberId }).ConfigureAwait(false);
        foreach (var delivery in due)
        {
            if (await programs.Version(sql, delivery.ProgramId, delivery.ProgramVersion).ConfigureAwait(false) is { } program)
            {
                var windows = ReturnWindows.Read(delivery.Windows);
                foreach (var lot in lots.Where(lot => lot.Pending > 0 && lot.OrderId == delivery.OrderId))
                {
                    lot.ActivatesAt = program.ActivationOf(Columns.Instant(delivery.DeliveredAt), windows.TryGetValue(lot.LineId ?? "", out var end) ? end : null);
                    lot.Ending(lot.ActivatesAt is { } at ? program.ExpiryAfter(at) : null);
                }
            }
        }

        return lots;
    }

    private static string Column(LedgerAccount account) => account switch
    {
        LedgerAccount.Pending => "pending",
        LedgerAccount.Active => "active",
        LedgerAccount.Held => "held",
        LedgerAccount.Redeemed => "redeemed",
        LedgerAccount.Expired => "expired",
        LedgerAccount.Status => "status",
        _ => throw new ArgumentOutOfRangeException(nameof(account), account, "is not kept in lots"),
    };

    private sealed record Delivery
    {
        public string OrderId { get; init; } = "";

        public string ProgramId { get; init; } = "";

        public long ProgramVersion { get; init; }

        public long? DeliveredAt { get; init; }

        public string? Windows { get; init; }
    }
}
