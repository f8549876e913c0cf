using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Holds of points and coupons: loads, lets <see cref="HoldSteps"/> decide, saves. Rows are always locked in this order: the hold, coupons by code, the member, wallets. A hold that
/// is only just being placed has no row to be locked: a duplicate of the call waits for the coupons, or the member, and then looks whether the hold is there.
/// </summary>
public sealed class Holds(Ledgers ledgers, ProgramCatalogue programs, Coupons coupons, WalletHolds wallets)
{
    /// <summary>Puts points aside.</summary>
    public async Task<(Hold Hold, MemberState State)> Place(UnitOfWork unit, HoldCommand command)
    {
        var state = await ledgers.Get(unit, command.MemberId).ConfigureAwait(false);
        var holder = await LoadHolder(unit, state, command.Points).ConfigureAwait(false);
        var hold = HoldSteps.Place(command, $"h-{unit.NewId():n}", holder, unit.Now).Value;
        ledgers.Save(unit, state);
        HoldRow.Insert(unit, hold);
        return (hold, state);
    }

    /// <summary>Uses a hold of points, all of it (0) or some; the rest becomes active again.</summary>
    public async Task<(Hold Hold, MemberState State)> Capture(UnitOfWork unit, string memberId, string holdId, long points, SalesChannel channel)
    {
        var (hold, state) = await GetOwn(unit, memberId, holdId).ConfigureAwait(false);
        return (Save(unit, state, HoldSteps.Capture(hold, points, state.Account, channel, unit.Now).Value, []), state);
    }

    /// <summary>Gives a hold of points back.</summary>
    public async Task<(Hold Hold, MemberState State)> Release(UnitOfWork unit, string memberId, string holdId, SalesChannel channel)
    {
        var (hold, state) = await GetOwn(unit, memberId, holdId).ConfigureAwait(false);
        return (Save(unit, state, HoldSteps.Release(hold, state.Account, channel, unit.Now).Value, []), state);
    }

    /// <summary>The clock gives a hold back, unless it was resolved or lives longer.</summary>
    public async Task Expire(UnitOfWork unit, string holdId)
    {
        if (await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false) is not { } hold)
        {
            return;
        }

        if (hold.Tender is not null)
        {
            await wallets.Expire(unit, hold).ConfigureAwait(false);
            return;
        }

        var after = await Resolve(unit, hold, account => HoldSteps.Expire(hold, account, unit.Now)).ConfigureAwait(false);
        await ReleaseParts(unit, hold, after).ConfigureAwait(false);
    }

    /// <summary>Holds a checkout's coupons, then its points, then what it takes of wallets: all or nothing. The same id and content again answers the same hold.</summary>
    public async Task<Hold> PlaceForCheckout(UnitOfWork unit, CheckoutHoldCommand command)
    {
        var known = await HoldRow.Find(unit.Sql, command.HoldId).ConfigureAwait(false);
        if (known is null && command.CouponCodes.Count > 0)
        {
            await Coupons.Lock(unit, command.CouponCodes).ConfigureAwait(false);
            known = await HoldRow.Look(unit.Sql, command.HoldId).ConfigureAwait(false);
        }

        if (known is not null)
        {
            return await Again(unit, known, command).ConfigureAwait(false);
        }

        var outcome = await coupons.Hold(unit, command.Basket, command.CouponCodes).ConfigureAwait(false);
        MemberState? state = null;
        if (HoldSteps.PayerOf(command).Value is { } payer)
        {
            state = await ledgers.Get(unit, payer).ConfigureAwait(false);
            if (command.CouponCodes.Count == 0 && await HoldRow.Look(unit.Sql, command.HoldId).ConfigureAwait(false) is { } placed)
            {
                return await Again(unit, placed, command).ConfigureAwait(false);
            }
        }

        var holder = state is null ? null : await LoadHolder(unit, state, command.Points).ConfigureAwait(false);
        var hold = HoldSteps.PlaceForCheckout(command, outcome, holder, unit.Now).Value;
        if (state is not null)
        {
            ledgers.Save(unit, state);
        }

        HoldRow.Insert(unit, hold);
        return command.Wallets.Count == 0 ? hold : hold with { Parts = await wallets.PlaceParts(unit, hold, command.Wallets, command.Channel).ConfigureAwait(false) };
    }

    /// <summary>Makes a checkout's hold final for an order.</summary>
    /// <param name="unit">The step.</param>
    /// <param name="holdId">The hold.</param>
    /// <param name="orderId">What it pays.</param>
    /// <param name="amounts">What each part in a wallet gives, by the part's id; all of it where nothing is named.</param>
    public async Task<Hold> Commit(UnitOfWork unit, string holdId, string orderId, IReadOnlyDictionary<string, long> amounts)
    {
        var hold = await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false);
        var after = await Resolve(unit, hold, account => HoldSteps.Commit(hold, orderId, account, unit.Now)).ConfigureAwait(false);
        if (hold!.State is HoldState.Held)
        {
            await wallets.CommitParts(unit, after, amounts).ConfigureAwait(false);
        }

        return after;
    }

    /// <summary>Gives a checkout's coupons, points and money back; an unknown id is remembered, so that the hold is refused when it comes.</summary>
    /// <returns>Whether there was no such hold.</returns>
    public async Task<bool> ReleaseCheckout(UnitOfWork unit, string holdId)
    {
        if (await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false) is not { } hold)
        {
            HoldRow.Insert(unit, HoldSteps.Tombstone(holdId, unit.Now));
            return true;
        }

        var after = await Resolve(unit, hold, account => HoldSteps.Release(hold, account, SalesChannel.None, unit.Now)).ConfigureAwait(false);
        await ReleaseParts(unit, hold, after).ConfigureAwait(false);
        return HoldSteps.IsTombstone(after);
    }

    private static async Task<Hold> Again(UnitOfWork unit, Hold known, CheckoutHoldCommand command) => HoldSteps.PlaceAgain(known, command.ContentHash).Value with
    {
        Parts = command.Wallets.Count == 0 ? [] : await HoldRow.FindParts(unit.Sql, known.HoldId).ConfigureAwait(false),
    };

    private Task ReleaseParts(UnitOfWork unit, Hold before, Hold after) =>
        before.State is HoldState.Held && after.State is not HoldState.Held ? wallets.ReleaseParts(unit, after) : Task.CompletedTask;

    private async Task<(Hold Hold, MemberState State)> GetOwn(UnitOfWork unit, string memberId, string holdId)
    {
        var hold = await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false);
        if (HoldSteps.WhyNotOwn(hold, memberId) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        return (hold!, await LoadHeld(unit, hold!).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Hold {holdId} has no member."));
    }

    private async Task<Holder> LoadHolder(UnitOfWork unit, MemberState state, long points)
    {
        await ledgers.LoadSpendable(unit, state, points).ConfigureAwait(false);
        var program = await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false);
        return new Holder(state.Account, program, state.Member.ProgramId);
    }

    // The member whose points it holds, with the lots that they lie in while they do; null when it holds none.
    private async Task<MemberState?> LoadHeld(UnitOfWork unit, Hold hold)
    {
        if (hold.MemberId is null)
        {
            return null;
        }

        var state = await ledgers.Get(unit, hold.MemberId).ConfigureAwait(false);
        if (hold.State is HoldState.Held)
        {
            await ledgers.LoadHeld(unit, state).ConfigureAwait(false);
        }

        return state;
    }

    private async Task<Hold> Resolve(UnitOfWork unit, Hold? hold, Func<Account?, Decision<HoldChange>> decide)
    {
        var held = hold is { State: HoldState.Held } ? await Coupons.LockHeld(unit, hold).ConfigureAwait(false) : [];
        var state = hold is null ? null : await LoadHeld(unit, hold).ConfigureAwait(false);
        return Save(unit, state, decide(state?.Account).Value, held);
    }

    private Hold Save(UnitOfWork unit, MemberState? state, HoldChange change, IReadOnlyList<Coupon> held)
    {
        if (!change.IsChanged)
        {
            return change.Hold;
        }

        Coupons.Resolve(unit, change, held);
        if (state is not null)
        {
            ledgers.Save(unit, state);
        }

        HoldRow.Update(unit, change.Hold);
        return change.Hold;
    }
}
