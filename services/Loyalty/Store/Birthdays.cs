using System.Globalization;
using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Time;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Members' birthdays: a durable timer tells the program's rules of each, as the event <see cref="NamedEvent.Birthday"/> of its year. A timer that fires late tells each that was
/// missed at its own time; one that fires twice finds the next day. A person has one: the survivor's, else that of who was merged into them.
/// </summary>
public sealed class Birthdays(CommandExecutor executor, Ledgers ledgers, ProgramCatalogue programs, EarnBook book) : ITimerHandler
{
    private const string Form = "yyyy-MM-dd";

    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => Celebrate(unit, timer.Key), cancellation);

    /// <summary>Sets the day; the same again changes nothing.</summary>
    /// <param name="context">Who and under which key.</param>
    /// <param name="memberId">Whose.</param>
    /// <param name="birthday">The day; null to forget it.</param>
    /// <param name="answer">The next that counts; null for none.</param>
    public Task<TAnswer> Set<TAnswer>(CommandContext context, string memberId, Birthday? birthday, Func<DateOnly?, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit => answer(await Set(unit, await ledgers.GetOf(unit, memberId).ConfigureAwait(false), birthday).ConfigureAwait(false)));

    /// <summary>A customer's profile has another birthday. Of who is no member it is kept until they are.</summary>
    /// <param name="unit">The transaction of its inbox row.</param>
    /// <param name="customerId">Whose.</param>
    /// <param name="birthday">The day; null when it was forgotten.</param>
    public async Task Follow(UnitOfWork unit, string customerId, Birthday? birthday)
    {
        var state = await ledgers.FindOf(unit, customerId).ConfigureAwait(false);
        if (state is null)
        {
            // Whoever enrols at this moment finds the day, or is found.
            await SettleFirst.Owner(unit, customerId).ConfigureAwait(false);
            state = await ledgers.FindOfAgain(unit, customerId).ConfigureAwait(false);
        }

        if (state is not null)
        {
            await Set(unit, state, birthday).ConfigureAwait(false);
        }
        else
        {
            BirthdayRow.Save(unit.Sql, new BirthdayRow { MemberId = customerId, MonthDay = birthday?.ToString() });
        }
    }

    /// <summary>Somebody became a member: their birthday counts from now on, as if it were told now.</summary>
    internal async Task Joined(UnitOfWork unit, MemberState state)
    {
        if (Counting(await OfPerson(unit, state.Member.MemberId).ConfigureAwait(false)) is { NextOn: null, MonthDay: { } monthDay })
        {
            await Set(unit, state, Birthday.Read(monthDay)).ConfigureAwait(false);
        }
    }

    private async Task<DateOnly?> Set(UnitOfWork unit, MemberState state, Birthday? birthday)
    {
        var days = await DaysOf(unit, state).ConfigureAwait(false);
        var rows = await OfPerson(unit, state.Member.MemberId).ConfigureAwait(false);
        if (birthday is null)
        {
            foreach (var row in rows.Where(row => row.MonthDay is not null))
            {
                Save(unit, days, row with { MonthDay = null, NextOn = null });
            }

            return null;
        }

        // One that was told before its customer was a member counts for nothing yet.
        var known = Counting(rows);
        var isSame = known is { NextOn: not null } && Birthday.Read(known.MonthDay!) == birthday;
        var next = isSame ? Day(known!.NextOn) : birthday.Value.FirstAfter(days.DayOf(unit.Now), Last(rows));
        if (!isSame)
        {
            Save(unit, days, new BirthdayRow { MemberId = state.Member.MemberId, MonthDay = birthday.ToString(), NextOn = Text(next), LastOn = Text(Last(rows)) });
        }

        return next;
    }

    private async Task Celebrate(UnitOfWork unit, string memberId)
    {
        if (await ledgers.FindOf(unit, memberId).ConfigureAwait(false) is not { } state)
        {
            return;
        }

        var rows = await OfPerson(unit, memberId).ConfigureAwait(false);
        if (rows.FirstOrDefault(row => row.MemberId == memberId) is not { MonthDay: { } monthDay, NextOn: { } text } row || Birthday.Read(monthDay) is not { } birthday || Day(text) is not { } day)
        {
            return;
        }

        var days = await DaysOf(unit, state).ConfigureAwait(false);
        var at = days.StartOf(day);
        if (at > unit.Now)
        {
            unit.Schedule(TimerKinds.Birthday, memberId, at);
            return;
        }

        // One that does not count goes on beside the person's: they may be two again.
        var counts = row == Counting(rows) && !(Last(rows)?.AddYears(1) > day);
        if (counts)
        {
            await book.Earn(unit, state, new NamedEvent(memberId, NamedEvent.Birthday, day.Year.ToString(CultureInfo.InvariantCulture), at), new Cause(unit.Now)).ConfigureAwait(false);
        }

        Save(unit, days, row with { NextOn = Text(birthday.In(day.Year + 1)), LastOn = counts ? text : row.LastOn });
    }

    // Days are those of the member's program.
    private async Task<LocalDays> DaysOf(UnitOfWork unit, MemberState state) =>
        await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false) is { } program ? LocalDays.In(program.TimeZoneId) : LocalDays.Utc;

    // The survivor's first.
    private static async Task<IReadOnlyList<BirthdayRow>> OfPerson(UnitOfWork unit, string memberId)
    {
        var person = await PersonMerges.Group(unit.Sql, memberId).ConfigureAwait(false);
        var rows = await BirthdayRow.Of(unit.Sql, person).ConfigureAwait(false);
        return [.. person.SelectMany(id => rows.Where(row => row.MemberId == id))];
    }

    private static BirthdayRow? Counting(IReadOnlyList<BirthdayRow> rows) => rows.FirstOrDefault(row => row.MonthDay is not null);

    // The last that counted; a year is between two.
    private static DateOnly? Last(IReadOnlyList<BirthdayRow> rows) => rows.Max(row => Day(row.LastOn));

    private static void Save(UnitOfWork unit, LocalDays days, BirthdayRow row)
    {
        BirthdayRow.Save(unit.Sql, row);
        if (Day(row.NextOn) is { } next)
        {
            unit.Schedule(TimerKinds.Birthday, row.MemberId, days.StartOf(next));
        }
        else
        {
            unit.CancelTimer(TimerKinds.Birthday, row.MemberId);
        }
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString(Form, CultureInfo.InvariantCulture);
}
