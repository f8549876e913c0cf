using Google.Protobuf;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.Domain;
using LineWindow = Omnichannel.Returns.Domain.LineWindow;

namespace Omnichannel.Returns.Store;

/// <content>Tells until when the lines of orders can be returned.</content>
public sealed partial class OrderBook
{
    private static bool MovesWindows(string news) =>
        news == OrderFulfilmentChanged.Descriptor.FullName || news == OrderDelivered.Descriptor.FullName || news == OrderDeliveryCorrected.Descriptor.FullName;

    // Told when they are others than those that were told last, under the row's lock. What was over before an import is nobody's concern.
    private async Task TellWindows(UnitOfWork unit, string orderId)
    {
        var row = await unit.Sql.QueryFirst<OrderRow>(
            $"select {OrderRow.Columns} from orders where order_id = @orderId{unit.Sql.Dialect.LockRow}", new { orderId }).ConfigureAwait(false);
        if (row is null)
        {
            return;
        }

        var order = row.ToDomain();
        var policy = await policies.Get(unit.Sql, order.PolicyVersion).ConfigureAwait(false);
        var windows = ReturnWindows.Of(await Shoppers.Known(unit.Sql, order, policy).ConfigureAwait(false), policy);
        var isOver = row.Windows is null && order.Origin is Origin.Historical && windows.All(window => window.EndsAt <= unit.Now);
        var kept = ToProto(windows).ToByteArray();
        if (isOver || kept.AsSpan().SequenceEqual(row.Windows ?? []))
        {
            return;
        }

        var version = row.WindowsVersion + 1;
        unit.Sql.Defer("update orders set windows = @kept, windows_version = @version where order_id = @orderId", new { kept, version, orderId });
        var told = ToProto(windows);
        (told.OrderId, told.CustomerId, told.GuestId) = (orderId, order.CustomerId, order.GuestId);
        unit.Publish(orderId, version, new EventHeader(order.Origin is Origin.Historical, unit.Now, order.Channel.ToContract()).On(told));
    }

    private static V1.ReturnWindowSet ToProto(IReadOnlyList<LineWindow> windows) =>
        new() { Lines = { windows.Select(window => new V1.LineWindow { LineId = window.LineId, EndsAt = window.EndsAt.ToProto() }) } };
}
