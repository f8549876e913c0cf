using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>A gift card across web, app and store (tests/node/scripts/gift-card.js), on everything in one process.</summary>
[Collection(OnAnEmptyShop.Name)]
public sealed class GiftCardTests(EmptyShop shop)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task GiftCard_BoughtUsedReturnedAndUsedAgain_IsRightToTheCent()
    {
        var system = shop.System;
        var run = Guid.NewGuid().ToString("N")[..10];
        var (buyer, friend) = ($"buyer-{run}", $"friend-{run}");
        await using var script = NodeScript.Start("scripts/gift-card.js");
        await script.SendAsync(new
        {
            http = system.Http.GetLeftPart(UriPartial.Authority),
            grpc = system.Grpc,
            run,
            buyer,
            friend,
            tokens = new
            {
                buyer = await system.TokenAsync(new { sub = buyer, role = "customer", channel = "WEB", device_id = $"browser-{run}" }),
                friend = await system.TokenAsync(new { sub = friend, role = "customer", channel = "APP", device_id = $"phone-{run}" }),
                till = await system.TokenAsync(new { sub = $"till-{run}", role = "terminal", channel = "STORE", store_id = "milano-1", actor = "associate-7" }),
                ops = await system.TokenAsync(new { sub = "ops-1", role = "ops" }),
                service = await system.TokenAsync(new { sub = "payments", role = "service" }),
            },
        });

        var said = await script.ReadAsync(Limit);

        Assert.True(said.TryGetProperty("over", out _), $"{said}\n{script.Output}\n{system.Output}");
    }
}
