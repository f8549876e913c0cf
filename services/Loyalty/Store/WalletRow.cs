using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A wallet as it stands in its table: the root row of its account.</summary>
internal sealed record WalletRow
{
    public const string Select =
        """
        select wallet_id as WalletId, kind as Kind, state as State, currency_code as CurrencyCode, market as Market, member_id as MemberId, code as Code,
            face_minor as FaceMinor, issued_at as IssuedAt, order_id as OrderId, line_id as LineId, unit as Unit, buyer_id as BuyerId,
            buyer_is_guest as BuyerIsGuest, issuance as Issuance, active as Active, held as Held, redeemed as Redeemed, expired as Expired,
            last_entry as LastEntry, last_lot as LastLot, chain_head as ChainHead, next_expiry as NextExpiry, version as Version, seal as Seal
        from wallets
        """;

    public string WalletId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public string CurrencyCode { get; init; } = "";

    public string Market { get; init; } = "";

    public string? MemberId { get; init; }

    public string? Code { get; init; }

    public long FaceMinor { get; init; }

    public long IssuedAt { get; init; }

    public string? OrderId { get; init; }

    public string? LineId { get; init; }

    public long? Unit { get; init; }

    public string? BuyerId { get; init; }

    public long? BuyerIsGuest { get; init; }

    public long Issuance { get; init; }

    public long Active { get; init; }

    public long Held { get; init; }

    public long Redeemed { get; init; }

    public long Expired { get; init; }

    public long LastEntry { get; init; }

    public long LastLot { get; init; }

    public long NextExpiry { get; init; }

    public byte[] ChainHead { get; init; } = [];

    public long Version { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>What proves the account.</summary>
    public HolderFact ToFact() => new("wallets", WalletId)
    {
        Balances = ToBalances(),
        LastEntry = LastEntry,
        LastLot = LastLot,
        ChainHead = ChainHead,
        Version = Version,
    };

    public static void Insert(SqlSession sql, WalletRecord wallet) => sql.Defer(
        """
        insert into wallets (wallet_id, kind, state, currency_code, market, member_id, code, face_minor, issued_at, order_id, line_id, unit, buyer_id,
            buyer_is_guest, issuance, active, held, redeemed, expired, last_entry, last_lot, chain_head, next_expiry, version, seal)
        values (@WalletId, @Kind, @State, @CurrencyCode, @Market, @MemberId, @Code, @FaceMinor, @IssuedAt, @OrderId, @LineId, @Unit, @BuyerId,
            @BuyerIsGuest, @Issuance, @Active, @Held, @Redeemed, @Expired, @LastEntry, @LastLot, @ChainHead, @NextExpiry, @Version, @Seal)
        """,
        Of(wallet));

    public static void Update(SqlSession sql, WalletRecord wallet) => sql.Defer(
        """
        update wallets set state = @State, member_id = @MemberId, issuance = @Issuance, active = @Active, held = @Held, redeemed = @Redeemed,
            expired = @Expired, last_entry = @LastEntry, last_lot = @LastLot, chain_head = @ChainHead, next_expiry = @NextExpiry, version = @Version,
            seal = @Seal
        where wallet_id = @WalletId
        """,
        Of(wallet));

    public Balances ToBalances() => new()
    {
        [LedgerAccount.Issuance] = Issuance,
        [LedgerAccount.Active] = Active,
        [LedgerAccount.Held] = Held,
        [LedgerAccount.Redeemed] = Redeemed,
        [LedgerAccount.Expired] = Expired,
    };

    public Wallet ToWallet() => new()
    {
        WalletId = WalletId,
        Kind = EnumNames.Read<WalletKind>(Kind),
        State = EnumNames.Read<WalletState>(State),
        CurrencyCode = CurrencyCode,
        Market = Market,
        MemberId = MemberId,
        Code = Code,
        FaceMinor = FaceMinor,
        IssuedAt = Instants.FromMicros(IssuedAt),
        Sale = OrderId is null ? null : new CardSale(OrderId, LineId ?? "", (int)(Unit ?? 0), BuyerId ?? "", BuyerIsGuest is 1),
    };

    public WalletRecord ToRecord() => new()
    {
        Wallet = ToWallet(),
        Account = Account.Load(WalletId, ToBalances(), LastEntry, LastLot, ChainHead),
        Version = Version,
        NextExpiry = NextExpiry,
    };

    private static WalletRow Of(WalletRecord record)
    {
        var row = Unsealed(record);
        return row with { Seal = row.TrueSeal() };
    }

    private static WalletRow Unsealed(WalletRecord record)
    {
        var (wallet, account, balances) = (record.Wallet, record.Account, record.Account.Balances);
        return new WalletRow
        {
            WalletId = wallet.WalletId,
            Kind = wallet.Kind.Name(),
            State = wallet.State.Name(),
            CurrencyCode = wallet.CurrencyCode,
            Market = wallet.Market,
            MemberId = wallet.MemberId,
            Code = wallet.Code,
            FaceMinor = wallet.FaceMinor,
            IssuedAt = wallet.IssuedAt.ToMicros(),
            OrderId = wallet.Sale?.OrderId,
            LineId = wallet.Sale?.LineId,
            Unit = wallet.Sale?.Unit,
            BuyerId = wallet.Sale?.BuyerId,
            BuyerIsGuest = wallet.Sale is null ? null : wallet.Sale.BuyerIsGuest ? 1 : 0,
            Issuance = balances[LedgerAccount.Issuance],
            Active = balances[LedgerAccount.Active],
            Held = balances[LedgerAccount.Held],
            Redeemed = balances[LedgerAccount.Redeemed],
            Expired = balances[LedgerAccount.Expired],
            LastEntry = account.LastEntry,
            LastLot = account.LastLot,
            ChainHead = account.ChainHead,
            NextExpiry = record.NextExpiry,
            Version = record.Version,
        };
    }
}
