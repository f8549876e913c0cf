using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Coupons for points: the points go and the coupon comes in one transaction. Rows are locked as everywhere: the hold, the coupon, the member.
/// </summary>
public sealed class Rewards(CommandExecutor executor, Ledgers ledgers, ProgramCatalogue programs, UsedHolds used)
{
    private const string Returned = "REWARD_RETURNED";

    /// <summary>Gives a member a coupon for points.</summary>
    public Task<TAnswer> Redeem<TAnswer>(CommandContext context, string memberId, string rewardId, SalesChannel channel, Func<Coupon, Balances, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(context, async unit =>
        {
            var (coupon, state) = await Redeem(unit, memberId, rewardId, channel).ConfigureAwait(false);
            return answer(coupon, await ledgers.BalancesOf(unit, state).ConfigureAwait(false));
        });

    /// <summary>Takes a coupon back that nobody used, and gives its points back.</summary>
    public Task<TAnswer> Return<TAnswer>(CommandContext context, string memberId, string code, SalesChannel channel, Func<Coupon, Balances, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(context, async unit =>
        {
            var coupon = await Return(unit, memberId, code, channel).ConfigureAwait(false);
            return answer(coupon, await ledgers.BalancesOf(unit, await ledgers.GetOf(unit, memberId).ConfigureAwait(false)).ConfigureAwait(false));
        });

    private async Task<(Coupon Coupon, MemberState State)> Redeem(UnitOfWork unit, string memberId, string rewardId, SalesChannel channel)
    {
        var state = await ledgers.GetOf(unit, memberId).ConfigureAwait(false);
        var program = await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false);
        var reward = RewardSteps.Choose(program, rewardId, state.Member).Value;
        if (reward.CampaignId.Length > 0 && RewardSteps.WhyNotNow(await Campaigns.Find(unit.Sql, reward.CampaignId).ConfigureAwait(false)) is { } stopped)
        {
            throw new RefusedException(stopped);
        }

        var terms = reward.TermsFor(state.Member.MemberId, reward.ValidDays == 0 ? null : program!.EndOfDay(unit.Now, reward.ValidDays));
        var coupon = (await Coupons.Issue(unit, terms, [], 1).ConfigureAwait(false))[0];
        await ledgers.Gather(unit, state, reward.Points).ConfigureAwait(false);
        HoldRow.Insert(unit, HoldSteps.PayReward(reward, coupon.Code, state.Account, channel, unit.Now).Value);
        await ledgers.Save(unit, state).ConfigureAwait(false);
        return (coupon, state);
    }

    private async Task<Coupon> Return(UnitOfWork unit, string memberId, string code, SalesChannel channel)
    {
        // The code of the row, not as it was typed, names the hold; it never changes.
        var known = await Coupons.Find(unit.Sql, code).ConfigureAwait(false);
        var hold = known is null ? null : await HoldRow.Find(unit.Sql, RewardSteps.HoldOf(known.Code)).ConfigureAwait(false);
        var coupon = known is null ? null : (await Coupons.Lock(unit, [code]).ConfigureAwait(false))[0];
        if (hold?.MemberId is { } holder && await PersonAccounts.AreOne(unit.Sql, memberId, holder).ConfigureAwait(false))
        {
            memberId = holder;
        }

        var programId = hold is null ? null : await unit.Sql.QueryFirst<string>("select program_id from members where member_id = @memberId", new { memberId }).ConfigureAwait(false);
        var program = programId is null ? null : await programs.At(unit.Sql, programId, hold!.CreatedAt).ConfigureAwait(false);
        if (RewardSteps.WhyNotReturnable(hold, coupon, memberId, program, unit.Now) is { } refusal)
        {
            throw new RefusedException(refusal is CouponRefused { IsUnknown: true } ? CouponRefused.NotFound(code) : refusal);
        }

        var voided = Coupons.Set(unit, coupon!, CouponState.Voided, Returned);
        await used.GiveBack(unit, hold!.HoldId, new Cause(unit.Now) { Channel = channel, Reference = hold.Reference }).ConfigureAwait(false);
        return voided;
    }
}
