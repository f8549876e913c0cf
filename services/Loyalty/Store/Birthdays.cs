using System.Globalization;
using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Time;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Members' birthdays: a durable timer tells the program's rules of each, as the event <see cref="NamedEvent.Birthday"/> of its year. A timer that fires late tells each that was
/// missed at its own time; one that fires twice finds the next day.
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
            async unit =>
            {
                var state = await ledgers.Get(unit, memberId).ConfigureAwait(false);
                var days = await DaysOf(unit, state).ConfigureAwait(false);
                var known = await Find(unit, memberId).ConfigureAwait(false);
                var isSame = known is not null && Birthday.Read(known.MonthDay ?? "") == birthday;
                var next = isSame ? Day(known!.NextOn) : birthday?.FirstAfter(days.DayOf(unit.Now), Day(known?.LastOn));
                if (!isSame)
                {
                    Save(unit, days, new Row { MemberId = memberId, MonthDay = birthday?.ToString(), NextOn = Text(next), LastOn = known?.LastOn });
                }

                return answer(next);
            });

    private async Task Celebrate(UnitOfWork unit, string memberId)
    {
        if (await ledgers.Find(unit, memberId).ConfigureAwait(false) is not { } state
            || await Find(unit, memberId).ConfigureAwait(false) is not { MonthDay: { } monthDay, NextOn: { } text } row || Birthday.Read(monthDay) is not { } birthday || Day(text) is not { } day)
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

        await book.Earn(unit, state, new NamedEvent(memberId, NamedEvent.Birthday, day.Year.ToString(CultureInfo.InvariantCulture), at), new Cause(unit.Now)).ConfigureAwait(false);
        Save(unit, days, row with { NextOn = Text(birthday.In(day.Year + 1)), LastOn = text });
    }

    // Days are those of the member's program.
    private async Task<LocalDays> DaysOf(UnitOfWork unit, MemberState state) =>
        await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false) is { } program ? LocalDays.In(program.TimeZoneId) : LocalDays.Utc;

    private static Task<Row?> Find(UnitOfWork unit, string memberId) => unit.Sql.QueryFirst<Row>(
        "select member_id as MemberId, month_day as MonthDay, next_on as NextOn, last_on as LastOn from member_birthdays where member_id = @memberId", new { memberId });

    private static void Save(UnitOfWork unit, LocalDays days, Row row)
    {
        unit.Sql.Defer(
            """
            insert into member_birthdays (member_id, month_day, next_on, last_on) values (@MemberId, @MonthDay, @NextOn, @LastOn)
            on conflict (member_id) do update set month_day = excluded.month_day, next_on = excluded.next_on, last_on = excluded.last_on
            """,
            row);
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

    private sealed record Row
    {
        public string MemberId { get; init; } = "";

        public string? MonthDay { get; init; }

        public string? NextOn { get; init; }

        public string? LastOn { get; init; }
    }
}
