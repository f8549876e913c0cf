using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Omnichannel.TestKit;

/// <summary>Everything that is logged, a line each: the level, a colon, the message and what was thrown. Registered as a service, it is under the host's own filters.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    /// <summary>The lines so far.</summary>
    public ConcurrentQueue<string> All { get; } = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        All.Enqueue($"{logLevel}: {formatter(state, exception)}{exception}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }
}
