using Npgsql;
using NpgsqlTypes;

namespace Omnichannel.Benchmarks.Orders;

/// <summary>What a careful hand would write for the same rows: few statements with arrays, one transaction. And the same select, prepared.</summary>
internal sealed class RawOrders(string database) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, MaxPoolSize = 80 });
    private long turn;

    /// <summary>The id of an order that was added.</summary>
    public static string IdOf(string name, int i) => FormattableString.Invariant($"{name}-{i}");

    /// <summary>Adds orders until there are so many of a name, each as large as one that is there.</summary>
    public async Task Fill(string name, int orders, string like)
    {
        await using var command = source.CreateCommand(
            """
            insert into orders (order_id, order_number, owner_id, placed_at, status, channel, version, sale_hash, state)
            select $3 || '-' || i, 'O-' || lpad(i::text, 10, '0'), one.owner_id, one.placed_at - i, one.status, one.channel, 1, one.sale_hash, one.state
            from generate_series(1, $1) as i, (select * from orders where order_id = $2) as one on conflict do nothing
            """);
        command.Parameters.AddWithValue(orders);
        command.Parameters.AddWithValue(like);
        command.Parameters.AddWithValue(name);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
        await using var parcels = source.CreateCommand(
            """
            insert into parcels (carrier_code, tracking_number, order_id, turn, shipment_id, counts_from)
            select 'benchmark', $2 || i, $2 || '-' || i, 1, $2 || '-' || i, 0 from generate_series(1, $1) as i on conflict do nothing
            """);
        parcels.Parameters.AddWithValue(orders);
        parcels.Parameters.AddWithValue(name);
        parcels.CommandTimeout = 600;
        await parcels.ExecuteNonQueryAsync();
        await using var analyse = source.CreateCommand("vacuum analyze");
        analyse.CommandTimeout = 600;
        await analyse.ExecuteNonQueryAsync();
    }

    /// <summary>Takes away the answers that the service keeps of orders.</summary>
    public async Task ForgetAnswers()
    {
        await using var command = source.CreateCommand("update orders set view = null");
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
        await using var analyse = source.CreateCommand("vacuum analyze orders");
        analyse.CommandTimeout = 600;
        await analyse.ExecuteNonQueryAsync();
    }

    /// <summary>What one piece of news changes of each order: the parcel is found, the order is locked, read and written again, an event goes out, the next look is moved.</summary>
    public async Task WriteAll(IReadOnlyList<Parcel> parcels)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        string[] ids = [.. parcels.Select(parcel => parcel.OrderId)];
        await Read(connection, "select order_id from parcels where tracking_number = any($1)", [.. parcels.Select(parcel => parcel.Number)]);
        var states = await Read(connection, "select order_id, state from orders where order_id = any($1) order by order_id for update", ids);
        await using (var update = new NpgsqlCommand("update orders set state = r.state, version = version + 1 from unnest($1, $2) as r(id, state) where order_id = r.id", connection))
        {
            update.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. states.Select(row => row.Id)] });
            update.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. states.Select(row => row.State)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
            await update.ExecuteNonQueryAsync();
        }

        var round = ++turn;
        await using (var insert = new NpgsqlCommand(
            "insert into outbox (id, topic, type, source, subject, aggregate_version, time, data) select 'raw-' || $2 || id, 'raw', 'raw', 'raw', id, 1, $2, $3 from unnest($1) as id", connection))
        {
            insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = round });
            insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = new byte[180] });
            await insert.ExecuteNonQueryAsync();
        }

        await using (var timers = new NpgsqlCommand(
            """
            insert into timers (kind, key, generation, due_at, not_before, attempts) select 'raw', id, 1, $2, $2, 0 from unnest($1) as id
            on conflict (kind, key) do update set generation = timers.generation + 1, due_at = excluded.due_at, not_before = excluded.due_at
            """,
            connection))
        {
            timers.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
            timers.Parameters.Add(new NpgsqlParameter<long> { TypedValue = long.MaxValue - round });
            await timers.ExecuteNonQueryAsync();
        }

        // Nothing may be published of it.
        await using (var delete = new NpgsqlCommand("delete from outbox where topic = 'raw'", connection))
        {
            await delete.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    /// <summary>Connections that read one order each.</summary>
    public async Task<RawReaders> Readers(int count)
    {
        var connections = new List<NpgsqlConnection>();
        for (var i = 0; i < count; i++)
        {
            connections.Add(await source.OpenConnectionAsync());
        }

        return new RawReaders(connections);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async Task<List<(string Id, byte[] State)>> Read(NpgsqlConnection connection, string sql, string[] keys)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = keys });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, byte[])>(keys.Length);
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetString(0), reader.FieldCount > 1 ? reader.GetFieldValue<byte[]>(1) : []));
        }

        return rows;
    }
}

/// <summary>Prepared selects of an order's document, a connection each.</summary>
internal sealed class RawReaders(IReadOnlyList<NpgsqlConnection> connections) : IAsyncDisposable
{
    private readonly NpgsqlCommand[] commands = [.. connections.Select(connection =>
    {
        var command = new NpgsqlCommand("select state from orders where order_id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "" });
        return command;
    })];

    public async Task Read(int reader, string orderId)
    {
        ((NpgsqlParameter<string>)commands[reader].Parameters[0]).TypedValue = orderId;
        await commands[reader].ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands)
        {
            await command.DisposeAsync();
        }

        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }
}
