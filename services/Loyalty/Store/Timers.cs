using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Loyalty.Store;

/// <summary>Pending points become active when their period is over.</summary>
public sealed class PointsActivation(CommandExecutor executor, Orders orders) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) =>
        executor.Execute(timer, unit => orders.Activate(unit, timer.Key), cancellation);
}

/// <summary>A member's lots lapse, or the member is told that they will; sets the timer for what comes next.</summary>
public sealed class PointsExpiry(CommandExecutor executor, Ledgers ledgers) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => Expire(unit, timer.Key), cancellation);

    private async Task Expire(UnitOfWork unit, string memberId)
    {
        if (await ledgers.Find(unit, memberId).ConfigureAwait(false) is not { } state)
        {
            return;
        }

        await ledgers.LoadLapsed(unit, state).ConfigureAwait(false);
        state.Account.Expire(new Cause(unit.Now));
        state.EndsToTell.UnionWith(await ExpiryNotices.Due(unit, memberId).ConfigureAwait(false));
        ExpiryNotices.ForgetLapsed(unit, memberId);
        var next = await AccountRows.NextExpiry(unit, state.Account).ConfigureAwait(false);
        state.NextExpiry = next ?? Columns.Never;
        if (next is { } at)
        {
            unit.Schedule(TimerKinds.PointsExpiry, memberId, Instants.FromMicros(at));
        }

        await ledgers.Save(unit, state).ConfigureAwait(false);
    }
}

/// <summary>Money in a wallet lapses.</summary>
public sealed class WalletExpiry(CommandExecutor executor, Wallets wallets) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => wallets.Expire(unit, timer.Key), cancellation);
}

/// <summary>A hold runs out of time.</summary>
public sealed class HoldExpiry(CommandExecutor executor, Holds holds) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => holds.Expire(unit, timer.Key), cancellation);
}

/// <summary>Nobody decided an adjustment in time.</summary>
public sealed class AdjustmentExpiry(CommandExecutor executor) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => Adjustments.Lapse(unit, timer.Key), cancellation);
}

/// <summary>What a tier rests on has left its window, or the grace period is over.</summary>
public sealed class TierReview(CommandExecutor executor, Ledgers ledgers, Tiers tiers) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(
        timer,
        async unit =>
        {
            if (await ledgers.Find(unit, timer.Key).ConfigureAwait(false) is { } state)
            {
                await tiers.Review(unit, state, new Cause(unit.Now)).ConfigureAwait(false);
                await ledgers.Save(unit, state).ConfigureAwait(false);
            }
        },
        cancellation);
}

/// <summary>A friend's order became final, something about it changed, or the time for it is over.</summary>
public sealed class ReferralReview(CommandExecutor executor, Referrals referrals) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => referrals.Review(unit, timer.Key), cancellation);
}

/// <summary>What orders of people who did not enrol would have earned is forgotten.</summary>
public sealed class ForgetOrders(CommandExecutor executor) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(
        timer,
        Orders.Forget,
        cancellation);
}
