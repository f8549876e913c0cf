using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>Watches what withdrawals oblige to: tells what is about to be broken, gives back what is due, and forgets what nobody confirmed or no duty keeps.</summary>
public sealed class WithdrawalWatch(IDatabase database, CommandExecutor executor, ReturnsStore returns, Breaches breaches)
{
    /// <summary>Kind of the timer at which somebody looks at a withdrawal; its key is the withdrawal's id.</summary>
    public const string LookTimer = "withdrawal-look";

    /// <summary>Looks, in the timer's transaction.</summary>
    public Task Look(DueTimer timer, CancellationToken cancellation) => executor.Execute(
        timer,
        async unit =>
        {
            var row = await WithdrawalRow.Find(unit.Sql, timer.Key, locks: true).ConfigureAwait(false);
            if (row is null)
            {
                return;
            }

            if (row.ConfirmedAt is null)
            {
                unit.Sql.Defer("delete from withdrawals where withdrawal_id = @id and confirmed_at is null", new { id = timer.Key });
                return;
            }

            await Look(unit, row).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>Its acknowledgement left, in the caller's transaction.</summary>
    public static async Task Acknowledged(UnitOfWork unit, string withdrawalId, DateTimeOffset at)
    {
        var known = await unit.Sql.Execute(
            "update withdrawals set acknowledged_at = @at where withdrawal_id = @withdrawalId and confirmed_at is not null and acknowledged_at is null",
            new { withdrawalId, at = at.ToMicros() }).ConfigureAwait(false);
        if (known > 0)
        {
            unit.Schedule(LookTimer, withdrawalId, unit.Now);
        }
    }

    /// <summary>What is kept about orders of some owners.</summary>
    public Task<IReadOnlyList<WithdrawalRow>> Of(string[] owners, CancellationToken cancellation) => database.Read(sql => WithdrawalRow.OfOwners(sql, owners), cancellation);

    /// <summary>Erases one, unless it is a proof whose term has not ended.</summary>
    /// <returns>Whether it went.</returns>
    public Task<bool> Erase(string withdrawalId, CancellationToken cancellation) => executor.Apply(
        async unit => await unit.Sql.Execute(
            "delete from withdrawals where withdrawal_id = @withdrawalId and (confirmed_at is null or kept_until <= @now)",
            new { withdrawalId, now = unit.Now.ToMicros() }).ConfigureAwait(false) > 0,
        cancellation);

    private async Task Look(UnitOfWork unit, WithdrawalRow row)
    {
        var withdrawal = row.ToDomain();
        var loaded = await Loaded.Find(unit.Sql, row.OrderId, caller: null).ConfigureAwait(false);
        Return[] goods = [.. loaded?.Returns.Where(existing => existing.WithdrawalId == row.WithdrawalId) ?? []];
        if (goods.FirstOrDefault(each => WithdrawalDuties.MustRelease(withdrawal, each, unit.Now)) is { } due)
        {
            // Saving it has somebody look again, at what it is then.
            await returns.Follow(unit, due.ReturnId, change => change.Current.Release(change.Order, change.Now)).ConfigureAwait(false);
            return;
        }

        var isAcknowledged = row.AcknowledgedAt is not null;
        var before = row.Threatened.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(invariant => new Breach(invariant)).ToArray();
        var now = WithdrawalDuties.Threatened(withdrawal, goods, isAcknowledged, unit.Now);
        breaches.Follow(unit, row.WithdrawalId, before, [.. now]);
        unit.Sql.Defer(
            "update withdrawals set threatened = @told where withdrawal_id = @id",
            new { told = string.Concat(now.Select(breach => breach.Invariant + ' ')), id = row.WithdrawalId });
        if (WithdrawalDuties.NextLook(withdrawal, goods, isAcknowledged, unit.Now) is { } next)
        {
            unit.Schedule(LookTimer, row.WithdrawalId, next);
        }
    }
}
