using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What an order or an event earned, as it stands in its table: written once.</summary>
internal sealed record EarningRow
{
    public const string Select =
        """
        select earning_id as EarningId, member_id as MemberId, program_id as ProgramId, program_version as ProgramVersion, earned_at as EarnedAt, document as Document, seal as Seal
        from earnings
        """;

    private const string InsertRow =
        """
        insert into earnings (earning_id, member_id, program_id, program_version, earned_at, document, seal)
        values (@EarningId, @MemberId, @ProgramId, @ProgramVersion, @EarnedAt, @Document, @Seal)
        """;

    public string EarningId { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string ProgramId { get; init; } = "";

    public long ProgramVersion { get; init; }

    public long EarnedAt { get; init; }

    public string Document { get; init; } = "";

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>The id of what an event earned; an order's is the order's.</summary>
    public static string IdOf(NamedEvent happened) => "event/" + happened.Key;

    /// <summary>What was earned; null when nothing was.</summary>
    public static async Task<EarnedOrder?> Find(SqlSession sql, string earningId) =>
        await sql.QueryFirst<string>("select document from earnings where earning_id = @earningId", new { earningId }).ConfigureAwait(false) is { } document
            ? Columns.FromJson<EarnedOrder>(document) : null;

    public static void Insert(SqlSession sql, string earningId, EarnedOrder earned)
    {
        var row = new EarningRow
        {
            EarningId = earningId,
            MemberId = earned.MemberId,
            ProgramId = earned.ProgramId,
            ProgramVersion = earned.ProgramVersion,
            EarnedAt = earned.Purchase.At.ToMicros(),
            Document = Columns.ToJson(earned),
        };
        sql.Defer(InsertRow, row with { Seal = row.TrueSeal() });
    }
}
