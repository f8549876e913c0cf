namespace Omnichannel.Platform.Storage;

/// <summary>What a process sent to its database since it started. Times depend on the machine; these do not.</summary>
public sealed class SqlTraffic
{
    private long statements;
    private long roundTrips;

    /// <summary>Statements of callers: transactions begin and end without being counted.</summary>
    public long Statements => Interlocked.Read(ref statements);

    /// <summary>How often somebody waited for the database; on SQLite, which is in the process, for one statement or several at once.</summary>
    public long RoundTrips => Interlocked.Read(ref roundTrips);

    /// <summary>So many statements are on their way.</summary>
    internal void Sent(int count)
    {
        Interlocked.Add(ref statements, count);
        Interlocked.Increment(ref roundTrips);
    }
}
