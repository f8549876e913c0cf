using Grpc.Core;
using Omnichannel.Orders.V1;

namespace Omnichannel.Client.Tests.Sales;

/// <summary>Records receipts, but for those that a test has it fail at.</summary>
internal sealed class ShakyOrders : OrderTrackingService.OrderTrackingServiceBase
{
    private readonly Lock gate = new();

    /// <summary>The failure for a receipt's number; null for none.</summary>
    public Func<string, RpcException?> Fails { get; set; } = _ => null;

    /// <summary>Changes an answer on its way.</summary>
    public Action<RecordOrderResponse>? Spoil { get; set; }

    /// <summary>The numbers that were recorded, as often as they were.</summary>
    public List<string> Recorded { get; } = [];

    /// <summary>The receipt that was recorded last.</summary>
    public OrderRecord Last { get; private set; } = new();

    public override Task<RecordOrderResponse> RecordOrder(RecordOrderRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            var number = request.Order.ExternalId;
            if (Fails(number) is { } failure)
            {
                throw failure;
            }

            Recorded.Add(number);
            Last = request.Order;
            var answer = new RecordOrderResponse { Order = new Order { OrderId = $"x-{number}", OrderNumber = $"O-{number}", ExternalId = number } };
            Spoil?.Invoke(answer);
            return Task.FromResult(answer);
        }
    }
}
