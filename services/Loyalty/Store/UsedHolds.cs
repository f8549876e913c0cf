using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Gives back what a captured hold used up, when what it was used for is off: points by the part, coupons as their terms say. Each only once, whatever comes again.
/// </summary>
public sealed class UsedHolds(Ledgers ledgers, ProgramCatalogue programs)
{
    /// <summary>Gives points back to the lots that they came from, at most those that were used.</summary>
    public async Task GivePointsBack(UnitOfWork unit, string holdId, long points, Cause cause)
    {
        if (await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false) is { } hold)
        {
            await GivePointsBack(unit, hold, points, cause).ConfigureAwait(false);
        }
    }

    /// <summary>Makes coupons usable again: those that are freed.</summary>
    public async Task GiveCouponsBack(UnitOfWork unit, string holdId, Func<HeldCoupon, bool> isFreed, Cause cause)
    {
        if (await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false) is { } hold)
        {
            await GiveCouponsBack(unit, hold, isFreed, cause).ConfigureAwait(false);
        }
    }

    /// <summary>Gives everything back, whatever the terms of its coupons say: the sale was not taken.</summary>
    public async Task GiveBack(UnitOfWork unit, string holdId, Cause cause)
    {
        if (await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false) is { } hold)
        {
            hold = await GiveCouponsBack(unit, hold, _ => true, cause).ConfigureAwait(false);
            await GivePointsBack(unit, hold, hold.UsedPoints, cause).ConfigureAwait(false);
        }
    }

    private async Task GivePointsBack(UnitOfWork unit, Hold hold, long points, Cause cause)
    {
        if (hold.MemberId is not { } memberId || await ledgers.Find(unit, memberId).ConfigureAwait(false) is not { } state)
        {
            return;
        }

        await ledgers.LoadLots(unit, state, [.. hold.Allocations.Select(allocation => allocation.LotSequence)]).ConfigureAwait(false);
        var program = await programs.At(unit.Sql, state.Member.ProgramId, cause.EffectiveAt).ConfigureAwait(false);
        if (HoldSteps.GivePointsBack(hold, points, state.Account, program, unit.Now, cause) is { } restored)
        {
            HoldRow.Update(unit, restored);
            await ledgers.Save(unit, state).ConfigureAwait(false);
        }
    }

    private static async Task<Hold> GiveCouponsBack(UnitOfWork unit, Hold hold, Func<HeldCoupon, bool> isFreed, Cause cause)
    {
        if (HoldSteps.GiveCouponsBack(hold, isFreed, unit.Now) is not { } freed)
        {
            return hold;
        }

        await Coupons.GiveBack(unit, freed, [.. freed.Coupons.Except(hold.Coupons)], cause).ConfigureAwait(false);
        HoldRow.Update(unit, freed);
        return freed;
    }
}
