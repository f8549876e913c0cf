using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A member's birthday as it stands in its table. Days as yyyy-MM-dd.</summary>
internal sealed record BirthdayRow
{
    public const string Select = "select member_id as MemberId, month_day as MonthDay, next_on as NextOn, last_on as LastOn from member_birthdays";

    public string MemberId { get; init; } = "";

    public string? MonthDay { get; init; }

    public string? NextOn { get; init; }

    public string? LastOn { get; init; }

    public static Task<IReadOnlyList<BirthdayRow>> Of(SqlSession sql, IEnumerable<string> members) =>
        sql.Query<BirthdayRow>($"{Select} where member_id {sql.Dialect.In("@members")} order by member_id", new { members = members.ToArray() });

    public static void Save(SqlSession sql, BirthdayRow row) => sql.Defer(
        """
        insert into member_birthdays (member_id, month_day, next_on, last_on) values (@MemberId, @MonthDay, @NextOn, @LastOn)
        on conflict (member_id) do update set month_day = excluded.month_day, next_on = excluded.next_on, last_on = excluded.last_on
        """,
        row);
}
