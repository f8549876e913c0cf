using System.Data.Common;

namespace Omnichannel.Benchmarks.Points;

/// <summary>The reads and writes of a hold and its capture as a careful hand would write them for one table each: prepared, one by one, two transactions.</summary>
/// <remarks>SQLite has one writer: its transactions begin with the write lock, as the service's do.</remarks>
internal sealed class RawLedger(DbConnection connection, string memberId, bool isOneWriter) : IDisposable
{
    private const string Rpc = "raw/Rpc";
    private readonly Dictionary<string, DbCommand> prepared = [];
    private readonly string lockRow = isOneWriter ? "" : " for update";
    private readonly byte[] data = new byte[180];
    private readonly byte[] hash = new byte[32];

    public async Task HoldAndCapture(long points)
    {
        var holdId = "r-" + Guid.NewGuid().ToString("N");
        await Transaction(() => Hold(holdId, points)).ConfigureAwait(false);
        await Transaction(() => Capture(holdId, points)).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private async Task Hold(string holdId, long points)
    {
        var now = DateTimeOffset.UtcNow.Ticks / 10;
        var key = Guid.NewGuid().ToString("N");
        await Read("select answer from idempotency where person = @person and device = @device and rpc = @rpc and key = @key", ("person", "raw"), ("device", "raw"), ("rpc", Rpc), ("key", key)).ConfigureAwait(false);
        var (active, entry, version) = await Member().ConfigureAwait(false);
        await Read("select sequence, active, held from lots where member_id = @member and active > 0 order by expires_at, origin_member_id, sequence limit 64", ("member", memberId)).ConfigureAwait(false);
        await Run("update lots set active = active - @points, held = held + @points where member_id = @member and sequence = 1", ("points", points), ("member", memberId)).ConfigureAwait(false);
        await Entry(entry, version, "HOLD", from: "ACTIVE", to: "HELD", active - points, points, holdId, now).ConfigureAwait(false);
        await Run(
            "update members set active = @active, held = held + @points, last_entry = @entry, version = @version where member_id = @member",
            ("active", active - points), ("points", points), ("entry", entry), ("version", version), ("member", memberId)).ConfigureAwait(false);
        await Outbox(version, now).ConfigureAwait(false);
        await Run(
            """
            insert into holds (hold_id, member_id, is_checkout, state, points, captured_points, allocations, coupons, reference, presence, currency_code,
                value_minor, owner_id, owner_is_guest, content_hash, wallets, created_at, expires_at, seal)
            values (@hold, @member, 0, 'HELD', @points, 0, '[]', '[]', 'receipt', 'NONE', 'EUR', @points, @member, 0, '', 0, @now, @now, @hash)
            """,
            ("hash", hash), ("hold", holdId), ("member", memberId), ("points", points), ("now", now)).ConfigureAwait(false);
        await Run(
            "insert into timers (kind, key, generation, due_at, not_before, attempts) values ('raw', @hold, 1, @due, @due, 0)",
            ("hold", holdId), ("due", now + 900_000_000L)).ConfigureAwait(false);
        await Answer(key, now).ConfigureAwait(false);
    }

    private async Task Capture(string holdId, long points)
    {
        var now = DateTimeOffset.UtcNow.Ticks / 10;
        var key = Guid.NewGuid().ToString("N");
        await Read("select answer from idempotency where person = @person and device = @device and rpc = @rpc and key = @key", ("person", "raw"), ("device", "raw"), ("rpc", Rpc), ("key", key)).ConfigureAwait(false);
        await Read("select state, points, allocations from holds where hold_id = @hold" + lockRow, ("hold", holdId)).ConfigureAwait(false);
        var (active, entry, version) = await Member().ConfigureAwait(false);
        await Read("select sequence, active, held from lots where member_id = @member and held > 0", ("member", memberId)).ConfigureAwait(false);
        await Run("update lots set held = held - @points, redeemed = redeemed + @points where member_id = @member and sequence = 1", ("points", points), ("member", memberId)).ConfigureAwait(false);
        await Entry(entry, version, "CAPTURE", from: "HELD", to: "REDEEMED", active, points, holdId, now).ConfigureAwait(false);
        await Run(
            "update members set active = @active, held = held - @points, redeemed = redeemed + @points, last_entry = @entry, version = @version where member_id = @member",
            ("active", active), ("points", points), ("entry", entry), ("version", version), ("member", memberId)).ConfigureAwait(false);
        await Outbox(version, now).ConfigureAwait(false);
        await Run("update holds set state = 'CAPTURED', captured_points = @points, resolved_at = @now where hold_id = @hold", ("points", points), ("now", now), ("hold", holdId)).ConfigureAwait(false);
        await Run("delete from timers where kind = 'raw' and key = @hold", ("hold", holdId)).ConfigureAwait(false);
        await Answer(key, now).ConfigureAwait(false);
    }

    private async Task<(long Active, long Entry, long Version)> Member()
    {
        var row = await Read("select active, last_entry, version from members where member_id = @member" + lockRow, ("member", memberId)).ConfigureAwait(false);
        return ((long)row![0], (long)row[1] + 1, (long)row[2] + 1);
    }

    private Task Entry(long entry, long version, string kind, string from, string to, long active, long points, string holdId, long now) => Run(
        """
        insert into entries (member_id, sequence, version, kind, from_account, to_account, points, lots, active_after, pending_after, effective_at, recorded_at, historical,
            hold_id, lot_sequence, program_version, hash)
        values (@member, @entry, @version, @kind, @from, @to, @points, '1:10', @active, 0, @now, @now, 0, @hold, 1, 0, @hash)
        """,
        ("member", memberId), ("entry", entry), ("version", version), ("kind", kind), ("from", from), ("to", to), ("active", active), ("points", points), ("now", now), ("hold", holdId),
        ("hash", hash));

    private Task Outbox(long version, long now) => Run(
        """
        insert into outbox (id, topic, type, source, subject, aggregate_version, time, data)
        values (@id, 'raw', 'raw', 'raw', @member, @version, @now, @data)
        """,
        ("id", Guid.NewGuid().ToString("N")), ("member", memberId), ("version", version), ("now", now), ("data", data));

    private Task Answer(string key, long now) => Run(
        "insert into idempotency (person, device, rpc, key, request_hash, answer, expires_at) values ('raw', 'raw', @rpc, @key, @data, @data, @now)",
        ("rpc", Rpc), ("key", key), ("data", data), ("now", now));

    private async Task Transaction(Func<Task> work)
    {
        await Run(isOneWriter ? "begin immediate" : "begin").ConfigureAwait(false);
        await work().ConfigureAwait(false);
        await Run("commit").ConfigureAwait(false);
    }

    private async Task Run(string sql, params (string Name, object Value)[] parameters) => await Command(sql, parameters).ExecuteNonQueryAsync().ConfigureAwait(false);

    private async Task<object[]?> Read(string sql, params (string Name, object Value)[] parameters)
    {
        await using var reader = await Command(sql, parameters).ExecuteReaderAsync().ConfigureAwait(false);
        if (!await reader.ReadAsync().ConfigureAwait(false))
        {
            return null;
        }

        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        return row;
    }

    private DbCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this class.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + name;
                command.Parameters.Add(parameter);
            }

            prepared.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value;
        }

        return command;
    }
}
