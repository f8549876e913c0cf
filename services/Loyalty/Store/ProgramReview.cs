using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Loyalty.Store;

/// <summary>How far the members of a program were looked at for a version of it.</summary>
/// <param name="ProgramId">The program.</param>
/// <param name="Version">The version, which comes into force.</param>
/// <param name="IsHistory">Whether it came with an import: then nobody is told news.</param>
/// <param name="After">The last member who was looked at; empty at the beginning.</param>
public sealed record ProgramWalk(string ProgramId, long Version, bool IsHistory, string After)
{
    private const string History = "history";

    /// <summary>The key of its timer: the timer is the place that the walk has come to.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{ProgramId}\n{Version}\n{(IsHistory ? History : "")}\n{After}");

    /// <summary>Reads a key.</summary>
    public static ProgramWalk Read(string key)
    {
        var parts = key.Split('\n', 4);
        return new ProgramWalk(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2] == History, parts[3]);
    }
}

/// <summary>
/// A version comes into force, and with it other tiers: every member of the program is looked at, so many in one transaction. The next step is a timer of its own, which
/// goes in with the step: whatever stops a process, the walk goes on where it was, and looking twice is looking once.
/// </summary>
public sealed class ProgramReview(CommandExecutor executor, Ledgers ledgers, Tiers tiers) : ITimerHandler
{
    private const int MembersPerStep = 100;

    // Until then every replica has read the new version.
    private static readonly TimeSpan Settled = 2 * ProgramCatalogue.Freshness;

    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => Step(unit, ProgramWalk.Read(timer.Key)), cancellation);

    /// <summary>Begins when a version comes into force.</summary>
    public static void Begin(UnitOfWork unit, LoyaltyProgram program, bool isHistory) => unit.Schedule(
        TimerKinds.ProgramReview,
        new ProgramWalk(program.ProgramId, program.Version, isHistory, "").Key,
        (program.EffectiveFrom > unit.Now ? program.EffectiveFrom : unit.Now) + Settled);

    private async Task Step(UnitOfWork unit, ProgramWalk walk)
    {
        var members = await unit.Sql.Query<string>(
            $"select member_id from members where program_id = @program and member_id > @after order by member_id limit {MembersPerStep}",
            new { program = walk.ProgramId, after = walk.After }).ConfigureAwait(false);
        foreach (var memberId in members)
        {
            var state = await ledgers.Get(unit, memberId).ConfigureAwait(false);
            if (await tiers.Review(unit, state, new Cause(unit.Now) { IsHistorical = walk.IsHistory }).ConfigureAwait(false))
            {
                await ledgers.Save(unit, state).ConfigureAwait(false);
            }
        }

        if (members.Count == MembersPerStep)
        {
            unit.Schedule(TimerKinds.ProgramReview, (walk with { After = members[^1] }).Key, unit.Now);
        }
    }
}
