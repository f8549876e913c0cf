using Omnichannel.Platform.V1;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>What an order's facts say that cannot be, as operators are told of it.</summary>
public sealed class BreachTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    [Fact]
    public async Task UnitsThatCameBackAndNeverLeft_AreListedAndCounted_ForOperatorsAlone()
    {
        var order = await orders.RecordOpen("breach-1");
        var received = new ReturnReceived { EffectiveAt = At(2), OrderId = order.OrderId, ReturnId = "r-breach" };
        received.Lines.AddRange(order.Lines.Select(line => new ReturnedLine { LineId = line.Sale.LineId, Quantity = 1 }));
        await orders.Publish(received, "r-breach");

        var ops = new OpsService.OpsServiceClient(orders.Service.As(Role.Ops, "ops-1"));
        var found = await Eventually.Within(TimeSpan.FromSeconds(60), async () =>
        {
            var answer = await ops.ListBreachesAsync(new ListBreachesRequest());
            Assert.NotEmpty(answer.Breaches);
            return answer;
        });
        Assert.Equal(
            [(order.OrderId, "RETURNED_BEYOND_FULFILLED", "1"), (order.OrderId, "RETURNED_BEYOND_FULFILLED", "2")], found.Breaches.Select(breach => (breach.Subject, breach.Invariant, breach.Part)));
        Assert.Equal(0, (await orders.Eventual(order.OrderId)).Lines[0].ReturnedQuantity);

        var first = await ops.ListBreachesAsync(new ListBreachesRequest { PageSize = 1 });
        var second = await ops.ListBreachesAsync(new ListBreachesRequest { PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal((found.Breaches[0], found.Breaches[1], ""), (first.Breaches.Single(), second.Breaches.Single(), second.NextPageToken));
        Assert.Equal(2, (await ops.GetStateAsync(new GetStateRequest())).Replicas[0].BreachCount);
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(async () => await new OpsService.OpsServiceClient(orders.Service.As(Role.Agent, "agent-1")).ListBreachesAsync(new ListBreachesRequest())));
    }
}
