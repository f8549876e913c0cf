using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A till, a page or an agent puts points aside.</summary>
public sealed record HoldCommand(string MemberId, long Points, string Reference, TimeSpan TimeToLive, string CurrencyCode, SalesChannel Channel);

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

    /// <summary>Puts points aside.</summary>
    public static Decision<Hold> Place(HoldCommand command, string holdId, Holder holder, DateTimeOffset now)
    {
        var worth = ValueOf(command.Points, command.CurrencyCode, holder);
        return worth.Refusal is { } refusal
            ? refusal
            : HoldPoints(
                new Hold
                {
                    HoldId = holdId,
                    MemberId = command.MemberId,
                    Points = command.Points,
                    Reference = command.Reference,
                    CurrencyCode = command.CurrencyCode,
                    ValueMinor = worth.Value,
                    OwnerId = command.MemberId,
                    CreatedAt = now,
                    ExpiresAt = now + command.TimeToLive,
                },
                holder.Account,
                command.Channel,
                now);
    }

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
            CreatedAt = now,
            ExpiresAt = now + CheckoutBackstop,
        };
        if (holder is null)
        {
            return hold;
        }

        var worth = ValueOf(command.Points, basket.CurrencyCode, holder);
        return worth.Refusal is { } refusal ? refusal
            : worth.Value > coupons.LinesLeftMinor ? new PointsExceedDue(holder.Program!.MostPointsFor(coupons.LinesLeftMinor, basket.CurrencyCode))
            : HoldPoints(
                hold with { MemberId = basket.OwnerId, Points = holder.Program!.FewestPointsFor(command.Points, basket.CurrencyCode), ValueMinor = worth.Value },
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
        null => new ProgramNotFound(holder.ProgramId),
        var program when points < program.MinimumRedemption => new BelowMinimumRedemption(program.MinimumRedemption),
        _ when currencyCode.Length == 0 => 0,
        var program => program.ValueOf(points, currencyCode) is { } value ? value : new CurrencyNotRedeemable(),
    };

    private static Decision<Hold> HoldPoints(Hold hold, Account account, SalesChannel channel, DateTimeOffset now)
    {
        var taken = account.Hold(hold.Points, CauseOf(hold, channel, now));
        return taken.Refusal is { } refusal ? refusal : hold with { Allocations = taken.Value };
    }

    private static Cause CauseOf(Hold hold, SalesChannel channel, DateTimeOffset now) =>
        new(now) { HoldId = hold.HoldId, OrderId = hold.OrderId, Channel = channel, Reference = hold.Reference };
}
