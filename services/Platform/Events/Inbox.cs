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
        var rows = parameters.AddDistinct(events.Select(next => next.Record.Id)).Select(id => $"(@consumer, {id}, @now)");
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
        var parameters = new DynamicParameters(new { consumer });
        var ids = parameters.AddDistinct(events.Select(next => next.Record.Id));
        return
        [
            .. await sql.Query<string>($"select event_id from inbox where consumer = @consumer and event_id in ({string.Join(',', ids)})", parameters)
                .ConfigureAwait(false),
        ];
    }
}
