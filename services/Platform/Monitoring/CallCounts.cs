using Grpc.Core;

namespace Omnichannel.Platform.Monitoring;

/// <summary>The calls that this process has answered within the last minute. Recording one costs a few additions, whatever the traffic.</summary>
public sealed class CallCounts(TimeProvider clock)
{
    private const int Window = 60;
    private readonly Lock gate = new();
    private readonly Second[] seconds = new Second[Window];

    /// <summary>A call has ended.</summary>
    /// <param name="status">What its caller got.</param>
    /// <param name="took">How long it took; null for a stream, which lasts as long as somebody watches.</param>
    public void Add(StatusCode status, TimeSpan? took)
    {
        var now = Now();
        lock (gate)
        {
            ref var second = ref seconds[now % Window];
            if (second.Number != now)
            {
                second = new Second { Number = now };
            }

            second.Count++;
            second.ClientErrors += status != StatusCode.OK && !IsServerError(status) ? 1 : 0;
            second.ServerErrors += IsServerError(status) ? 1 : 0;
            second.Slowest = took > second.Slowest ? took.Value : second.Slowest;
        }
    }

    /// <summary>All of the last minute, to the second.</summary>
    public CallTotals Read()
    {
        var now = Now();
        var (count, clientErrors, serverErrors, slowest) = (0L, 0L, 0L, TimeSpan.Zero);
        lock (gate)
        {
            foreach (var second in seconds)
            {
                if (second.Number > now - Window)
                {
                    count += second.Count;
                    clientErrors += second.ClientErrors;
                    serverErrors += second.ServerErrors;
                    slowest = second.Slowest > slowest ? second.Slowest : slowest;
                }
            }
        }

        return new CallTotals(count, clientErrors, serverErrors, slowest);
    }

    /// <summary>Whether the service, not its caller, is to blame: the statuses that OpenTelemetry's conventions call errors of a gRPC server.</summary>
    private static bool IsServerError(StatusCode status) => status is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented
        or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss;

    private long Now() => clock.GetTimestamp() / clock.TimestampFrequency;

    private struct Second
    {
        public long Number;
        public long Count;
        public long ClientErrors;
        public long ServerErrors;
        public TimeSpan Slowest;
    }
}

/// <summary>Calls of a minute.</summary>
/// <param name="Count">All that ended.</param>
/// <param name="ClientErrors">Those that were refused.</param>
/// <param name="ServerErrors">Those that failed.</param>
/// <param name="Slowest">The longest of them, streams apart.</param>
public readonly record struct CallTotals(long Count, long ClientErrors, long ServerErrors, TimeSpan Slowest);
