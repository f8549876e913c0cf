using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What was posted for an adjustment.</summary>
/// <param name="Entries">In the order in which they were posted.</param>
/// <param name="Balances">Afterwards.</param>
public sealed record Adjusted(IReadOnlyList<EntryView> Entries, Balances Balances);

/// <summary>Points that staff give and take: alone within their limits, by two beyond them.</summary>
public sealed class Adjustments(CommandExecutor executor, IDatabase database, Ledgers ledgers, ProgramCatalogue programs, StaffUses uses)
{
    /// <summary>One person gives or takes points.</summary>
    public Task<TAnswer> Adjust<TAnswer>(CommandContext context, AdjustCommand command, Func<Adjusted, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                await uses.Take(unit, command.MemberId, command.Actor, Math.Abs(command.Points)).ConfigureAwait(false);
                return answer(await Post(unit, command).ConfigureAwait(false));
            });

    /// <summary>One person asks for what another one decides.</summary>
    public Task<TAnswer> Request<TAnswer>(CommandContext context, AdjustCommand command, Func<Adjustment, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var program = await uses.ProgramOf(unit.Sql, command.MemberId, unit.Now).ConfigureAwait(false);
                var asked = Adjustment.Ask($"adj-{unit.NewId():n}", command, program, unit.Now).Value;
                AdjustmentRow.Insert(unit.Sql, asked);
                unit.Schedule(TimerKinds.AdjustmentExpiry, asked.AdjustmentId, asked.ExpiresAt);
                unit.Publish(asked.AdjustmentId, asked.Version, EventHeader.News(unit.Now, command.Actor.Channel.ToContract()).On(new V1.AdjustmentRequested
                {
                    MemberId = command.MemberId,
                    AdjustmentId = asked.AdjustmentId,
                    Points = command.Points,
                    Reason = command.Reason,
                    RequestedBy = command.Actor.PersonId,
                    ExpiresAt = Instants.ToTimestamp(asked.ExpiresAt.ToMicros()),
                }));
                return answer(asked);
            });

    /// <summary>Another person says that it is made.</summary>
    public Task<TAnswer> Approve<TAnswer>(CommandContext context, string adjustmentId, Actor by, Func<Adjustment, Adjusted, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var asked = await Get(unit, adjustmentId).ConfigureAwait(false);
                var program = await uses.ProgramOf(unit.Sql, asked.Command.MemberId, unit.Now).ConfigureAwait(false);
                var approved = asked.Approve(by, program, unit.Now).Value;
                var posted = await Post(unit, approved.Command).ConfigureAwait(false);
                Save(unit, approved);
                return answer(approved, posted);
            });

    /// <summary>Somebody turns it down.</summary>
    public Task<TAnswer> Decline<TAnswer>(CommandContext context, string adjustmentId, Actor by, string reason, Func<Adjustment, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var asked = await Get(unit, adjustmentId).ConfigureAwait(false);
                var program = await uses.ProgramOf(unit.Sql, asked.Command.MemberId, unit.Now).ConfigureAwait(false);
                var declined = asked.Decline(by, reason, program, unit.Now).Value;
                Save(unit, declined);
                return answer(declined);
            });

    /// <summary>Its time is over.</summary>
    public static async Task Lapse(UnitOfWork unit, string adjustmentId)
    {
        if (await AdjustmentRow.Find(unit.Sql, adjustmentId).ConfigureAwait(false) is { } asked && asked.Lapse(unit.Now) is { } lapsed)
        {
            Save(unit, lapsed);
        }
    }

    /// <summary>An adjustment; null when nobody asked for it.</summary>
    public Task<Adjustment?> Find(string adjustmentId, CancellationToken cancellation) => database.Read(sql => AdjustmentRow.Look(sql, adjustmentId), cancellation);

    /// <summary>A page, the oldest first.</summary>
    public Task<IReadOnlyList<Adjustment>> Page(AdjustmentQuery query, CancellationToken cancellation) => database.Read(sql => AdjustmentRow.Page(sql, query), cancellation);

    private static async Task<Adjustment> Get(UnitOfWork unit, string adjustmentId) =>
        await AdjustmentRow.Find(unit.Sql, adjustmentId).ConfigureAwait(false) ?? throw new RefusedException(new AdjustmentNotFound());

    private async Task<Adjusted> Post(UnitOfWork unit, AdjustCommand command)
    {
        var state = await ledgers.GetOf(unit, command.MemberId).ConfigureAwait(false);
        if (command.Points < 0)
        {
            await ledgers.Gather(unit, state, -command.Points, orAll: command.MayOwe).ConfigureAwait(false);
        }

        var before = state.Account.LastEntry;
        var program = await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false);
        _ = AdjustmentRules.Adjust(command, state.Account, program, unit.Now).Value;
        await ledgers.Save(unit, state).ConfigureAwait(false);
        var posted = await Statements.EntriesAfter(unit.Sql, state.Member.MemberId, before).ConfigureAwait(false);
        return new Adjusted(posted, await ledgers.BalancesOf(unit, state).ConfigureAwait(false));
    }

    private static void Save(UnitOfWork unit, Adjustment decided)
    {
        AdjustmentRow.Update(unit.Sql, decided);
        unit.CancelTimer(TimerKinds.AdjustmentExpiry, decided.AdjustmentId);
        var channel = (decided.DecidedBy ?? decided.Command.Actor).Channel;
        unit.Publish(decided.AdjustmentId, decided.Version, EventHeader.News(unit.Now, channel.ToContract()).On(new V1.AdjustmentDecided
        {
            MemberId = decided.Command.MemberId,
            AdjustmentId = decided.AdjustmentId,
            Points = decided.Command.Points,
            State = Words.ToContract(decided.State),
            RequestedBy = decided.Command.Actor.PersonId,
            DecidedBy = decided.DecidedBy?.PersonId ?? "",
        }));
    }
}
