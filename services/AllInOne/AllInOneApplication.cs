using System.Diagnostics;
using System.Text.Json;
using Omnichannel.Gateway.Edge;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Storage;

namespace Omnichannel.AllInOne;

/// <summary>Runs everything until Ctrl-C or SIGTERM.</summary>
public static class AllInOneApplication
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(5);

    /// <summary>Serves.</summary>
    /// <returns>The exit code: 0 after a clean stop, 1 when something could not start or failed.</returns>
    public static async Task<int> Serve(AllInOneOptions options)
    {
        using var state = StateFolder.Open(options.State);
        var host = AllInOneHost.Create(state, options);
        await using var log = host.EventLog;
        return await PlatformApplication.RunTogether(host, [], AllInOneHost.Services(options), (services, end) => Started(services, state, host, options, end)).ConfigureAwait(false);
    }

    private static async Task Started(IReadOnlyList<IHost> services, StateFolder state, PlatformHost host, AllInOneOptions options, CancellationToken end)
    {
        var gateway = services[^1].Addresses();
        var http = gateway["Http"].GetLeftPart(UriPartial.Authority);
        var grpc = gateway.Grpc.GetLeftPart(UriPartial.Authority);
        var probes = gateway.Probes.GetLeftPart(UriPartial.Authority);

        await AwaitReady($"{probes}/readyz", end).ConfigureAwait(false);

        // For scripts that start with port 0.
        OwnerOnly.Write(state["addresses.json"], JsonSerializer.Serialize(new { http, grpc, probes }));
        if (options.SampleData)
        {
            await SampleShop.Load(grpc, host, end).ConfigureAwait(false);
        }

        var console = options.Console ? await ConsoleLink(http, state, options, end).ConfigureAwait(false) : "switched off";

        Console.WriteLine($"""
            Omnichannel is ready.

              Console               {console}
              JSON, event streams   {http}    (OpenAPI: {http}/openapi.json)
              gRPC for tills        {grpc}
              Health                {probes}/readyz
              State                 {state.Path}

            {(options.DevelopmentTokens ? HowToGetATokenFor(http, state) : "Development tokens are switched off.")}

            Ctrl-C stops.
            """);
    }

    // The link is worth the development code, once: what a terminal or a log keeps of it opens nothing later.
    private static async Task<string> ConsoleLink(string http, StateFolder state, AllInOneOptions options, CancellationToken end)
    {
        if (!options.DevelopmentTokens)
        {
            return http;
        }

        using var client = new HttpClient { Timeout = LookFor };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{http}/dev/links"));
        request.Headers.Add(DevelopmentTokens.CodeHeader, (await File.ReadAllTextAsync(state.DevelopmentCodeFile, end).ConfigureAwait(false)).Trim());
        using var answer = await client.SendAsync(request, end).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(end).ConfigureAwait(false));
        return $"{http}/session/open?link={body.RootElement.GetProperty("link").GetString()}";
    }

    private static string HowToGetATokenFor(string http, StateFolder state) => $$"""
        A token for development (roles: customer, terminal, associate, agent, warehouse, ops, service):

          curl -s {{http}}/dev/tokens -H 'Content-Type: application/json' -H "{{DevelopmentTokens.CodeHeader}}: $(cat '{{state.DevelopmentCodeFile}}')" -d '{"sub":"customer-1","role":"customer"}'

        The code of this run is {{File.ReadAllText(state.DevelopmentCodeFile).Trim()}}; only this machine can use it.
        """;

    // The gateway counts a service in when that has answered it for the first time. A slow machine takes its time, and is told what it waits for.
    private static async Task AwaitReady(string readiness, CancellationToken end)
    {
        // A look that gets no answer is no reason to stop looking.
        using var client = new HttpClient { Timeout = LookFor };
        for (var told = Stopwatch.GetTimestamp(); await Look(client, readiness, end).ConfigureAwait(false) is { } answer;)
        {
            if (Stopwatch.GetElapsedTime(told) > TellEvery)
            {
                await Console.Error.WriteLineAsync($"omnichannel: not ready yet: {answer}").ConfigureAwait(false);
                told = Stopwatch.GetTimestamp();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), end).ConfigureAwait(false);
        }
    }

    // What it says while it is not ready; null when it is.
    private static async Task<string?> Look(HttpClient client, string readiness, CancellationToken end)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(readiness), end).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync(end).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !end.IsCancellationRequested)
        {
            return failure.Message;
        }
    }
}
