using System.Collections.Concurrent;
using System.Diagnostics;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>The handlers of the consumer tests: they write down what they were given, or fail as the test says.</summary>
internal sealed class Ledger
{
    /// <summary>Asked per event; what it returns is thrown.</summary>
    public Func<EventRecord, Exception?> Failure { get; set; } = _ => null;

    /// <summary>Effects outside the database, repetitions included.</summary>
    public ConcurrentQueue<string> Outside { get; } = new();

    /// <summary>Trace ids under which handlers ran.</summary>
    public ConcurrentQueue<string?> Traces { get; } = new();

    public Task Adjusted(ConsumedEvent<PointsAdjusted> adjusted, UnitOfWork work)
    {
        work.Sql.Defer(
            "insert into ledger (event_id, subject, points) values (@id, @subject, @points)",
            new { id = adjusted.Record.Id, subject = adjusted.Record.Subject, points = adjusted.Message.Points });
        Traces.Enqueue(Activity.Current?.TraceId.ToHexString());

        // After the write: what a failing handler has written must go.
        return Failure(adjusted.Record) is { } failure ? throw failure : Task.CompletedTask;
    }

    public Task TierChanged(ConsumedEvent<TierChanged> changed, CancellationToken cancellation)
    {
        if (Failure(changed.Record) is { } failure)
        {
            throw failure;
        }

        Outside.Enqueue(changed.Record.Id);
        return Task.CompletedTask;
    }
}
