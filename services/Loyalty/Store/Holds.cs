using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A till, a page or an agent puts points aside.</summary>
public sealed record HoldCommand(string MemberId, long Points, string Reference, TimeSpan TimeToLive, string CurrencyCode, SalesChannel Channel);

/// <summary>What a checkout wants held.</summary>
public sealed record CheckoutHoldCommand(
    string HoldId, Basket Basket, IReadOnlyList<string> CouponCodes, long Points, SalesChannel Channel, string ContentHash);

/// <summary>
/// Holds of points and coupons: one mechanism. Rows are always locked in this order: the hold, coupons by code, the member. A hold that is only just being
/// placed has no row to be locked: a duplicate of the call waits for the coupons, or the member, and then looks whether the hold is there.
/// </summary>
public sealed class Holds(Ledgers ledgers, ProgramCatalogue programs, Coupons coupons)
{
    private static readonly TimeSpan CheckoutBackstop = TimeSpan.FromHours(24);

    /// <summary>Puts points aside.</summary>
    public async Task<(Hold Hold, MemberState State)> Place(UnitOfWork unit, HoldCommand command)
    {
        var state = await ledgers.Get(unit, command.MemberId).ConfigureAwait(false);
        var value = await ValueOf(unit, state, command.Points, command.CurrencyCode).ConfigureAwait(false);
        var hold = new Hold
        {
            HoldId = $"h-{unit.NewId():n}",
            MemberId = command.MemberId,
            Points = command.Points,
            Reference = command.Reference,
            CurrencyCode = command.CurrencyCode,
            ValueMinor = value,
            OwnerId = command.MemberId,
            CreatedAt = unit.Now,
            ExpiresAt = unit.Now + command.TimeToLive,
        };
        hold = await HoldPoints(unit, state, hold, command.Channel).ConfigureAwait(false);
        Insert(unit, hold);
        return (hold, state);
    }

    /// <summary>Uses a hold of points, all of it (0) or some; the rest becomes active again.</summary>
    public async Task<(Hold Hold, MemberState State)> Capture(UnitOfWork unit, string memberId, string holdId, long points, SalesChannel channel)
    {
        var (hold, state) = await GetOwn(unit, memberId, holdId).ConfigureAwait(false);
        var wanted = points == 0 ? hold.Points : points;
        if (hold.WhyNotCapturable(wanted, null) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        return hold.State is HoldState.Captured ? (hold, state) : (await CapturePoints(unit, state, hold, wanted, channel).ConfigureAwait(false), state);
    }

    /// <summary>Gives a hold of points back.</summary>
    public async Task<(Hold Hold, MemberState State)> Release(UnitOfWork unit, string memberId, string holdId, SalesChannel channel)
    {
        var (hold, state) = await GetOwn(unit, memberId, holdId).ConfigureAwait(false);
        return hold.State switch
        {
            HoldState.Captured => throw new RefusedException(new HoldAlreadyCaptured(holdId)),
            HoldState.Held => (await GiveBack(unit, hold, HoldState.Released, channel).ConfigureAwait(false), state),
            _ => (hold, state),
        };
    }

    /// <summary>The clock gives a hold back, unless it was resolved or lives longer.</summary>
    public async Task Expire(UnitOfWork unit, string holdId)
    {
        if (await Find(unit, holdId).ConfigureAwait(false) is { State: HoldState.Held } hold && hold.ExpiresAt <= unit.Now)
        {
            await GiveBack(unit, hold, HoldState.Expired, 0).ConfigureAwait(false);
        }
    }

    /// <summary>Holds a checkout's coupons, then its points: all or nothing. The same id and content again answers the same hold.</summary>
    public async Task<Hold> PlaceForCheckout(UnitOfWork unit, CheckoutHoldCommand command)
    {
        if (await Find(unit, command.HoldId).ConfigureAwait(false) is { } known)
        {
            return Again(known, command);
        }

        if (command.CouponCodes.Count > 0)
        {
            await Coupons.Lock(unit, command.CouponCodes).ConfigureAwait(false);
            if (await Look(unit, command.HoldId).ConfigureAwait(false) is { } placedMeanwhile)
            {
                return Again(placedMeanwhile, command);
            }
        }

        var basket = command.Basket;
        var outcome = await coupons.Hold(unit, basket, command.CouponCodes).ConfigureAwait(false);
        var hold = new Hold
        {
            HoldId = command.HoldId,
            IsCheckout = true,
            Points = command.Points,
            Coupons = outcome.Coupons,
            CurrencyCode = basket.CurrencyCode,
            OwnerId = basket.OwnerId,
            OwnerIsGuest = basket.OwnerIsGuest,
            ContentHash = command.ContentHash,
            CreatedAt = unit.Now,
            ExpiresAt = unit.Now + CheckoutBackstop,
        };
        if (command.Points > 0)
        {
            if (basket.Asker is Asker.Joined)
            {
                throw new RefusedException(new PointsNotYours());
            }

            var state = basket.OwnerIsGuest ? throw new RefusedException(new MemberNotFound()) : await ledgers.Get(unit, basket.OwnerId).ConfigureAwait(false);
            if (command.CouponCodes.Count == 0 && await Look(unit, command.HoldId).ConfigureAwait(false) is { } placed)
            {
                return Again(placed, command);
            }

            var value = await ValueOf(unit, state, command.Points, basket.CurrencyCode).ConfigureAwait(false);
            if (value > outcome.LinesLeftMinor)
            {
                var program = await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false);
                throw new RefusedException(new PointsExceedDue(program!.MostPointsFor(outcome.LinesLeftMinor, basket.CurrencyCode)));
            }

            hold = await HoldPoints(unit, state, hold with { MemberId = basket.OwnerId, ValueMinor = value }, command.Channel).ConfigureAwait(false);
        }

        Insert(unit, hold);
        return hold;
    }

    /// <summary>Makes a checkout's hold final for an order: coupons are redeemed, points captured.</summary>
    public async Task<Hold> Commit(UnitOfWork unit, string holdId, string orderId)
    {
        var hold = await Find(unit, holdId).ConfigureAwait(false);
        if (hold is not { IsCheckout: true })
        {
            throw new RefusedException(new HoldNotFound());
        }

        if (hold.WhyNotCapturable(hold.Points, orderId) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        if (hold.State is HoldState.Captured)
        {
            return hold;
        }

        await coupons.Redeem(unit, hold, orderId).ConfigureAwait(false);
        var committed = hold with { OrderId = orderId };
        if (hold.MemberId is null)
        {
            committed = committed.Resolved(HoldState.Captured, unit.Now);
            Update(unit, committed);
            return committed;
        }

        var state = await ledgers.Get(unit, hold.MemberId).ConfigureAwait(false);
        return await CapturePoints(unit, state, committed, hold.Points, 0).ConfigureAwait(false);
    }

    /// <summary>Gives a checkout's coupons and points back; an unknown id is remembered, so that the hold is refused when it comes.</summary>
    /// <returns>Whether there was no such hold.</returns>
    public async Task<bool> ReleaseCheckout(UnitOfWork unit, string holdId)
    {
        var hold = await Find(unit, holdId).ConfigureAwait(false);
        switch (hold?.State)
        {
            case null:
                var tombstone = new Hold { HoldId = holdId, IsCheckout = true, CreatedAt = unit.Now, ExpiresAt = unit.Now };
                Insert(unit, tombstone.Resolved(HoldState.Released, unit.Now));
                return true;
            case HoldState.Captured:
                throw new RefusedException(new HoldAlreadyCaptured(holdId));
            case HoldState.Held:
                await GiveBack(unit, hold, HoldState.Released, 0).ConfigureAwait(false);
                return false;
            default:
                return hold.OwnerId.Length == 0;
        }
    }

    private async Task<(Hold Hold, MemberState State)> GetOwn(UnitOfWork unit, string memberId, string holdId)
    {
        var hold = await Find(unit, holdId).ConfigureAwait(false);
        if (hold is null || hold.MemberId != memberId)
        {
            throw new RefusedException(new HoldNotFound());
        }

        if (hold.IsCheckout)
        {
            throw new RefusedException(new CheckoutHold());
        }

        return (hold, await ledgers.Get(unit, memberId).ConfigureAwait(false));
    }

    private async Task<long> ValueOf(UnitOfWork unit, MemberState state, long points, string currencyCode)
    {
        var program = await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false);
        if (program is null)
        {
            throw new RefusedException(new ProgramNotFound(state.Member.ProgramId));
        }

        if (points < program.MinimumRedemption)
        {
            throw new RefusedException(new BelowMinimumRedemption(program.MinimumRedemption));
        }

        return currencyCode.Length == 0
            ? 0
            : program.ValueOf(points, currencyCode) ?? throw new RefusedException(new CurrencyNotRedeemable());
    }

    private async Task<Hold> HoldPoints(UnitOfWork unit, MemberState state, Hold hold, SalesChannel channel)
    {
        await ledgers.LoadSpendable(unit, state, hold.Points).ConfigureAwait(false);
        var cause = new Cause(unit.Now) { HoldId = hold.HoldId, Channel = channel, Reference = hold.Reference };
        var placed = hold with { Allocations = state.Account.Hold(hold.Points, cause).Value };
        ledgers.Save(unit, state);
        return placed;
    }

    private async Task<Hold> CapturePoints(UnitOfWork unit, MemberState state, Hold hold, long points, SalesChannel channel)
    {
        await ledgers.LoadHeld(unit, state).ConfigureAwait(false);
        var cause = new Cause(unit.Now) { HoldId = hold.HoldId, OrderId = hold.OrderId, Channel = channel, Reference = hold.Reference };
        var captured = (hold with { Allocations = state.Account.Capture(hold, points, cause).Value, CapturedPoints = points })
            .Resolved(HoldState.Captured, unit.Now);
        ledgers.Save(unit, state);
        Update(unit, captured);
        return captured;
    }

    private async Task<Hold> GiveBack(UnitOfWork unit, Hold hold, HoldState to, SalesChannel channel)
    {
        await coupons.Release(unit, hold).ConfigureAwait(false);
        if (hold.MemberId is not null)
        {
            var state = await ledgers.Get(unit, hold.MemberId).ConfigureAwait(false);
            await ledgers.LoadHeld(unit, state).ConfigureAwait(false);
            state.Account.Release(
                to is HoldState.Expired ? EntryKind.HoldExpired : EntryKind.Release,
                hold,
                new Cause(unit.Now) { HoldId = hold.HoldId, Channel = channel, Reference = hold.Reference });
            ledgers.Save(unit, state);
        }

        var resolved = hold.Resolved(to, unit.Now);
        Update(unit, resolved);
        return resolved;
    }

    private static Hold Again(Hold known, CheckoutHoldCommand command) => known.State switch
    {
        HoldState.Released or HoldState.Expired => throw new RefusedException(new HoldReleased(known.HoldId)),
        _ when known.ContentHash != command.ContentHash => throw new RefusedException(new HoldIdTaken()),
        _ => known,
    };

    // Not locked: who resolves the hold at this moment has it, and waits for what is locked here.
    private static async Task<Hold?> Look(UnitOfWork unit, string holdId) =>
        (await unit.Sql.QueryFirst<HoldRow>(HoldRow.Select, new { holdId }).ConfigureAwait(false))?.ToHold();

    internal static async Task<Hold?> Find(UnitOfWork unit, string holdId) =>
        (await unit.Sql.QueryFirst<HoldRow>(HoldRow.Select + unit.Sql.Dialect.LockRow, new { holdId }).ConfigureAwait(false))?.ToHold();

    private static void Insert(UnitOfWork unit, Hold hold)
    {
        unit.Sql.Defer(
            """
            insert into holds (hold_id, member_id, is_checkout, state, points, captured_points, allocations, coupons, order_id, reference, currency_code,
                value_minor, owner_id, owner_is_guest, content_hash, created_at, expires_at, resolved_at)
            values (@holdId, @memberId, @isCheckout, @state, @points, 0, @allocations, @coupons, null, @reference, @currencyCode,
                @valueMinor, @ownerId, @ownerIsGuest, @contentHash, @createdAt, @expiresAt, @resolvedAt)
            """,
            new
            {
                holdId = hold.HoldId,
                memberId = hold.MemberId,
                isCheckout = hold.IsCheckout ? 1L : 0L,
                state = (long)hold.State,
                points = hold.Points,
                allocations = Columns.ToJson(hold.Allocations),
                coupons = Columns.ToJson(hold.Coupons),
                reference = hold.Reference,
                currencyCode = hold.CurrencyCode,
                valueMinor = hold.ValueMinor,
                ownerId = hold.OwnerId,
                ownerIsGuest = hold.OwnerIsGuest ? 1L : 0L,
                contentHash = hold.ContentHash,
                createdAt = hold.CreatedAt.ToMicros(),
                expiresAt = hold.ExpiresAt.ToMicros(),
                resolvedAt = hold.ResolvedAt?.ToMicros(),
            });
        if (hold.State is HoldState.Held)
        {
            unit.Schedule(TimerKinds.HoldExpiry, hold.HoldId, hold.ExpiresAt);
        }
    }

    private static void Update(UnitOfWork unit, Hold hold)
    {
        unit.Sql.Defer(
            """
            update holds set state = @state, captured_points = @captured, allocations = @allocations, order_id = @orderId, resolved_at = @resolvedAt
            where hold_id = @holdId
            """,
            new
            {
                holdId = hold.HoldId,
                state = (long)hold.State,
                captured = hold.CapturedPoints,
                allocations = Columns.ToJson(hold.Allocations),
                orderId = hold.OrderId,
                resolvedAt = hold.ResolvedAt?.ToMicros(),
            });
        unit.CancelTimer(TimerKinds.HoldExpiry, hold.HoldId);
    }
}
