using System.Diagnostics;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>Runs the shopper's journey (tests/node/scripts/journey.js) against a system.</summary>
internal static class Journey
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>From the first look at a cart to the agent's timeline; throws with the script's own words when anything is not as it should be.</summary>
    public static async Task RunAsync(ISystemUnderTest system)
    {
        var run = Guid.NewGuid().ToString("N")[..10];
        var customer = $"customer-{run}";
        var tillToken = await system.TokenAsync(new { sub = $"till-{run}", role = "terminal", channel = "STORE", store_id = "milano-1", actor = "associate-7" });
        var input = new
        {
            http = system.Http.GetLeftPart(UriPartial.Authority),
            grpc = system.Grpc,
            run,
            tokens = new
            {
                customerId = customer,
                devices = new { app = $"phone-{run}" },
                web = await system.TokenAsync(new { sub = customer, role = "customer", channel = "WEB", device_id = $"browser-{run}" }),
                app = await system.TokenAsync(new { sub = customer, role = "customer", channel = "APP", device_id = $"phone-{run}" }),
                till = tillToken,
                agent = await system.TokenAsync(new { sub = "agent-3", role = "agent", channel = "SUPPORT" }),
                ops = await system.TokenAsync(new { sub = "ops-1", role = "ops" }),
                service = await system.TokenAsync(new { sub = "payments", role = "service" }),
            },
            carrierPayload = CarrierAnswer(),
        };
        await using var shopper = NodeScript.Start("scripts/journey.js");
        try
        {
            await shopper.SendAsync(input);
            await Accompany(shopper, new Till(system, tillToken));
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            throw new InvalidOperationException($"{failure.Message}\n--- the shopper's:\n{shopper.Output}\n--- the system's output:\n{Tail(system.Output)}", failure);
        }
    }

    // Reads what the script says until it has done its last step. The till is its associate's: it scans when it is asked to.
    private static async Task Accompany(NodeScript shopper, Till till)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var said = await shopper.ReadAsync(Limit - clock.Elapsed);
            if (said.TryGetProperty("till", out var wish))
            {
                await shopper.SendAsync(await till.ScanAsync(wish, Limit - clock.Elapsed));
            }
            else if (said.TryGetProperty("failed", out var failure))
            {
                throw new InvalidOperationException(failure.GetString());
            }
            else if (said.TryGetProperty("over", out _))
            {
                return;
            }
        }
    }

    // A carrier's real answer, where it is there (shared/data); its parcel becomes the journey's. Its times are replaced: it is about this order now.
    private static object? CarrierAnswer()
    {
        if (!SharedData.TryFind("carriers/dhl_universal-tracking.json", out var path))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var number = Random.Shared.NextInt64(1_000_000_000, 9_999_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var json = document.RootElement.GetProperty("trackingResponse").GetRawText()
            .Replace("7777777770", number, StringComparison.Ordinal)
            .Replace("2018-03-02T07:53:47", DateTime.UtcNow.AddMinutes(-45).ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return new { carrierCode = "dhl", trackingNumber = number, json };
    }

    private static string Tail(string text) => text.Length <= 35_000 ? text : text[^35_000..];
}
