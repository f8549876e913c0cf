using System.Data.Common;

namespace Omnichannel.Benchmarks.Points;

/// <summary>The reads and writes of an order that is credited as a careful hand would write them for one table each, in one transaction.</summary>
internal sealed class RawOrder(DbConnection connection, IReadOnlyList<string> memberIds, bool isOneWriter) : IDisposable
{
    private readonly string lockRow = isOneWriter ? "" : " for update";
    private readonly Dictionary<string, DbCommand> prepared = [];
    private readonly byte[] hash = new byte[32];
    private readonly byte[] data = new byte[180];
    private long orders;

    /// <summary>Opens the connection and makes the members.</summary>
    public async Task Prepare()
    {
        await connection.OpenAsync().ConfigureAwait(false);
        await Run(isOneWriter ? "pragma synchronous=full" : "select 1").ConfigureAwait(false);
        foreach (var memberId in memberIds)
        {
            await Enroll(memberId).ConfigureAwait(false);
        }
    }

    /// <summary>Credits the next order, to each member in turn.</summary>
    public async Task Credit()
    {
        var (memberId, number) = (memberIds[(int)(orders % memberIds.Count)], (orders / memberIds.Count) + 1);
        var order = $"raw-{++orders}";
        var now = DateTimeOffset.UtcNow.Ticks / 10;
        await Run(isOneWriter ? "begin immediate" : "begin").ConfigureAwait(false);
        await Run("select count(*) from orders where order_id = @order", ("order", order)).ConfigureAwait(false);
        await Run("select * from members where member_id = @member" + lockRow, ("member", memberId)).ConfigureAwait(false);
        await Run("select * from waiting_news where room = 'raw' and key = @order", ("order", order)).ConfigureAwait(false);
        await Run(
            """
            insert into orders (order_id, owner_id, member_id, placed_at, kept, lines, historical, channel, program_id, program_version, earned_points, clawed_points, seal)
            values (@order, @member, @member, @now, 1, '[]', 0, 'STORE', 'default', 1, 10, 0, @hash)
            """,
            ("order", order), ("member", memberId), ("now", now), ("hash", hash)).ConfigureAwait(false);
        await Run(
            """
            insert into lots (member_id, sequence, source, origin_member_id, order_id, line_id, program_version, rule_id, quantity, issued, issued_at, returned_quantity, clawed,
                pending, active, held, redeemed, expired, reversed, withdrawn, expires_at, seal)
            values (@member, @number, 'ORDER', '', @order, 'l0', 1, 'base', 1, 10, @now, 0, 0, 10, 0, 0, 0, 0, 0, 0, 9223372036854775807, @hash)
            """,
            ("member", memberId), ("number", number), ("order", order), ("now", now), ("hash", hash)).ConfigureAwait(false);
        await Run(
            """
            insert into entries (member_id, sequence, version, kind, from_account, to_account, points, lots, active_after, pending_after, effective_at, recorded_at, historical,
                order_id, rule_id, program_version, hash)
            values (@member, @number, @number, 'EARN_PENDING', 'ISSUANCE', 'PENDING', 10, '1:10', 0, 10, @now, @now, 0, @order, 'base', 1, @hash)
            """,
            ("member", memberId), ("number", number), ("now", now), ("order", order), ("hash", hash)).ConfigureAwait(false);
        await Run(
            "update members set pending = pending + 10, issuance = issuance - 10, last_entry = @number, last_lot = @number, version = @number, chain_head = @hash, seal = @hash where member_id = @member",
            ("number", number), ("hash", hash), ("member", memberId)).ConfigureAwait(false);
        await Run(
            "insert into outbox (id, topic, type, source, subject, aggregate_version, time, data) values (@id, 'raw', 'raw', 'raw', @member, @number, @now, @data)",
            ("id", Guid.NewGuid().ToString("N")), ("member", memberId), ("number", number), ("now", now), ("data", data)).ConfigureAwait(false);
        await Run("commit").ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private Task Enroll(string memberId) => Run(
        """
        insert into members (member_id, program_id, card_number, enrolled_at, enrolled_channel, credits_from, tier_id, tier_since,
            issuance, pending, active, held, redeemed, expired, debt, last_entry, last_lot, chain_head, next_expiry, version, seal)
        values (@member, 'default', @member, 0, 'STORE', 0, 'basic', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, @hash, 9223372036854775807, 1, @hash)
        """,
        ("member", memberId), ("hash", hash));

    private async Task Run(string sql, params (string Name, object Value)[] parameters)
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

        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
