using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Omnichannel.Platform.Hosting;

/// <summary>A path of the probes' listener.</summary>
internal sealed record Probe(string Path, Func<HttpContext, Task<IResult>> Answer);

/// <summary>
/// What the probes' listener answers: probes, and nothing else. No other listener answers them: what a service is made of and how it fares is nobody's
/// business outside, and each look at it is work.
/// </summary>
internal sealed class Probes(IEnumerable<Probe> probes)
{
    /// <summary>Name of the listener (<c>Omnichannel:Listen:Probes</c>).</summary>
    public const string Listener = "Probes";

    private readonly Dictionary<string, Func<HttpContext, Task<IResult>>> answers = probes.ToDictionary(probe => probe.Path, probe => probe.Answer, StringComparer.Ordinal);

    /// <summary>Answers what comes by the probes' listener; lets everything else pass.</summary>
    public static Task Answer(HttpContext http, RequestDelegate next) =>
        http.Features.Get<CameBy>()?.Listener == Listener ? http.RequestServices.GetRequiredService<Probes>().Answer(http) : next(http);

    /// <summary>Whether the service can serve, and what it lacks.</summary>
    public static async Task<IResult> Ready(HttpContext http)
    {
        var missing = await http.RequestServices.GetRequiredService<Readiness>().FindMissing(http.RequestAborted).ConfigureAwait(false);
        return missing.Count == 0
            ? Results.Text("ready\n")
            : Results.Text($"not ready: {string.Join(", ", missing)}\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private async Task Answer(HttpContext http)
    {
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        var result = !answers.TryGetValue(http.Request.Path.Value ?? string.Empty, out var answer) ? Results.NotFound()
            : isRead ? await answer(http).ConfigureAwait(false)
            : Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        await result.ExecuteAsync(http).ConfigureAwait(false);
    }
}
