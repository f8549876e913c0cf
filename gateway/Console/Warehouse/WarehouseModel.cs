using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Warehouse;

/// <summary>What is to be handed to carriers, and what whoever ships does about it.</summary>
/// <param name="calls">The gateway's gRPC as somebody of a warehouse, or an operator.</param>
public sealed class WarehouseModel(CallInvoker calls) : PageModel
{
    private const int PageSize = 100;

    private readonly FulfilmentService.FulfilmentServiceClient fulfilment = new(calls);
    private readonly ShipmentService.ShipmentServiceClient shipments = new(calls);
    private int pages = 1;

    /// <summary>In the order in which it is to be done.</summary>
    public IReadOnlyList<WorkItem> Work { get; private set; } = [];

    /// <summary>There is more than is shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether it has looked at least once.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>What goes into a box and where it goes; null while nobody looks. It is personal, so it is asked for when somebody packs.</summary>
    public GetPackingListResponse? Packing { get; private set; }

    /// <summary>Looks again, as far as was looked before.</summary>
    public Task<bool> Refresh(CancellationToken cancellation = default) => Try(async () =>
    {
        var work = new List<WorkItem>();
        var next = "";
        for (var page = 0; page < pages && (page == 0 || next.Length > 0); page++)
        {
            var answer = await fulfilment.ListWorkAsync(new ListWorkRequest { PageSize = PageSize, PageToken = next }, cancellationToken: cancellation);
            work.AddRange(answer.Items);
            next = answer.NextPageToken;
        }

        // What was handed over while one page was read after another may stand on two of them, or on none until the next look.
        (Work, HasMore, IsLoaded) = ([.. work.DistinctBy(item => item.OrderId)], next.Length > 0, true);
    });

    /// <summary>Shows more of it.</summary>
    public Task<bool> More()
    {
        pages++;
        return Refresh();
    }

    /// <summary>Shows what goes into a box.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="shipmentId">One of its parcels; empty for what no parcel has.</param>
    public Task<bool> Open(string orderId, string shipmentId = "") => Try(async () =>
        Packing = await fulfilment.GetPackingListAsync(new GetPackingListRequest { OrderId = orderId, ShipmentId = shipmentId }));

    /// <summary>Nobody looks into the box any more.</summary>
    public void Close() => Packing = null;

    /// <summary>Units were picked or packed.</summary>
    /// <returns>Whether it was taken.</returns>
    public Task<bool> Report(string orderId, MilestoneKind kind, IReadOnlyList<LineQuantity> units) =>
        Do(async () => await fulfilment.ReportMilestoneAsync(new ReportMilestoneRequest { OrderId = orderId, MilestoneId = NewId(), Kind = kind, Lines = { units } }));

    /// <summary>A parcel was handed to its carrier.</summary>
    /// <returns>Whether it was taken.</returns>
    public Task<bool> HandOver(string orderId, string shipmentId) => Do(async () => await fulfilment.ReportMilestoneAsync(
        new ReportMilestoneRequest { OrderId = orderId, MilestoneId = NewId(), Kind = MilestoneKind.HandedOver, ShipmentId = shipmentId }));

    /// <summary>Units go into a parcel.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="carrierCode">Its carrier; empty to have it told by the number.</param>
    /// <param name="trackingNumber">As it stands on the label.</param>
    /// <param name="units">What is in it.</param>
    /// <returns>Whether it was taken.</returns>
    public Task<bool> Announce(string orderId, string carrierCode, string trackingNumber, IReadOnlyList<LineQuantity> units) => Do(async () => await shipments.CreateShipmentAsync(
        new CreateShipmentRequest { OrderId = orderId, CarrierCode = carrierCode.Trim().ToLowerInvariant(), TrackingNumber = trackingNumber.Trim(), Lines = { units } }));

    /// <summary>A parcel is called off: its units are open again.</summary>
    /// <returns>Whether it was taken.</returns>
    public Task<bool> CallOff(string orderId, string shipmentId) =>
        Do(async () => await fulfilment.VoidShipmentAsync(new VoidShipmentRequest { OrderId = orderId, ShipmentId = shipmentId }));

    private static string NewId() => Guid.CreateVersion7().ToString();

    private async Task<bool> Do(Func<Task> step) => await Try(step) && await Refresh();
}
