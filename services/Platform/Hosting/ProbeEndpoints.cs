using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Omnichannel.Platform.Hosting;

/// <summary>Endpoints for those who run the service: on the listener for probes, and on no other.</summary>
internal static class ProbeEndpoints
{
    public static void MapProbe(this IEndpointRouteBuilder endpoints, string path, Delegate answer) => endpoints.MapGet(path, answer)
        .AddEndpointFilter(async (call, next) => IsProbe(call.HttpContext) ? await next(call).ConfigureAwait(false) : TypedResults.StatusCode(StatusCodes.Status404NotFound));

    private static bool IsProbe(HttpContext http)
    {
        var addresses = http.RequestServices.GetRequiredService<ListenAddresses>();
        return addresses.Has("Probes") && http.Connection.LocalPort == addresses.Probes.Port;
    }
}
