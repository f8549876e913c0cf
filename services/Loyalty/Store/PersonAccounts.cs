using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// The accounts of one person: that in which what they do now is posted, then those of who was merged into them. The first is the customer's who they are by now; where that one is
/// no member, it is somebody's who was merged into them, until they enrol. Accounts of other programs are not theirs to spend: their points are worth something else.
/// </summary>
internal static class PersonAccounts
{
    /// <summary>Their ids; empty for who is no member.</summary>
    public static async Task<IReadOnlyList<string>> Of(SqlSession sql, string customerId) =>
        await Of(sql, await PersonMerges.Group(sql, customerId).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>The accounts of a group of ids that are one person's.</summary>
    public static async Task<IReadOnlyList<string>> Of(SqlSession sql, IReadOnlyList<string> group)
    {
        var members = await sql.Query<MemberOf>(
            $"select member_id as MemberId, program_id as ProgramId from members where member_id {sql.Dialect.In("@ids")}", new { ids = group.ToArray() }).ConfigureAwait(false);
        var programs = members.ToDictionary(member => member.MemberId, member => member.ProgramId, StringComparer.Ordinal);
        List<string> known = [.. group.Where(programs.ContainsKey)];
        return [.. known.Where(id => programs[id] == programs[known[0]])];
    }

    /// <summary>The same, of a member: for who was never merged, whether a member or not, it is what was asked for.</summary>
    public static async Task<IReadOnlyList<string>> OfMember(SqlSession sql, string memberId)
    {
        var group = await PersonMerges.Group(sql, memberId).ConfigureAwait(false);
        return group.Count == 1 ? group : await Of(sql, group).ConfigureAwait(false);
    }

    /// <summary>Whether two ids are one person's.</summary>
    public static async Task<bool> AreOne(SqlSession sql, string customerId, string otherId) =>
        customerId == otherId || (await PersonMerges.Group(sql, customerId).ConfigureAwait(false)).Contains(otherId);

    private sealed record MemberOf
    {
        public string MemberId { get; init; } = "";

        public string ProgramId { get; init; } = "";
    }
}
