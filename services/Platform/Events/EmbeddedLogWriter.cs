using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Omnichannel.Platform.Events;

/// <summary>The one thread that writes the embedded log: everything that waits goes into one transaction, and one sync to disk serves all of it.</summary>
internal sealed class EmbeddedLogWriter : IDisposable
{
    private const int GroupSize = 256;

    private readonly EmbeddedLogFile file;
    private readonly SqliteConnection connection;
    private readonly BlockingCollection<Work> queue = [];
    private readonly Thread thread;

    public EmbeddedLogWriter(EmbeddedLogFile file)
    {
        this.file = file;
        connection = file.Connect();
        thread = new Thread(Run) { IsBackground = true, Name = "event-log-writer" };
        thread.Start();
    }

    /// <summary>Runs the work on the writer's thread and completes after it is on disk.</summary>
    /// <param name="apply">Writes through the writer's connection, inside its transaction.</param>
    /// <param name="committed">Runs on the writer's thread once the transaction is on disk.</param>
    /// <param name="rolledBack">Runs on the writer's thread when the transaction was not written.</param>
    public Task Write(Action<SqliteConnection> apply, Action? committed = null, Action? rolledBack = null)
    {
        var work = new Work(apply, committed, rolledBack, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            queue.Add(work);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(EmbeddedEventLog));
        }

        return work.Done.Task;
    }

    /// <summary>Finishes what is queued and closes the connection.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        connection.Dispose();
        queue.Dispose();
    }

    private void Run()
    {
        var group = new List<Work>(GroupSize);
        foreach (var first in queue.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < GroupSize && queue.TryTake(out var next))
            {
                group.Add(next);
            }

            Commit(group);
        }
    }

    private void Commit(List<Work> group)
    {
        try
        {
            Execute("begin immediate");
            foreach (var work in group)
            {
                work.Apply(connection);
            }

            Execute("commit");
        }
        catch (Exception failure)
        {
            RollBack();
            Fail(group, failure is SqliteException sqlite ? file.Explain(sqlite) : failure);
            return;
        }

        foreach (var work in group)
        {
            work.Committed?.Invoke();
            work.Done.TrySetResult();
        }
    }

    // Statements instead of SqliteTransaction: prepared commands outlive the transactions they run in.
    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void RollBack()
    {
        try
        {
            Execute("rollback");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself already, as it does when the disk is full.
        }
    }

    private static void Fail(List<Work> group, Exception failure)
    {
        // Newest first, so that what each one undoes is what it found.
        for (var i = group.Count - 1; i >= 0; i--)
        {
            group[i].RolledBack?.Invoke();
        }

        foreach (var work in group)
        {
            work.Done.TrySetException(failure);
        }
    }

    private sealed record Work(Action<SqliteConnection> Apply, Action? Committed, Action? RolledBack, TaskCompletionSource Done);
}
