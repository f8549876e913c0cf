using Grpc.Core;
using Grpc.Health.V1;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Omnichannel.Platform.Hosting;

/// <summary><c>grpc.health.v1</c>: a service is healthy when the host is ready.</summary>
internal sealed class HealthGrpcService(Readiness readiness, IEnumerable<HostedGrpcService> hosted, PlatformHost host) : Health.HealthBase
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private readonly HashSet<string> names = [string.Empty, .. hosted.Select(service => service.Descriptor.FullName)];

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        var status = await StatusOf(request.Service, context.CancellationToken).ConfigureAwait(false);
        return status == Status.ServiceUnknown
            ? throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "No service of that name is hosted here."))
            : new HealthCheckResponse { Status = status };
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var last = Status.Unknown;
        while (true)
        {
            var status = await StatusOf(request.Service, context.CancellationToken).ConfigureAwait(false);
            if (status != last)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, CancellationToken.None).ConfigureAwait(false);
                last = status;
            }

            await Task.Delay(LookEvery, host.Clock, context.CancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Status> StatusOf(string service, CancellationToken cancellation)
    {
        if (!names.Contains(service))
        {
            return Status.ServiceUnknown;
        }

        var missing = await readiness.FindMissing(cancellation).ConfigureAwait(false);
        return missing.Count == 0 ? Status.Serving : Status.NotServing;
    }
}
