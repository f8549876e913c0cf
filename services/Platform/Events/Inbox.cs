using System.Globalization;
using System.Text;
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
        var parameters = new DynamicParameters();
        parameters.Add("consumer", consumer);
        parameters.Add("now", work.Now.ToMicros());
        var sql = new StringBuilder("insert into inbox (consumer, event_id, applied_at) values ");
        var i = 0;
        foreach (var id in events.Select(next => next.Record.Id).Distinct(StringComparer.Ordinal))
        {
            sql.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}(@consumer, @e{i}, @now)");
            parameters.Add($"e{i++}", id);
        }

        sql.Append(" on conflict do nothing returning event_id");
        return [.. await work.Sql.Query<string>(sql.ToString(), parameters).ConfigureAwait(false)];
    }

    /// <summary>The ids among these events that have a row already.</summary>
    public async Task<HashSet<string>> Known(SqlSession sql, IReadOnlyCollection<ConsumableEvent> events) =>
        [.. await sql.Query<string>(
            "select event_id from inbox where consumer = @consumer and event_id in @ids",
            new { consumer, ids = events.Select(next => next.Record.Id).Distinct(StringComparer.Ordinal).ToList() }).ConfigureAwait(false)];
}
