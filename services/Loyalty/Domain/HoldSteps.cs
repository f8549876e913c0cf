using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A till, a page or an agent puts points and coupons aside; a till also for nobody, whose member id is empty.</summary>
public sealed record HoldCommand(string MemberId, long Points, string Reference, TimeSpan TimeToLive, string CurrencyCode, SalesChannel Channel)
{
    /// <summary>The till; null for anybody else.</summary>
    public Till? Till { get; init; }

    /// <summary>The agent who holds for the member; null for anybody else.</summary>
    public Actor? Agent { get; init; }

    /// <summary>What proves to the till that the member is there; empty when it names nothing.</summary>
    public string PresenceId { get; init; } = "";

    /// <summary>What is to be sold; null for points alone.</summary>
    public Basket? Basket { get; init; }

    public IReadOnlyList<string> CouponCodes { get; init; } = [];
}

/// <summary>A hold is to be used.</summary>
/// <param name="MemberId">Whose it is said to be.</param>
/// <param name="HoldId">Which.</param>
/// <param name="Points">0 for all.</param>
/// <param name="Channel">Where.</param>
public sealed record CaptureCommand(string MemberId, string HoldId, long Points, SalesChannel Channel)
{
    /// <summary>The till; null for anybody else.</summary>
    public Till? Till { get; init; }

    /// <summary>The order that a till's receipt becomes; null for anybody else.</summary>
    public string? OrderId { get; init; }
}

/// <summary>What a checkout wants held.</summary>
public sealed record CheckoutHoldCommand(
    string HoldId, Basket Basket, IReadOnlyList<string> CouponCodes, long Points, SalesChannel Channel, string ContentHash)
{
    /// <summary>What it takes of wallets, in this order.</summary>
    public IReadOnlyList<WalletAsk> Wallets { get; init; } = [];
}

/// <summary>What a step means to the coupons of a hold.</summary>
public enum CouponFate
{
    /// <summary>They stay what they are.</summary>
    Stay,

    /// <summary>They are used up.</summary>
    Redeemed,

    /// <summary>They can be used again.</summary>
    Released,
}

/// <summary>What a step made of a hold. What it means to points is posted in the account.</summary>
/// <param name="Hold">The hold afterwards.</param>
/// <param name="IsChanged">False when the step had been made before, or means nothing now.</param>
/// <param name="Coupons">What becomes of its coupons.</param>
public sealed record HoldChange(Hold Hold, bool IsChanged, CouponFate Coupons = CouponFate.Stay);

/// <summary>The member whose points a hold takes, and what a point is worth.</summary>
/// <param name="Account">The ledger, with lots that can give what is asked for, or all that can be spent.</param>
/// <param name="Program">The version in force; null when there is none.</param>
/// <param name="ProgramId">The member's program.</param>
public sealed record Holder(Account Account, LoyaltyProgram? Program, string ProgramId);

/// <summary>The steps of a hold. It resolves once: captured, released, or given back by the clock; the same step again changes nothing, another one is refused.</summary>
public static partial class HoldSteps
{
    private static readonly TimeSpan CheckoutBackstop = TimeSpan.FromHours(24);

    /// <summary>Puts points aside, beside the coupons that are held already: all or nothing.</summary>
    /// <param name="command">What is asked for.</param>
    /// <param name="holdId">Its id.</param>
    /// <param name="coupons">What its coupons take off; null without lines.</param>
    /// <param name="holder">Whose points.</param>
    /// <param name="proof">Of a till: what shows that the member is there.</param>
    /// <param name="now">The moment.</param>
    public static Decision<Hold> Place(HoldCommand command, string holdId, CouponOutcome? coupons, Holder holder, ShownPresence proof, DateTimeOffset now)
    {
        if (command.Till is { } till && proof.WhyNot(command, till, holder.Program, now) is { } unproved)
        {
            return unproved;
        }

        var worth = ValueOf(command.Points, command.CurrencyCode, holder);
        return worth.Refusal is { } refusal ? refusal
            : coupons is not null && WhyTooMuch(worth.Value, coupons, command.Basket!, holder) is { } tooMuch ? tooMuch
            : HoldPoints(
                new Hold
                {
                    HoldId = holdId,
                    MemberId = holder.Account.MemberId,
                    Points = command.Points,
                    Coupons = coupons?.Coupons ?? [],
                    Reference = command.Reference,
                    StoreId = command.Till?.StoreId,
                    Presence = command.Till is null ? PresenceKind.None : proof.Presence!.Kind,
                    CurrencyCode = command.CurrencyCode,
                    ValueMinor = worth.Value,
                    LinesNotPaid = command.Basket is { } goods && holder.Program is { } program ? LinesNotPaid(goods, program) : [],
                    OwnerId = command.MemberId,
                    CreatedAt = now,
                    ExpiresAt = now + command.TimeToLive,
                },
                holder.Account,
                command.Channel,
                now);
    }

    /// <summary>A till puts coupons aside for whoever stands there.</summary>
    /// <param name="command">What is asked for: no points.</param>
    /// <param name="holdId">Its id.</param>
    /// <param name="coupons">What they take off.</param>
    /// <param name="now">The moment.</param>
    public static Hold PlaceForNobody(HoldCommand command, string holdId, CouponOutcome coupons, DateTimeOffset now) => new()
    {
        HoldId = holdId,
        Coupons = coupons.Coupons,
        Reference = command.Reference,
        StoreId = command.Till?.StoreId,
        CurrencyCode = command.CurrencyCode,
        OwnerIsGuest = true,
        CreatedAt = now,
        ExpiresAt = now + command.TimeToLive,
    };

    /// <summary>Points pay for a coupon: put aside and used in one step.</summary>
    /// <param name="reward">What they pay for.</param>
    /// <param name="code">The coupon's.</param>
    /// <param name="account">The member's, with lots that can give what it costs, or all that can be spent.</param>
    /// <param name="channel">Where.</param>
    /// <param name="now">The moment.</param>
    public static Decision<Hold> PayReward(Reward reward, string code, Account account, SalesChannel channel, DateTimeOffset now)
    {
        var hold = new Hold
        {
            HoldId = RewardSteps.HoldOf(code),
            MemberId = account.MemberId,
            Points = reward.Points,
            Reference = reward.RewardId,
            OwnerId = account.MemberId,
            CreatedAt = now,
            ExpiresAt = now,
        };
        var held = HoldPoints(hold, account, channel, now);
        return held.Refusal is { } refusal ? refusal : Use(held.Value, reward.Points, null, account, channel, now).Value.Hold;
    }

    /// <summary>Points that a till let a member redeem off line: put aside and used in one step, whether they are still there or not.</summary>
    /// <param name="told">The redemption.</param>
    /// <param name="allowance">Under which it was.</param>
    /// <param name="holder">Whose points: with lots that can give as many, or all that can be spent, and all that lapsed since.</param>
    /// <param name="channel">Where.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The hold, and how many of its points are owed.</returns>
    public static (Hold Hold, long Debt) RedeemOffline(OfflineRedemption told, OfflineAllowance allowance, Holder holder, SalesChannel channel, DateTimeOffset now)
    {
        var hold = new Hold
        {
            HoldId = told.HoldId,
            MemberId = holder.Account.MemberId,
            Points = told.Points,
            Reference = told.Receipt,
            StoreId = allowance.StoreId,
            Presence = told.Presence,
            CurrencyCode = allowance.Rate?.CurrencyCode ?? "",
            ValueMinor = allowance.ValueOf(told.Points),
            OwnerId = holder.Account.MemberId,
            CreatedAt = now,
            ExpiresAt = now,
        };
        var at = allowance.Believed(told.RedeemedAt, now);
        var (allocations, debt) = holder.Account.HoldRedeemed(told.Points, now, holder.Program?.ExpiryAfter(now), CauseOf(hold, channel, at));
        var used = hold with { Allocations = allocations, OrderId = told.OrderId, CapturedPoints = told.Points };
        var captured = holder.Account.Capture(used, told.Points, CauseOf(used, channel, at)).Value;
        return (used.Resolved(HoldState.Captured, now) with { Allocations = captured }, debt);
    }

    /// <summary>What the points of a hold pay of each line, after its coupons. The parts add up to the whole.</summary>
    public static IReadOnlyList<PointsShare> SharesOf(Hold hold, Basket basket)
    {
        if (hold.Points == 0 || basket.Lines.Count == 0)
        {
            return [];
        }

        long[] left =
        [
            .. basket.Lines.Select(line => hold.LinesNotPaid.Contains(line.LineId) ? 0 : LeftOf(line, hold.Coupons)),
        ];
        var amounts = new Money(hold.CurrencyCode, hold.ValueMinor).Split(left);
        var points = new Money(hold.CurrencyCode, hold.Points).Split(left);
        return [.. basket.Lines.Select((line, i) => new PointsShare(line.LineId, points[i].AmountMinor, amounts[i].AmountMinor)).Where(share => share.Points > 0)];
    }

    /// <summary>Lines of goods that points do not pay.</summary>
    public static IReadOnlyList<string> LinesNotPaid(Basket basket, LoyaltyProgram program) => [.. basket.Lines.Where(program.ExcludedFromRedemption.Includes).Select(line => line.LineId)];

    /// <summary>Whose points a checkout takes; null when it takes none.</summary>
    public static Decision<string?> PayerOf(CheckoutHoldCommand command) =>
        command.Points == 0 ? (string?)null
        : command.Basket.Asker is Asker.Joined ? new PointsNotYours()
        : command.Basket.OwnerIsGuest ? new MemberNotFound()
        : command.Basket.OwnerId;

    /// <summary>Puts a checkout's points aside, beside the coupons that are held already: all or nothing.</summary>
    /// <param name="command">What is asked for.</param>
    /// <param name="coupons">What its coupons take off.</param>
    /// <param name="holder">Who <see cref="PayerOf"/> says; null for nobody.</param>
    /// <param name="now">The moment.</param>
    public static Decision<Hold> PlaceForCheckout(CheckoutHoldCommand command, CouponOutcome coupons, Holder? holder, DateTimeOffset now)
    {
        var basket = command.Basket;
        var hold = new Hold
        {
            HoldId = command.HoldId,
            IsCheckout = true,
            Points = command.Points,
            Coupons = coupons.Coupons,
            CurrencyCode = basket.CurrencyCode,
            OwnerId = basket.OwnerId,
            OwnerIsGuest = basket.OwnerIsGuest,
            ContentHash = command.ContentHash,
            Wallets = command.Wallets.Count,
            CreatedAt = now,
            ExpiresAt = now + CheckoutBackstop,
        };
        if (holder is null)
        {
            return hold;
        }

        var worth = ValueOf(command.Points, basket.CurrencyCode, holder);
        return worth.Refusal is { } refusal ? refusal
            : WhyTooMuch(worth.Value, coupons, basket, holder) is { } tooMuch ? tooMuch
            : HoldPoints(
                hold with
                {
                    MemberId = holder.Account.MemberId,
                    Points = holder.Program!.FewestPointsFor(command.Points, basket.CurrencyCode),
                    ValueMinor = worth.Value,
                    LinesNotPaid = LinesNotPaid(basket, holder.Program),
                },
                holder.Account,
                command.Channel,
                now);
    }

    /// <summary>A checkout asks for a hold that is there: the same content answers the same hold.</summary>
    public static Decision<Hold> PlaceAgain(Hold known, string contentHash) => known.State switch
    {
        HoldState.Released or HoldState.Expired => new HoldReleased(known.HoldId),
        _ when known.ContentHash != contentHash => new HoldIdTaken(),
        _ => known,
    };

    /// <summary>A hold that is refused before it comes.</summary>
    public static Hold Tombstone(string holdId, DateTimeOffset now) =>
        new Hold { HoldId = holdId, IsCheckout = true, CreatedAt = now, ExpiresAt = now }.Resolved(HoldState.Released, now);

    private static Decision<long> ValueOf(long points, string currencyCode, Holder holder) => holder.Program switch
    {
        _ when points == 0 => 0,
        null => new ProgramNotFound(holder.ProgramId),
        var program when points < program.MinimumRedemption => new BelowMinimumRedemption(program.MinimumRedemption),
        _ when currencyCode.Length == 0 => 0,
        var program => program.ValueOf(points, currencyCode) is { } value ? value : new CurrencyNotRedeemable(),
    };

    // Beyond what is left to pay for goods that points pay, or their share of the basket.
    private static PointsExceedDue? WhyTooMuch(long worth, CouponOutcome coupons, Basket basket, Holder holder)
    {
        if (worth == 0 || holder.Program is not { } program)
        {
            return null;
        }

        var excluded = basket.Lines.Where(program.ExcludedFromRedemption.Includes).Sum(line => LeftOf(line, coupons.Coupons));
        var most = program.PayableInPoints(coupons.LinesLeftMinor, excluded);
        return worth > most ? new PointsExceedDue(program.MostPointsFor(most, basket.CurrencyCode)) : null;
    }

    private static long LeftOf(EarningLine line, IReadOnlyList<HeldCoupon> coupons) =>
        line.AmountMinor - coupons.Sum(coupon => coupon.Shares.Where(share => share.LineId == line.LineId).Sum(share => share.AmountMinor));

    private static Decision<Hold> HoldPoints(Hold hold, Account account, SalesChannel channel, DateTimeOffset now)
    {
        var taken = account.Hold(hold.Points, CauseOf(hold, channel, now));
        return taken.Refusal is { } refusal ? refusal : hold with { Allocations = taken.Value };
    }

    private static Cause CauseOf(Hold hold, SalesChannel channel, DateTimeOffset now) =>
        new(now) { HoldId = hold.HoldId, OrderId = hold.OrderId, Channel = channel, Reference = hold.Reference };
}
