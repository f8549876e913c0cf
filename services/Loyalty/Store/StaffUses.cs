using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What each person of the staff moved by hand, by day, so that many calls do no more than one may.</summary>
public sealed class StaffUses(ProgramCatalogue programs)
{
    /// <summary>Counts what a person does alone, before the member is locked: whoever does two things at once waits for the first.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="memberId">Whose points.</param>
    /// <param name="actor">Who.</param>
    /// <param name="points">How many, in either direction.</param>
    public async Task Take(UnitOfWork unit, string memberId, Actor actor, long points)
    {
        var program = await ProgramOf(unit.Sql, memberId, unit.Now).ConfigureAwait(false);
        await unit.Sql.Lock($"staff/{actor.PersonId}").ConfigureAwait(false);
        if (program is null)
        {
            return;
        }

        var day = program.DayOf(unit.Now);
        var key = new { programId = program.ProgramId, personId = actor.PersonId, day = Name(day), month = Name(new DateOnly(day.Year, day.Month, 1)), points };
        var used = (await unit.Sql.QueryFirst<UseRow>(
            """
            select cast(coalesce(sum(case when day = @day then points else 0 end), 0) as bigint) as Day, cast(coalesce(sum(points), 0) as bigint) as Month
            from staff_use where program_id = @programId and person_id = @personId and day >= @month and day <= @day
            """,
            key).ConfigureAwait(false))!;
        if (program.LimitOf(actor.Role).WhyNot(points, new StaffUse(used.Day, used.Month)) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        unit.Sql.Defer(
            """
            insert into staff_use (program_id, person_id, day, points) values (@programId, @personId, @day, @points)
            on conflict (program_id, person_id, day) do update set points = staff_use.points + excluded.points
            """,
            key);
    }

    /// <summary>The program in force for a member.</summary>
    /// <exception cref="RefusedException">There is no such member.</exception>
    public async Task<LoyaltyProgram?> ProgramOf(SqlSession sql, string memberId, DateTimeOffset now)
    {
        var programId = await sql.QueryFirst<string>("select program_id from members where member_id = @memberId", new { memberId }).ConfigureAwait(false);
        if (programId is null && await PersonAccounts.Of(sql, memberId).ConfigureAwait(false) is [var merged, ..])
        {
            programId = await sql.QueryFirst<string>("select program_id from members where member_id = @merged", new { merged }).ConfigureAwait(false);
        }

        if (programId is null)
        {
            throw new RefusedException(new MemberNotFound());
        }

        return await programs.At(sql, programId, now).ConfigureAwait(false);
    }

    private static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record UseRow
    {
        public long Day { get; init; }

        public long Month { get; init; }
    }
}
