using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What an order or an event earned, as it stands in its table.</summary>
internal static class EarningRow
{
    /// <summary>The id of what an event earned; an order's is the order's.</summary>
    public static string IdOf(NamedEvent happened) => "event/" + happened.Key;

    /// <summary>What was earned; null when nothing was.</summary>
    public static async Task<EarnedOrder?> Find(SqlSession sql, string earningId) =>
        await sql.QueryFirst<string>("select document from earnings where earning_id = @earningId", new { earningId }).ConfigureAwait(false) is { } document
            ? Columns.FromJson<EarnedOrder>(document) : null;

    public static void Insert(SqlSession sql, string earningId, EarnedOrder earned) => sql.Defer(
        """
        insert into earnings (earning_id, member_id, program_id, program_version, earned_at, document)
        values (@earningId, @MemberId, @ProgramId, @ProgramVersion, @at, @document)
        """,
        new { earningId, earned.MemberId, earned.ProgramId, earned.ProgramVersion, at = earned.Purchase.At.ToMicros(), document = Columns.ToJson(earned) });
}
