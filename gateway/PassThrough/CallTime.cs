using System.Globalization;
using System.Text.RegularExpressions;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.PassThrough;

/// <summary>
/// The time that a call may take: what its caller gives it (<c>grpc-timeout</c>) within what the gateway allows. The service is told and ends the call; for one
/// that hangs, the gateway does. Watches are not limited: they end with their token.
/// </summary>
internal sealed partial class CallTime : IDisposable
{
    private const string Header = "grpc-timeout";

    // The service's own answer, which says more, is waited for a little longer.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly HttpContext context;
    private readonly CancellationToken left;
    private readonly CancellationTokenSource over;

    private CallTime(HttpContext context, TimeSpan time)
    {
        (this.context, left) = (context, context.RequestAborted);
        over = CancellationTokenSource.CreateLinkedTokenSource(left);
        over.CancelAfter(time + Grace);
        context.RequestAborted = over.Token;
    }

    /// <summary>Begins to count; null for a call without a limit.</summary>
    /// <exception cref="ProblemException">What the caller gives is no time.</exception>
    public static CallTime? Limit(HttpContext context, Rpc rpc, UpstreamOptions options)
    {
        var given = Given(context.Request.Headers[Header]);
        if (rpc.Method is { IsServerStreaming: true, IsClientStreaming: false })
        {
            return null;
        }

        var (usual, most) = rpc.Method.IsClientStreaming
            ? (options.LongestClientStream, options.LongestClientStream)
            : (options.DefaultTimeout, options.LongestTimeout);
        var time = given is null ? usual : given < most ? given.Value : most;
        if (time != given)
        {
            context.Request.Headers[Header] = string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMilliseconds}m");
        }

        return new CallTime(context, time);
    }

    /// <exception cref="ProblemException">The time is over, and the service has not answered.</exception>
    public void DemandInTime()
    {
        if (!over.IsCancellationRequested || left.IsCancellationRequested)
        {
            return;
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else
        {
            throw new ProblemException(Problems.DeadlineExceeded());
        }
    }

    public void Dispose()
    {
        context.RequestAborted = left;
        over.Dispose();
    }

    private static TimeSpan? Given(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (Form().Match(text) is not { Success: true } match)
        {
            throw new ProblemException(Problems.InvalidField(Header, "expected up to 8 digits and a unit: H, M, S, m, u or n"));
        }

        var count = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return TimeSpan.FromTicks(match.Groups[2].Value switch
        {
            "H" => count * TimeSpan.TicksPerHour,
            "M" => count * TimeSpan.TicksPerMinute,
            "S" => count * TimeSpan.TicksPerSecond,
            "m" => count * TimeSpan.TicksPerMillisecond,
            "u" => count * TimeSpan.TicksPerMicrosecond,
            _ => count / 100,
        });
    }

    [GeneratedRegex("^([0-9]{1,8})([HMSmun])$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
