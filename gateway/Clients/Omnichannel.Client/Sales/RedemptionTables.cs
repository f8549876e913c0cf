using System.Text;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Omnichannel.Client.Device;
using Omnichannel.Loyalty.V1;

namespace Omnichannel.Client.Sales;

/// <summary>The allowance of a till, and how far it got with it.</summary>
/// <param name="Allowance">As it was granted.</param>
/// <param name="TakenAt">What the till's clock showed then.</param>
/// <param name="LastNumber">The highest number that was given.</param>
/// <param name="Latest">The latest time that was told, or that of the grant: nothing is told to be before it.</param>
internal sealed record HeldAllowance(OfflineAllowance Allowance, DateTimeOffset TakenAt, long LastNumber, DateTimeOffset Latest);

/// <summary>The tables of a till's journal of redemptions.</summary>
internal static class RedemptionTables
{
    private const string Schema = """
        create table if not exists allowance(one integer primary key check (one = 1), allowance blob not null, taken_at integer not null, last_number integer not null, latest integer not null,
            checksum blob not null);
        create table if not exists redemptions(key integer primary key autoincrement, redemption blob not null, state integer not null, value blob, result blob, member text not null, proof text not null,
            is_card integer not null, is_forgotten integer not null, checksum blob not null);
        """;

    public static void Prepare(LogFile file)
    {
        file.Run(Schema);
        Read(file);
        Held(file);
    }

    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static HeldAllowance? Held(LogFile file) => file.Rows("select allowance, taken_at, last_number, latest, checksum from allowance", row =>
    {
        var held = new HeldAllowance(
            OfflineAllowance.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetInt64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)));
        return Checksum(held).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(4)) ? held : throw new InvalidDataException("The allowance is not what was written.");
    }).SingleOrDefault();

    public static void Put(LogFile file, HeldAllowance held) => file.Run(
        "insert or replace into allowance(one, allowance, taken_at, last_number, latest, checksum) values(1, $allowance, $taken, $last, $latest, $checksum)",
        ("$allowance", held.Allowance.ToByteArray()), ("$taken", held.TakenAt.ToUnixTimeMilliseconds()), ("$last", held.LastNumber), ("$latest", held.Latest.ToUnixTimeMilliseconds()),
        ("$checksum", Checksum(held)));

    /// <exception cref="InvalidDataException">A redemption is not what was written.</exception>
    public static List<KeptRedemption> Read(LogFile file) =>
        file.Rows("select key, redemption, state, value, result, member, proof, is_card, is_forgotten, checksum from redemptions order by key", Redemption);

    /// <summary>The key for a redemption that comes next.</summary>
    public static long NextKey(LogFile file) => file.Rows("select coalesce(max(seq), 0) + 1 from sqlite_sequence where name = 'redemptions'", row => row.GetInt64(0)).Single();

    public static void Put(LogFile file, KeptRedemption kept) => file.Run(
        """
        insert or replace into redemptions(key, redemption, state, value, result, member, proof, is_card, is_forgotten, checksum)
        values($key, $redemption, $state, $value, $result, $member, $proof, $card, $forgotten, $checksum)
        """,
        ("$key", kept.Key), ("$redemption", kept.Redemption.ToByteArray()), ("$state", (long)kept.State), ("$value", kept.Value?.ToByteArray()), ("$result", kept.Result?.ToByteArray()),
        ("$member", kept.Member), ("$proof", kept.Proof), ("$card", kept.IsCard ? 1 : 0), ("$forgotten", kept.IsForgotten ? 1 : 0), ("$checksum", Checksum(kept)));

    public static void Remove(LogFile file, KeptRedemption kept) => file.Run("delete from redemptions where key = $key", ("$key", kept.Key));

    private static KeptRedemption Redemption(SqliteDataReader row)
    {
        var kept = new KeptRedemption(OfflineRedemption.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)), (RedemptionState)row.GetInt64(2))
        {
            Key = row.GetInt64(0),
            Value = row.IsDBNull(3) ? null : Types.V1.Money.Parser.ParseFrom(row.GetFieldValue<byte[]>(3)),
            Result = row.IsDBNull(4) ? null : OfflineRedemptionResult.Parser.ParseFrom(row.GetFieldValue<byte[]>(4)),
            Member = row.GetString(5),
            Proof = row.GetString(6),
            IsCard = row.GetInt64(7) != 0,
            IsForgotten = row.GetInt64(8) != 0,
        };
        return Checksum(kept).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(9)) ? kept : throw new InvalidDataException($"Redemption {kept.Key} is not what was written.");
    }

    private static byte[] Checksum(HeldAllowance held) => LogFile.Checksum(
        $"allowance {held.TakenAt.ToUnixTimeMilliseconds()} {held.LastNumber} {held.Latest.ToUnixTimeMilliseconds()}", 1, held.Allowance.ToByteArray());

    private static byte[] Checksum(KeptRedemption kept) => LogFile.Checksum(
        "redemption",
        kept.Key,
        [
            .. kept.Redemption.ToByteArray(), .. kept.Value?.ToByteArray() ?? [], .. kept.Result?.ToByteArray() ?? [],
            .. Encoding.UTF8.GetBytes($"{kept.State} {kept.Member} {kept.Proof} {kept.IsCard} {kept.IsForgotten}"),
        ]);
}
