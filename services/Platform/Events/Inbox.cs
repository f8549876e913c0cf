using System.Globalization;
using Dapper;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>The inbox of one consumer: an event whose row is there has had its effect, or is parked.</summary>
internal sealed class Inbox(string consumer)
{
    /// <summary>Adds the rows that are not there yet and returns their ids: the events that are still to be applied in this transaction.</summary>
    public async Task<HashSet<string>> Enter(UnitOfWork work, IReadOnlyCollection<ConsumableEvent> events)
    {
        var parameters = new DynamicParameters(new { consumer, now = work.Now.ToMicros() });
        var rows = new List<string>(events.Count);
        foreach (var id in events.Select(next => next.Record.Id).Distinct(StringComparer.Ordinal))
        {
            var name = "id" + rows.Count.ToString(CultureInfo.InvariantCulture);
            parameters.Add(name, id);
            rows.Add($"(@consumer, @{name}, @now)");
        }

        return
        [
            .. await work.Sql.Query<string>(
                $"insert into inbox (consumer, event_id, applied_at) values {string.Join(',', rows)} on conflict do nothing returning event_id", parameters)
                .ConfigureAwait(false),
        ];
    }

    /// <summary>The ids among these events that have a row already.</summary>
    public async Task<HashSet<string>> Known(SqlSession sql, IReadOnlyCollection<ConsumableEvent> events)
    {
        var ids = events.Select(next => next.Record.Id).ToArray();
        return
        [
            .. await sql.Query<string>($"select event_id from inbox where consumer = @consumer and event_id {sql.Dialect.In("@ids")}", new { consumer, ids })
                .ConfigureAwait(false),
        ];
    }
}
