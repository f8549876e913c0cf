using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>The prepared statements that append events; used on the writer's thread only.</summary>
internal sealed class EmbeddedLogAppender(TimeProvider clock) : IDisposable
{
    private SqliteCommand? insert;
    private SqliteCommand? advance;

    /// <summary>Appends in order and returns the first offset that is free in each partition touched.</summary>
    public IReadOnlyDictionary<LogPartition, long> Append(SqliteConnection connection, IReadOnlyList<(LogPartition Partition, EventRecord Event)> events)
    {
        insert ??= Prepare(connection, """
            insert into events(position, appended_at, id, type, source, subject, aggregate_version, time, traceparent, data)
            values($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, parameters: 10);
        advance ??= Prepare(connection, "update partitions set next_offset = $0 where partition_key = $1", parameters: 2);

        var appendedAt = clock.GetUtcNow().ToMicros();
        var touched = new Dictionary<LogPartition, long>();
        foreach (var (partition, record) in events)
        {
            Bind(insert, EmbeddedLogFile.Position(partition.Key, partition.Next), appendedAt, record);
            insert.ExecuteNonQuery();
            touched[partition] = ++partition.Next;
        }

        foreach (var (partition, next) in touched)
        {
            advance.Parameters[0].Value = next;
            advance.Parameters[1].Value = partition.Key;
            advance.ExecuteNonQuery();
        }

        return touched;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        insert?.Dispose();
        advance?.Dispose();
    }

    private static void Bind(SqliteCommand insert, long position, long appendedAt, EventRecord record)
    {
        var values = insert.Parameters;
        values[0].Value = position;
        values[1].Value = appendedAt;
        values[2].Value = record.Id;
        values[3].Value = record.Type;
        values[4].Value = record.Source;
        values[5].Value = record.Subject;
        values[6].Value = record.AggregateVersion;
        values[7].Value = record.Time.ToMicros();
        values[8].Value = (object?)record.TraceParent ?? DBNull.Value;
        values[9].Value = Bytes(record.Data);
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : data.ToArray();

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }

        return command;
    }
}
