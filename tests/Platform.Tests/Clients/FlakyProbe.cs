using Grpc.Core;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Tests.Hosting;
using Omnichannel.Platform.Tests.V1;

namespace Omnichannel.Platform.Tests.Clients;

/// <summary>Fails as often as it is told to, and says when it waits and when it is given up.</summary>
internal sealed class FlakyProbe : ProbeService.ProbeServiceBase
{
    private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int failures;
    private int refusals;

    public Task Waiting => waiting.Task;

    public Task Cancelled => cancelled.Task;

    public int FailuresLeft => failures;

    public int Refusals => refusals;

    public void FailNext(int times) => failures = times;

    public override async Task<ProbeResponse> Open(ProbeRequest request, ServerCallContext context)
    {
        if (failures > 0)
        {
            failures--;
            throw new RpcException(new Status(StatusCode.Unavailable, "try again"));
        }

        switch (request.Behaviour)
        {
            case "refuse":
                Interlocked.Increment(ref refusals);
                throw new RefusedException(new TooFewPoints(7));
            case "wait":
                using (context.CancellationToken.Register(cancelled.SetResult))
                {
                    waiting.TrySetResult();
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }

                break;
            default:
                break;
        }

        return new ProbeResponse
        {
            Text = request.Text,
            Role = context.Caller().Role,
            DeadlineMs = context.Deadline == DateTime.MaxValue ? 0 : (long)(context.Deadline - DateTime.UtcNow).TotalMilliseconds,
            TraceId = System.Diagnostics.Activity.Current?.TraceId.ToHexString() ?? string.Empty,
        };
    }
}
