using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A wallet as it is read: no lock, no lots.</summary>
/// <param name="Wallet">What it is.</param>
/// <param name="Balances">What is in it.</param>
/// <param name="NextExpiry">Nothing lapses before; null when nothing ever does.</param>
public sealed record WalletView(Wallet Wallet, Balances Balances, DateTimeOffset? NextExpiry);

/// <summary>Reads of wallets.</summary>
public sealed class WalletQueries(IDatabase database)
{
    /// <summary>A wallet; null when there is none.</summary>
    public Task<WalletView?> Find(string walletId, CancellationToken cancellation) => First("wallet_id = @key", walletId, cancellation);

    /// <summary>The card with a code; null when there is none.</summary>
    public Task<WalletView?> FindCard(string code, CancellationToken cancellation) => First("code = @key", code, cancellation);

    /// <summary>A customer's store credit in a currency; null when they have none.</summary>
    public Task<WalletView?> FindCredit(string customerId, string currencyCode, CancellationToken cancellation) => database.Read(
        async sql => View(await Wallets.CreditOf(sql, customerId, currencyCode).ConfigureAwait(false)),
        cancellation);

    /// <summary>A customer's wallets, and the cards that they bought, as a guest too, and nobody put on a customer, the oldest first.</summary>
    public Task<IReadOnlyList<WalletView>> Of(string customerId, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var isTheirs = sql.Dialect.In("@person");
            return await List(
                sql,
                $"""
                member_id {isTheirs} or (member_id is null and buyer_is_guest = 0 and buyer_id {isTheirs})
                    or (member_id is null and buyer_is_guest = 1 and buyer_id in (select guest_id from guest_owners where customer_id {isTheirs}))
                """,
                new { person = (await PersonMerges.Group(sql, customerId).ConfigureAwait(false)).ToArray() }).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>The cards that a guest bought and nobody put on a customer, the oldest first.</summary>
    public Task<IReadOnlyList<WalletView>> OfGuest(string guestId, CancellationToken cancellation) =>
        database.Read(sql => List(sql, "member_id is null and buyer_is_guest = 1 and buyer_id = @guestId", new { guestId }), cancellation);

    /// <summary>Whether a wallet is a customer's, or of who is the same person.</summary>
    public async Task<bool> IsOf(Wallet wallet, string customerId, CancellationToken cancellation) => wallet.MemberId is { } owner
        && (owner == customerId || await database.Read(sql => PersonAccounts.AreOne(sql, customerId, owner), cancellation).ConfigureAwait(false));

    /// <summary>Whether a card that is nobody's was sold to a customer, or to who is the same person: as a guest, too.</summary>
    public Task<bool> IsBuyer(CardSale sale, string customerId, CancellationToken cancellation) => database.Read(
        async sql => (sale.BuyerIsGuest ? await GuestOwners.Find(sql, sale.BuyerId).ConfigureAwait(false) : sale.BuyerId) is { } buyer
            && await PersonAccounts.AreOne(sql, customerId, buyer).ConfigureAwait(false),
        cancellation);

    /// <summary>
    /// What was owed before a span of time and what was booked in it, by currency. Reads what was booked since: what was owed before is what is owed now, less that.
    /// </summary>
    public Task<IReadOnlyList<WalletLiability>> Liability(DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation) => database.ReadSnapshot(
        async sql =>
        {
            var owed = sql.Ask<OwedRow>("select currency_code as CurrencyCode, cast(sum(active + held) as bigint) as OwedMinor from wallets group by currency_code");
            var rows = await sql.Query<BookedRow>(
                """
                select w.currency_code as CurrencyCode, e.kind as Kind, cast(sum(case when e.recorded_at < @before then e.points else 0 end) as bigint) as WithinMinor,
                    cast(sum(case when e.recorded_at >= @before then e.points else 0 end) as bigint) as AfterMinor
                from entries e join wallets w on w.wallet_id = e.member_id
                where e.recorded_at >= @from
                group by w.currency_code, e.kind
                """,
                new { from = from.ToMicros(), before = before.ToMicros() }).ConfigureAwait(false);
            return WalletLiability.Of(
                (await owed.Rows().ConfigureAwait(false)).Select(row => new Money(row.CurrencyCode, row.OwedMinor)),
                [.. rows.Select(row => new BookedMoney(row.CurrencyCode, EnumNames.Read<EntryKind>(row.Kind), row.WithinMinor, row.AfterMinor))]);
        },
        cancellation);

    private Task<WalletView?> First(string where, string key, CancellationToken cancellation) =>
        database.Read(async sql => View(await sql.QueryFirst<WalletRow>($"{WalletRow.Select} where {where}", new { key }).ConfigureAwait(false)), cancellation);

    private static async Task<IReadOnlyList<WalletView>> List(SqlSession sql, string where, object parameters) =>
        [.. (await sql.Query<WalletRow>($"{WalletRow.Select} where {where} order by issued_at, wallet_id", parameters).ConfigureAwait(false)).Select(row => View(row)!)];

    private static WalletView? View(WalletRow? row) => row is null ? null : new WalletView(row.ToWallet(), row.ToBalances(), Columns.Instant(row.NextExpiry));

    private sealed record BookedRow
    {
        public string CurrencyCode { get; init; } = "";

        public string Kind { get; init; } = "";

        public long WithinMinor { get; init; }

        public long AfterMinor { get; init; }
    }

    private sealed record OwedRow
    {
        public string CurrencyCode { get; init; } = "";

        public long OwedMinor { get; init; }
    }
}
