using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Whoever has entries, lots and holds, as its row says; with the row's seal, and what that must be.</summary>
internal sealed record HolderRow(HolderFact Fact, byte[] TrueSeal, byte[]? Seal)
{
    /// <summary>The next holders in the order of their ids, of all kinds.</summary>
    public static async Task<IReadOnlyList<HolderRow>> Page(SqlSession sql, string after, int size)
    {
        var members = await sql.Query<MemberRow>($"{MemberRow.SelectAll} where member_id > @after order by member_id limit {size}", new { after }).ConfigureAwait(false);
        var wallets = await sql.Query<WalletRow>($"{WalletRow.Select} where wallet_id > @after order by wallet_id limit {size}", new { after }).ConfigureAwait(false);
        return [.. members.Select(Of).Concat(wallets.Select(Of)).OrderBy(row => row.Fact.Id, StringComparer.Ordinal).Take(size)];
    }

    /// <summary>A member; empty when there is none.</summary>
    public static async Task<IReadOnlyList<HolderRow>> Member(SqlSession sql, string memberId) =>
        await sql.QueryFirst<MemberRow>(MemberRow.Select, new { memberId }).ConfigureAwait(false) is { } row ? [Of(row)] : [];

    private static HolderRow Of(WalletRow row) => new(row.ToFact(), row.TrueSeal(), row.Seal);

    private static HolderRow Of(MemberRow row) => new(row.ToFact(), row.TrueSeal(), row.Seal);
}
