using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Holds of points and coupons: loads, lets <see cref="HoldSteps"/> decide, saves. Rows are always locked in this order: the hold, coupons by code, their campaigns, the member, wallets. A hold that
/// is only just being placed has no row to be locked: a duplicate of the call waits for the coupons, or the member, and then looks whether the hold is there.
/// </summary>
public sealed partial class Holds(Ledgers ledgers, ProgramCatalogue programs, Coupons coupons, WalletHolds wallets)
{
    /// <summary>Puts coupons and points aside.</summary>
    /// <returns>The hold, and its member; null when it is nobody's.</returns>
    public async Task<(Hold Hold, MemberState? State)> Place(UnitOfWork unit, HoldCommand command)
    {
        var outcome = command.Basket is { } basket ? await coupons.Hold(unit, basket, command.CouponCodes).ConfigureAwait(false) : null;
        if (command.Basket is { IsOfNobody: true })
        {
            var nobodys = HoldSteps.PlaceForNobody(command, $"h-{unit.NewId():n}", outcome!, unit.Now);
            HoldRow.Insert(unit, nobodys);
            return (nobodys, null);
        }

        Ledgers.Ask(unit, command.MemberId);
        var lots = AccountRows.AskSpendable(unit.Sql, command.MemberId);
        var shown = command.Till is null ? null : Presences.Ask(unit.Sql, command.PresenceId);
        var state = await ledgers.GetOf(unit, command.MemberId).ConfigureAwait(false);
        var holder = await LoadHolder(unit, state, state.Member.MemberId == command.MemberId ? lots : null, command.Points).ConfigureAwait(false);
        var proof = shown is null ? new ShownPresence(null, 0) : await Presences.Of(unit, command.MemberId, shown, holder.Program).ConfigureAwait(false);
        var hold = HoldSteps.Place(command, $"h-{unit.NewId():n}", outcome, holder, proof, unit.Now).Value;
        await ledgers.Save(unit, state).ConfigureAwait(false);
        HoldRow.Insert(unit, hold);
        return (hold, state);
    }

    /// <summary>Uses a hold: its coupons, and of its points all (0) or some; the rest becomes active again.</summary>
    public async Task<(Hold Hold, MemberState? State)> Capture(UnitOfWork unit, CaptureCommand command)
    {
        var hold = await GetOwn(unit, command.MemberId, command.HoldId, command.Till).ConfigureAwait(false);
        if (command.OrderId is { } orderId)
        {
            HoldRow.RefuseTaken(unit.Sql, orderId, hold.HoldId);
        }

        return await ResolveOwn(unit, hold, account => HoldSteps.Capture(hold, command.Points, command.OrderId, account, command.Channel, unit.Now)).ConfigureAwait(false);
    }

    /// <summary>Gives a hold of points and coupons back.</summary>
    public async Task<(Hold Hold, MemberState? State)> Release(UnitOfWork unit, string memberId, string holdId, Till? till, SalesChannel channel)
    {
        var hold = await GetOwn(unit, memberId, holdId, till).ConfigureAwait(false);
        return await ResolveOwn(unit, hold, account => HoldSteps.Release(hold, account, channel, unit.Now)).ConfigureAwait(false);
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

        if (EarlyAccess.WhyNot(command.Basket, await OwnFor(unit, command.Basket).ConfigureAwait(false)) is { } tooEarly)
        {
            throw new RefusedException(tooEarly);
        }

        var outcome = await coupons.Hold(unit, command.Basket, command.CouponCodes).ConfigureAwait(false);
        MemberState? state = null;
        Holder? holder = null;
        if (HoldSteps.PayerOf(command).Value is { } payer)
        {
            Ledgers.Ask(unit, payer);
            var look = command.CouponCodes.Count == 0 ? HoldRow.AskLook(unit.Sql, command.HoldId) : null;
            var lots = AccountRows.AskSpendable(unit.Sql, payer);
            state = await ledgers.GetOf(unit, payer).ConfigureAwait(false);
            if (look is not null && await look.First().ConfigureAwait(false) is { } placed)
            {
                return await Again(unit, placed.ToHold(), command).ConfigureAwait(false);
            }

            holder = await LoadHolder(unit, state, state.Member.MemberId == payer ? lots : null, command.Points).ConfigureAwait(false);
        }

        var hold = HoldSteps.PlaceForCheckout(command, outcome, holder, unit.Now).Value;
        if (state is not null)
        {
            await ledgers.Save(unit, state).ConfigureAwait(false);
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

    private static async Task<IReadOnlyList<Coupon>> OwnFor(UnitOfWork unit, Basket basket) =>
        basket.EarlyAccessIds.Count > 0 && EarlyAccess.IsOwners(basket) ? await Coupons.UsableOwn(unit.Sql, basket.OwnerId, unit.Now).ConfigureAwait(false) : [];

    private async Task<Hold> Again(UnitOfWork unit, Hold known, CheckoutHoldCommand command)
    {
        var again = HoldSteps.PlaceAgain(known, command.ContentHash).Value;
        var payer = again.MemberId is null ? null : await ledgers.Get(unit, again.MemberId).ConfigureAwait(false);
        var program = payer is null ? null : await programs.At(unit.Sql, payer.Member.ProgramId, again.CreatedAt).ConfigureAwait(false);
        return again with
        {
            LinesNotPaid = program is null ? [] : HoldSteps.LinesNotPaid(command.Basket, program),
            Parts = await HoldRow.FindParts(unit.Sql, known).ConfigureAwait(false),
        };
    }

    private Task ReleaseParts(UnitOfWork unit, Hold before, Hold after) =>
        before.State is HoldState.Held && after.State is not HoldState.Held ? wallets.ReleaseParts(unit, after) : Task.CompletedTask;

    private static async Task<Hold> GetOwn(UnitOfWork unit, string memberId, string holdId, Till? till)
    {
        var hold = await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false);
        var isTheirs = hold?.MemberId is { } holder && await PersonAccounts.AreOne(unit.Sql, memberId, holder).ConfigureAwait(false);
        return HoldSteps.WhyNotOwn(hold, isTheirs ? hold!.MemberId! : memberId, till) is { } refusal ? throw new RefusedException(refusal) : hold!;
    }

    private async Task<(Hold Hold, MemberState? State)> ResolveOwn(UnitOfWork unit, Hold hold, Func<Account?, Decision<HoldChange>> decide)
    {
        var resolved = await Resolve(unit, hold, decide).ConfigureAwait(false);
        return (resolved, hold.MemberId is { } memberId ? await ledgers.Get(unit, memberId).ConfigureAwait(false) : null);
    }

    private async Task<Holder> LoadHolder(UnitOfWork unit, MemberState state, Asked<LotRow>? lots, long points)
    {
        await ledgers.Gather(unit, state, points, asked: lots).ConfigureAwait(false);
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

        Ledgers.Ask(unit, hold.MemberId);
        var lots = hold.State is HoldState.Held ? AccountRows.AskHeld(unit.Sql, hold.MemberId) : null;
        var state = await ledgers.Get(unit, hold.MemberId).ConfigureAwait(false);
        if (lots is not null)
        {
            await AccountRows.Load(state.Account, lots).ConfigureAwait(false);
        }

        return state;
    }

    private async Task<Hold> Resolve(UnitOfWork unit, Hold? hold, Func<Account?, Decision<HoldChange>> decide)
    {
        var held = hold is { State: HoldState.Held } ? await Coupons.LockHeld(unit, hold).ConfigureAwait(false) : [];
        var state = hold is null ? null : await LoadHeld(unit, hold).ConfigureAwait(false);
        var change = decide(state?.Account).Value;
        if (change is { IsChanged: true, Coupons: CouponFate.Released })
        {
            await Campaigns.GiveBack(unit, change.Hold, change.Hold.Coupons).ConfigureAwait(false);
        }

        return await Save(unit, state, change, held).ConfigureAwait(false);
    }

    private async Task<Hold> Save(UnitOfWork unit, MemberState? state, HoldChange change, IReadOnlyList<Coupon> held)
    {
        if (!change.IsChanged)
        {
            return change.Hold;
        }

        Coupons.Resolve(unit, change, held);
        if (state is not null)
        {
            await ledgers.Save(unit, state).ConfigureAwait(false);
        }

        HoldRow.Update(unit, change.Hold);
        return change.Hold;
    }
}
