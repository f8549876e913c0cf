using System.Text.Json;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.AllInOne;

/// <summary>Runs everything until Ctrl-C or SIGTERM.</summary>
public static class AllInOneApplication
{
    /// <summary>Serves.</summary>
    /// <returns>The exit code: 0 after a clean stop, 1 when something could not start or failed.</returns>
    public static async Task<int> Serve(AllInOneOptions options)
    {
        using var state = StateFolder.Open(options.State);
        var host = AllInOneHost.Create(state, options);
        await using var log = host.EventLog;
        return await PlatformApplication.RunTogether(host, [], AllInOneHost.Services, services => Started(services, state, host, options)).ConfigureAwait(false);
    }

    private static void Started(IReadOnlyList<IHost> services, StateFolder state, PlatformHost host, AllInOneOptions options)
    {
        var gateway = services[^1].Addresses();
        var http = gateway["Http"].GetLeftPart(UriPartial.Authority);
        var grpc = gateway.Grpc.GetLeftPart(UriPartial.Authority);
        var probes = gateway.Probes.GetLeftPart(UriPartial.Authority);

        // For scripts that start with port 0.
        File.WriteAllText(state["addresses.json"], JsonSerializer.Serialize(new { http, grpc, probes }));
        if (options.SampleData)
        {
            SampleShop.Load(grpc, host).GetAwaiter().GetResult();
        }

        Console.WriteLine($$"""
            Omnichannel is ready.

              JSON, event streams   {{http}}    (OpenAPI: {{http}}/openapi.json)
              gRPC for tills        {{grpc}}
              Health                {{probes}}/readyz
              State                 {{state.Path}}

            A token for development (roles: customer, terminal, associate, agent, ops, service):

              curl -s {{http}}/dev/tokens -H 'Content-Type: application/json' -d '{"sub":"customer-1","role":"customer"}'

            Ctrl-C stops.
            """);
    }
}
