using Grpc.Core;
using Omnichannel.Platform.V1;

namespace Omnichannel.WebConsole.Operations;

/// <summary>An invariant that does not hold, and the service whose facts say so.</summary>
public sealed record FoundBreach(string Area, Breach Breach);

/// <summary>What does not hold, in all services.</summary>
public sealed class BreachModel(CallInvoker calls)
{
    private const int PageSize = 100;

    private readonly OpsService.OpsServiceClient ops = new(calls);

    /// <summary>The first of each service, the longest broken first. A service that does not answer is told elsewhere.</summary>
    public IReadOnlyList<FoundBreach> Found { get; private set; } = [];

    /// <summary>Looks at what these services find.</summary>
    public async Task Load(IEnumerable<string> areas, CancellationToken cancellation = default)
    {
        var found = await Task.WhenAll(areas.Select(async area =>
        {
            try
            {
                var answer = await ops.ListBreachesAsync(
                    new ListBreachesRequest { PageSize = PageSize }, new Metadata { { OperationsModel.AreaHeader, area } }, cancellationToken: cancellation);
                return answer.Breaches.Select(breach => new FoundBreach(area, breach));
            }
            catch (RpcException) when (!cancellation.IsCancellationRequested)
            {
                return Found.Where(known => known.Area == area);
            }
        }));
        Found = [.. found.SelectMany(breaches => breaches).OrderBy(one => one.Breach.Since.ToDateTimeOffset())];
    }
}
