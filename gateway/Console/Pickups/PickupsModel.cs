using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Pickups;

/// <summary>A store's work: what is to be picked, what waits, and whose customer is there.</summary>
/// <param name="calls">The gateway's gRPC as somebody of the store, or an operator.</param>
/// <param name="storeId">The store.</param>
public sealed class PickupsModel(CallInvoker calls, string storeId) : PageModel
{
    private const int PageSize = 100;

    private static readonly PickupStatus[] Over = [PickupStatus.Collected, PickupStatus.Expired, PickupStatus.Rejected, PickupStatus.Cancelled];

    private readonly PickupService.PickupServiceClient pickups = new(calls);
    private readonly OrderTrackingService.OrderTrackingServiceClient orders = new(calls);

    /// <summary>The store.</summary>
    public string StoreId => storeId;

    /// <summary>What is over is shown, instead of what is to be done.</summary>
    public bool ShowsOver { get; private set; }

    /// <summary>In the order in which it is to be done: customers who are there first.</summary>
    public IReadOnlyList<Pickup> Work { get; private set; } = [];

    /// <summary>There is more than is shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether it has looked at least once.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>The pickup at the counter, with its history; null for none.</summary>
    public Pickup? Found { get; private set; }

    /// <summary>The code that was shown for it; empty where it was opened without one.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Looks again.</summary>
    public Task Refresh(CancellationToken cancellation = default) => Try(async () =>
    {
        var isOver = ShowsOver;
        var request = new ListPickupsRequest { StoreId = storeId, PageSize = PageSize, Statuses = { isOver ? Over : [] } };
        var page = await pickups.ListPickupsAsync(request, cancellationToken: cancellation);
        if (isOver == ShowsOver)
        {
            (Work, HasMore, IsLoaded) = (page.Pickups, page.NextPageToken.Length > 0, true);
        }
    });

    /// <summary>Shows what is over, or what is to be done.</summary>
    public Task Show(bool over)
    {
        (ShowsOver, Work, HasMore, IsLoaded) = (over, [], false, false);
        return Refresh();
    }

    /// <summary>Brings to the counter what a code is for.</summary>
    public Task Find(string code) => Try(async () =>
    {
        (Found, Code) = (null, "");
        (Found, Code) = ((await pickups.FindPickupAsync(new FindPickupRequest { StoreId = storeId, Code = code })).Pickup, code);
    });

    /// <summary>Brings one to the counter without a code. Lists leave histories out; its order has them.</summary>
    public Task Open(Pickup pickup) => Try(async () =>
    {
        (Found, Code) = (null, "");
        var order = (await orders.GetOrderAsync(new GetOrderRequest { OrderId = pickup.OrderId })).Order;
        Found = order.Pickups.First(known => known.PickupId == pickup.PickupId);
    });

    /// <summary>Nobody stands at the counter any more.</summary>
    public void Unfind()
    {
        (Found, Code) = (null, "");
        Forgive();
    }

    /// <summary>Somebody picks it.</summary>
    public Task Accept(string pickupId) => Do(async () => (await pickups.AcceptPickupAsync(new AcceptPickupRequest { PickupId = pickupId })).Pickup);

    /// <summary>All of it is ready.</summary>
    public Task MarkReady(string pickupId) => Do(async () => (await pickups.MarkPickupReadyAsync(new MarkPickupReadyRequest { PickupId = pickupId })).Pickup);

    /// <summary>The store cannot do what still waits.</summary>
    public Task Reject(string pickupId, PickupRejection reason) => Do(async () => (await pickups.RejectPickupAsync(new RejectPickupRequest { PickupId = pickupId, Reason = reason })).Pickup);

    /// <summary>It is kept a day longer.</summary>
    public Task Extend(string pickupId) => Do(async () => (await pickups.ExtendPickupAsync(new ExtendPickupRequest { PickupId = pickupId, Days = 1 })).Pickup);

    /// <summary>Units of what is at the counter are handed over: against its code, else to whom staff checked otherwise.</summary>
    /// <param name="pickup">What is at the counter.</param>
    /// <param name="lines">Which units.</param>
    /// <param name="seen">What was checked; not looked at where a code was shown.</param>
    public Task Collect(Pickup pickup, IReadOnlyList<LineQuantity> lines, string seen) => Do(async () =>
    {
        var request = new CollectPickupRequest { PickupId = pickup.PickupId, Lines = { lines } };
        if (Code.Length > 0)
        {
            request.Code = Code;
        }
        else
        {
            request.Checked = seen;
        }

        return (await pickups.CollectPickupAsync(request)).Pickup;
    });

    /// <summary>Units leave the store in a parcel.</summary>
    /// <param name="pickup">What is at the counter.</param>
    /// <param name="lines">Which units.</param>
    /// <param name="parcel">Its carrier's code, empty to have it told by the number, and its tracking number.</param>
    public Task Send(Pickup pickup, IReadOnlyList<LineQuantity> lines, (string CarrierCode, string TrackingNumber) parcel) => Do(async () => (await pickups.SendPickupAsync(
        new SendPickupRequest { PickupId = pickup.PickupId, Lines = { lines }, CarrierCode = parcel.CarrierCode, TrackingNumber = parcel.TrackingNumber })).Pickup);

    /// <summary>Something of its history is not so.</summary>
    public Task Undo(Pickup pickup, PickupEvent wrong, string reason) => Do(async () => (await pickups.UndoPickupEventAsync(
        new UndoPickupEventRequest { PickupId = pickup.PickupId, EventId = wrong.EventId, Reason = reason })).Pickup);

    private Task Do(Func<Task<Pickup>> step) => Try(async () =>
    {
        var now = await step();
        Found = Found?.PickupId == now.PickupId ? now : Found;
        await Refresh();
    });
}
