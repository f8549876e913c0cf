using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>A database that a test can take away, and that counts its transactions.</summary>
internal sealed class FaultyDatabase(IDatabase inner) : IDatabase
{
    private int writes;

    /// <summary>Asked before each transaction; true takes the database away for it.</summary>
    public Func<bool> IsAway { get; set; } = () => false;

    /// <summary>Asked after each commit; true loses the answer, so that the caller does not know of it.</summary>
    public Func<bool> IsAnswerLost { get; set; } = () => false;

    public int Writes => writes;

    public SqlDialect Dialect => inner.Dialect;

    public SqlTraffic Traffic => inner.Traffic;

    public Task<T> Read<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default) =>
        IsAway() ? throw new DatabaseUnavailableException("planted") : inner.Read(work, cancellation);

    public async Task<T> Write<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default)
    {
        if (IsAway())
        {
            throw new DatabaseUnavailableException("planted");
        }

        Interlocked.Increment(ref writes);
        var result = await inner.Write(work, cancellation);
        return IsAnswerLost() ? throw new DatabaseUnavailableException("planted, after the commit") : result;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
