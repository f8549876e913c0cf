using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Omnichannel.Benchmarks.Points;

/// <summary>Members with many entries, made by the database itself: to be read, not to be proven.</summary>
internal static class SyntheticLedgers
{
    public static string Member(int number) => string.Create(CultureInfo.InvariantCulture, $"m{number}");

    /// <summary>Members <c>m0</c>, <c>m1</c>, … with so many entries each.</summary>
    public static async Task Fill(DbConnection connection, int members, int entriesEach)
    {
        await Run(connection, Members(Numbers(members), "'m' || i", entriesEach, Hash(connection)));
        await Run(connection, Entries(Numbers(members * entriesEach), $"'m' || (i / {entriesEach})", $"i % {entriesEach} + 1", Hash(connection)));
    }

    /// <summary>One member with many entries.</summary>
    public static async Task FillOne(DbConnection connection, string member, int entries)
    {
        await Run(connection, Members(Numbers(1), $"'{member}'", entries, Hash(connection)));
        await Run(connection, Entries(Numbers(entries), $"'{member}'", "i + 1", Hash(connection)));
    }

    /// <summary>So that the engine knows what it has.</summary>
    public static Task Analyse(DbConnection connection) => Run(connection, "analyze");

    private static string Numbers(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"with recursive n(i) as (select 0 union all select i + 1 from n where i < {count - 1})");

    private static string Members(string numbers, string member, int entries, string hash) =>
        $"""
        insert into members (member_id, program_id, card_number, enrolled_at, enrolled_channel, credits_from, tier_id, tier_since,
            issuance, pending, active, held, redeemed, expired, debt, last_entry, last_lot, chain_head, next_expiry, version, seal)
        {numbers} select {member}, 'default', {member}, 0, 'STORE', 0, 'basic', 0, -{entries}, 0, {entries}, 0, 0, 0, 0, {entries}, 0, {hash}, 9223372036854775807, {entries}, {hash} from n
        """;

    private static string Entries(string numbers, string member, string sequence, string hash) =>
        $"""
        insert into entries (member_id, sequence, version, kind, from_account, to_account, points, lots, active_after, pending_after, effective_at, recorded_at, historical,
            program_version, hash)
        {numbers} select {member}, {sequence}, {sequence}, 'ADJUST', 'ISSUANCE', 'ACTIVE', 1, '', {sequence}, 0, i, i, 0, 0, {hash} from n
        """;

    // 32 bytes, in the engine's words.
    private static string Hash(DbConnection connection) => connection is SqliteConnection ? "zeroblob(32)" : $"decode('{new string('0', 64)}', 'hex')";

    private static async Task Run(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this class, and numbers.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
