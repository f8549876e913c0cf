using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Gives back what a committed hold used up, when what it was used for is off: points by the part, coupons when all of it is. Each only once, whatever comes again.
/// </summary>
public sealed class UsedHolds(Ledgers ledgers, ProgramCatalogue programs, Coupons coupons)
{
    /// <summary>Gives points back to the lots that they came from, at most those that were used.</summary>
    /// <returns>False when the hold used no points.</returns>
    public async Task<bool> GivePointsBack(UnitOfWork unit, string holdId, long points, Cause cause)
    {
        var hold = await Holds.Find(unit, holdId).ConfigureAwait(false);
        return hold is not null && await GivePointsBack(unit, hold, points, cause).ConfigureAwait(false);
    }

    /// <summary>Makes the coupons usable again.</summary>
    public async Task GiveCouponsBack(UnitOfWork unit, string holdId, Cause cause)
    {
        if (await Holds.Find(unit, holdId).ConfigureAwait(false) is { } hold)
        {
            await GiveCouponsBack(unit, hold, cause).ConfigureAwait(false);
        }
    }

    /// <summary>Gives everything back: the sale was not taken.</summary>
    public async Task GiveBack(UnitOfWork unit, string holdId, Cause cause)
    {
        if (await Holds.Find(unit, holdId).ConfigureAwait(false) is { } hold)
        {
            await GiveCouponsBack(unit, hold, cause).ConfigureAwait(false);
            await GivePointsBack(unit, hold, hold.UsedPoints, cause).ConfigureAwait(false);
        }
    }

    private async Task<bool> GivePointsBack(UnitOfWork unit, Hold hold, long points, Cause cause)
    {
        if (points == 0 || hold is not { State: HoldState.Captured, MemberId: { } memberId }
            || await ledgers.Find(unit, memberId).ConfigureAwait(false) is not { } state)
        {
            return false;
        }

        await ledgers.LoadLots(unit, state, [.. hold.Allocations.Select(allocation => allocation.LotSequence)]).ConfigureAwait(false);
        var program = await programs.At(unit.Sql, state.Member.ProgramId, cause.EffectiveAt).ConfigureAwait(false);
        var allocations = state.Account.Restore(hold.Allocations, points, program, unit.Now, cause);
        unit.Sql.Defer(
            "update holds set allocations = @allocations where hold_id = @holdId", new { allocations = Columns.ToJson(allocations), holdId = hold.HoldId });
        ledgers.Save(unit, state);
        return true;
    }

    private async Task GiveCouponsBack(UnitOfWork unit, Hold hold, Cause cause)
    {
        if (hold.HasUsedCoupons)
        {
            await coupons.GiveBack(unit, hold, cause).ConfigureAwait(false);
            unit.Sql.Defer("update holds set coupons_given_back_at = @at where hold_id = @holdId", new { at = unit.Now.ToMicros(), holdId = hold.HoldId });
        }
    }
}
