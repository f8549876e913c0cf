using Grpc.Core;
using Omnichannel.Orders.V1;

namespace Omnichannel.WebConsole.Pickups;

/// <summary>A store's work: what is to be picked, what waits, and whose customer is there.</summary>
/// <param name="calls">The gateway's gRPC as somebody of the store, or an operator.</param>
/// <param name="storeId">The store.</param>
public sealed class PickupsModel(CallInvoker calls, string storeId)
{
    private const int PageSize = 100;

    private readonly PickupService.PickupServiceClient pickups = new(calls);

    /// <summary>The store.</summary>
    public string StoreId => storeId;

    /// <summary>In the order in which it is to be done: customers who are there first.</summary>
    public IReadOnlyList<Pickup> Work { get; private set; } = [];

    /// <summary>There is more than is shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether it has looked at least once.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>The pickup whose code was shown; null for none.</summary>
    public Pickup? Found { get; private set; }

    /// <summary>Why the last thing was refused; null when it was not.</summary>
    public RpcException? Refusal { get; private set; }

    /// <summary>Looks again.</summary>
    public Task Refresh(CancellationToken cancellation = default) => Try(async () =>
    {
        var page = await pickups.ListPickupsAsync(new ListPickupsRequest { StoreId = storeId, PageSize = PageSize }, cancellationToken: cancellation);
        (Work, HasMore, IsLoaded) = (page.Pickups, page.NextPageToken.Length > 0, true);
    });

    /// <summary>Finds what a code is for.</summary>
    public Task Find(string code) => Try(async () =>
    {
        Found = null;
        Found = (await pickups.FindPickupAsync(new FindPickupRequest { StoreId = storeId, Code = code })).Pickup;
    });

    /// <summary>Nobody stands at the counter any more.</summary>
    public void Unfind() => (Found, Refusal) = (null, null);

    /// <summary>Somebody picks it.</summary>
    public Task Accept(string pickupId) => Do(async () => await pickups.AcceptPickupAsync(new AcceptPickupRequest { PickupId = pickupId }));

    /// <summary>All of it is ready.</summary>
    public Task MarkReady(string pickupId) => Do(async () => await pickups.MarkPickupReadyAsync(new MarkPickupReadyRequest { PickupId = pickupId }));

    /// <summary>The store cannot do what still waits.</summary>
    public Task Reject(string pickupId, PickupRejection reason) => Do(async () => await pickups.RejectPickupAsync(new RejectPickupRequest { PickupId = pickupId, Reason = reason }));

    /// <summary>It is kept a day longer.</summary>
    public Task Extend(string pickupId) => Do(async () => await pickups.ExtendPickupAsync(new ExtendPickupRequest { PickupId = pickupId, Days = 1 }));

    /// <summary>It is handed over against a code.</summary>
    public Task Collect(string pickupId, string code) => Do(async () =>
    {
        await pickups.CollectPickupAsync(new CollectPickupRequest { PickupId = pickupId, Code = code });
        Found = null;
    });

    private Task Do(Func<Task> step) => Try(async () =>
    {
        await step();
        await Refresh();
    });

    private async Task Try(Func<Task> step)
    {
        try
        {
            Refusal = null;
            await step();
        }
        catch (RpcException refused)
        {
            Refusal = refused;
        }
    }
}
