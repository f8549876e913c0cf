using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>The withdrawal function of the European Union as a guest uses it (tests/node/scripts/withdrawal.js), on everything in one process.</summary>
[Collection(OnAnEmptyShop.Name)]
public sealed class WithdrawalTests(EmptyShop shop)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Guest_WithdrawsInPart_IsAcknowledged_Posts_AndIsRefundedWithTheDelivery()
    {
        var system = shop.System;
        await using var script = NodeScript.Start("scripts/withdrawal.js");
        await script.SendAsync(new
        {
            http = system.Http.GetLeftPart(UriPartial.Authority),
            grpc = system.Grpc,
            run = Guid.NewGuid().ToString("N")[..10],
            tokens = new
            {
                ops = await system.TokenAsync(new { sub = "ops-1", role = "ops" }),
                agent = await system.TokenAsync(new { sub = "agent-1", role = "agent" }),
                service = await system.TokenAsync(new { sub = "payments", role = "service" }),
            },
        });

        var said = await script.ReadAsync(Limit);

        Assert.True(said.TryGetProperty("over", out _), $"{said}\n{script.Output}\n{system.Output}");
    }
}
