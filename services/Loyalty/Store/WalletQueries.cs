using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
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

    /// <summary>A customer's wallets, and the cards that they bought and nobody put on a customer, the oldest first.</summary>
    public Task<IReadOnlyList<WalletView>> Of(string customerId, CancellationToken cancellation) => database.Read<IReadOnlyList<WalletView>>(
        async sql =>
        {
            var isTheirs = sql.Dialect.In("@person");
            return [.. (await sql.Query<WalletRow>(
                $"{WalletRow.Select} where member_id {isTheirs} or (buyer_id {isTheirs} and member_id is null) order by issued_at, wallet_id",
                new { person = (await PersonMerges.Group(sql, customerId).ConfigureAwait(false)).ToArray() }).ConfigureAwait(false)).Select(row => View(row)!)];
        },
        cancellation);

    /// <summary>Whether a wallet is a customer's, or of who is the same person.</summary>
    public async Task<bool> IsOf(Wallet wallet, string customerId, CancellationToken cancellation) => wallet.MemberId is { } owner
        && (owner == customerId || await database.Read(sql => PersonAccounts.AreOne(sql, customerId, owner), cancellation).ConfigureAwait(false));

    /// <summary>Whether a card that is nobody's was sold to a customer, or to who is the same person.</summary>
    public async Task<bool> IsBuyer(CardSale sale, string customerId, CancellationToken cancellation) => !sale.BuyerIsGuest
        && (sale.BuyerId == customerId || await database.Read(sql => PersonAccounts.AreOne(sql, customerId, sale.BuyerId), cancellation).ConfigureAwait(false));

    /// <summary>What was owed before a span of time and what was booked in it, by currency.</summary>
    public Task<IReadOnlyList<WalletLiability>> Liability(DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var rows = await sql.Query<BookedRow>(
                """
                select w.currency_code as CurrencyCode, e.kind as Kind, cast(sum(case when e.recorded_at < @from then e.points else 0 end) as bigint) as BeforeMinor,
                    cast(sum(case when e.recorded_at >= @from then e.points else 0 end) as bigint) as WithinMinor
                from wallets w join entries e on e.member_id = w.wallet_id
                where e.recorded_at < @before
                group by w.currency_code, e.kind
                """,
                new { from = from.ToMicros(), before = before.ToMicros() }).ConfigureAwait(false);
            return WalletLiability.Of([.. rows.Select(row => new BookedMoney(row.CurrencyCode, EnumNames.Read<EntryKind>(row.Kind), row.BeforeMinor, row.WithinMinor))]);
        },
        cancellation);

    private Task<WalletView?> First(string where, string key, CancellationToken cancellation) =>
        database.Read(async sql => View(await sql.QueryFirst<WalletRow>($"{WalletRow.Select} where {where}", new { key }).ConfigureAwait(false)), cancellation);

    private static WalletView? View(WalletRow? row) => row is null ? null : new WalletView(row.ToWallet(), row.ToBalances(), Columns.Instant(row.NextExpiry));

    private sealed record BookedRow
    {
        public string CurrencyCode { get; init; } = "";

        public string Kind { get; init; } = "";

        public long BeforeMinor { get; init; }

        public long WithinMinor { get; init; }
    }
}
