using System.Security.Cryptography;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A wallet that was loaded under its row's lock, and its account to decide on.</summary>
public sealed class WalletRecord
{
    public required Wallet Wallet { get; set; }

    public required Account Account { get; init; }

    public long Version { get; set; }

    /// <summary>For when the wallet's expiry timer is set; the largest bigint for never.</summary>
    public long NextExpiry { get; set; }

    /// <summary>Both, to decide on.</summary>
    public WalletHolder Holder => new(Wallet, Account);
}

/// <summary>
/// Loads wallets under their lock and saves what the domain decided. Several are always locked in the order of their ids; a hold is locked before its wallet.
/// </summary>
public sealed class Wallets
{
    private const string ById = " where wallet_id = @key";
    private const string ByCode = " where code = @key";

    /// <summary>Asks for wallets under their locks, to be found a little later.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="walletIds">In their order.</param>
    public static void Ask(UnitOfWork unit, IReadOnlyList<string> walletIds)
    {
        var wallets = unit.Own<LoadedWallets>();
        foreach (var id in walletIds)
        {
            if (!wallets.ContainsKey(id) && !wallets.Asked.ContainsKey(id))
            {
                wallets.Asked.Add(id, AskRow(unit, ById, id));
            }
        }
    }

    /// <summary>Locks and loads a wallet, without lots; null when there is none.</summary>
    public Task<WalletRecord?> Find(UnitOfWork unit, string walletId) => Find(unit, ById, walletId);

    /// <summary>The card that has this code; null when there is none.</summary>
    public Task<WalletRecord?> FindCard(UnitOfWork unit, string code) => Find(unit, ByCode, code);

    /// <summary>Locks and loads a wallet that must exist.</summary>
    public async Task<WalletRecord> Get(UnitOfWork unit, string walletId) =>
        await Find(unit, walletId).ConfigureAwait(false) ?? throw new RefusedException(new WalletNotFound());

    /// <summary>Locks and loads wallets that must exist, in the order of their ids.</summary>
    public async Task<IReadOnlyDictionary<string, WalletRecord>> Get(UnitOfWork unit, IEnumerable<string> walletIds)
    {
        var records = new Dictionary<string, WalletRecord>(StringComparer.Ordinal);
        foreach (var id in walletIds.Distinct().Order(StringComparer.Ordinal))
        {
            records[id] = await Get(unit, id).ConfigureAwait(false);
        }

        return records;
    }

    /// <summary>The wallet that has a member's store credit in a currency; made when there is none.</summary>
    public async Task<WalletRecord> CreditOf(UnitOfWork unit, string memberId, string currencyCode, string market) =>
        await FindCredit(unit, memberId, currencyCode).ConfigureAwait(false) is { } id
            ? await Get(unit, id).ConfigureAwait(false)
            : Add(unit, new Wallet
            {
                WalletId = NewId(unit),
                Kind = WalletKind.StoreCredit,
                State = WalletState.Active,
                CurrencyCode = currencyCode,
                Market = market,
                MemberId = (await PersonMerges.Group(unit.Sql, memberId).ConfigureAwait(false))[0],
                IssuedAt = unit.Now,
            });

    /// <summary>The id of the wallet that has a member's store credit in a currency. Whoever looks waits for who makes one at this moment; locks nothing else.</summary>
    public static async Task<string?> FindCredit(UnitOfWork unit, string memberId, string currencyCode)
    {
        await unit.Sql.Lock($"credit/{(await PersonMerges.Group(unit.Sql, memberId).ConfigureAwait(false))[0]}/{currencyCode}").ConfigureAwait(false);
        return (await CreditOf(unit.Sql, memberId, currencyCode).ConfigureAwait(false))?.WalletId;
    }

    /// <summary>A person's store credit in a currency: the survivor's own before that of who was merged into them; null when they have none.</summary>
    internal static async Task<WalletRow?> CreditOf(SqlSession sql, string customerId, string currencyCode)
    {
        var person = await PersonMerges.Group(sql, customerId).ConfigureAwait(false);
        var rows = await sql.Query<WalletRow>(
            $"{WalletRow.Select} where member_id {sql.Dialect.In("@person")} and currency_code = @currencyCode and kind = @credit",
            new { person = person.ToArray(), currencyCode, credit = WalletKind.StoreCredit.Name() }).ConfigureAwait(false);
        return person.Select(id => rows.FirstOrDefault(row => row.MemberId == id)).FirstOrDefault(row => row is not null);
    }

    /// <summary>A wallet's currency and market, which never change: read without a lock. Null when there is no such wallet.</summary>
    public async Task<(string CurrencyCode, string Market)?> CurrencyOf(UnitOfWork unit, string walletId)
    {
        var row = await unit.Sql.QueryFirst<WalletRow>($"{WalletRow.Select} where wallet_id = @walletId", new { walletId }).ConfigureAwait(false);
        return row is null ? null : (row.CurrencyCode, row.Market);
    }

    /// <summary>The cards of an order, locked.</summary>
    public async Task<IReadOnlyList<WalletRecord>> OfOrder(UnitOfWork unit, string orderId)
    {
        var ids = await unit.Sql.Query<string>("select wallet_id from wallets where order_id = @orderId", new { orderId }).ConfigureAwait(false);
        return [.. (await Get(unit, ids).ConfigureAwait(false)).Values.OrderBy(record => record.Wallet.Sale!.LineId, StringComparer.Ordinal).ThenBy(record => record.Wallet.Sale!.Unit)];
    }

    /// <summary>A card that nobody has paid for yet.</summary>
    public WalletRecord NewCard(UnitOfWork unit, Money face, string market, CardSale? sale) => Add(unit, new Wallet
    {
        WalletId = NewId(unit),
        Kind = WalletKind.GiftCard,
        State = WalletState.Inactive,
        CurrencyCode = face.CurrencyCode,
        Market = market,
        Code = CheckedCode.WithCheckCharacter(RandomNumberGenerator.GetString(CheckedCode.Alphabet, CheckedCode.DrawnCharacters)),
        FaceMinor = face.AmountMinor,
        IssuedAt = unit.Now,
        Sale = sale,
    });

    /// <summary>Saves everything that happened to the wallet in this step.</summary>
    public static void Save(UnitOfWork unit, WalletRecord record)
    {
        record.Version++;
        if (AccountRows.SaveLots(unit, record.Account, record.NextExpiry) is { } sooner)
        {
            record.NextExpiry = sooner;
            unit.Schedule(TimerKinds.WalletExpiry, record.Wallet.WalletId, Instants.FromMicros(sooner));
        }

        AccountRows.SaveEntries(unit, record.Account, record.Version);
        WalletRow.Update(unit.Sql, record);
        record.Account.Saved();
    }

    /// <summary>Lets lapse what is due, and sets the timer for what lapses next.</summary>
    public async Task Expire(UnitOfWork unit, string walletId)
    {
        if (await Find(unit, walletId).ConfigureAwait(false) is not { } record)
        {
            return;
        }

        await AccountRows.LoadLapsed(unit, record.Account).ConfigureAwait(false);
        record.Account.Expire(new Cause(unit.Now));
        var next = await AccountRows.NextExpiry(unit, record.Account).ConfigureAwait(false);
        record.NextExpiry = next ?? Columns.Never;
        if (next is { } at)
        {
            unit.Schedule(TimerKinds.WalletExpiry, walletId, Instants.FromMicros(at));
        }

        Save(unit, record);
    }

    private WalletRecord Add(UnitOfWork unit, Wallet wallet)
    {
        var record = new WalletRecord { Wallet = wallet, Account = new Account { MemberId = wallet.WalletId }, Version = 1, NextExpiry = Columns.Never };
        WalletRow.Insert(unit.Sql, record);
        unit.Own<LoadedWallets>()[wallet.WalletId] = record;
        return record;
    }

    private async Task<WalletRecord?> Find(UnitOfWork unit, string where, string key)
    {
        var known = unit.Own<LoadedWallets>();
        if (known.TryGetValue(key, out var record))
        {
            return record;
        }

        var asked = where == ById && known.Asked.Remove(key, out var earlier) ? earlier : AskRow(unit, where, key);
        if (await asked.First().ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        return known.TryGetValue(row.WalletId, out record) ? record : known[row.WalletId] = row.ToRecord();
    }

    private static Asked<WalletRow> AskRow(UnitOfWork unit, string where, string key) =>
        unit.Sql.AskFirst<WalletRow>(WalletRow.Select + where + unit.Sql.Dialect.LockRow, new { key });

    private static string NewId(UnitOfWork unit) => $"w-{unit.NewId():n}";

    // Within one unit of work a wallet is read and locked once.
    private sealed class LoadedWallets : Dictionary<string, WalletRecord>
    {
        public LoadedWallets()
            : base(StringComparer.Ordinal)
        {
        }

        /// <summary>Those that were asked for.</summary>
        public Dictionary<string, Asked<WalletRow>> Asked { get; } = new(StringComparer.Ordinal);
    }
}
