using Grpc.Core;
using Omnichannel.Returns.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.ReturnDesk;

/// <summary>A return as whoever takes the goods works on it: found by its code, received, looked at, decided.</summary>
/// <param name="calls">The gateway's gRPC as somebody of a store, an agent or an operator.</param>
public sealed class ReturnDeskModel(CallInvoker calls) : PageModel
{
    private readonly ReturnsService.ReturnsServiceClient returns = new(calls);
    private readonly ReverseDeliveryService.ReverseDeliveryServiceClient deliveries = new(calls);

    /// <summary>The return on the desk; null for none.</summary>
    public Return? Found { get; private set; }

    /// <summary>Brings to the desk what a code is for.</summary>
    public Task<bool> Find(string code) => Try(async () =>
    {
        Found = null;
        Found = (await returns.GetReturnByRmaCodeAsync(new GetReturnByRmaCodeRequest { RmaCode = code })).GoodsReturn;
    });

    /// <summary>What is on the desk changes by itself: its refund takes a moment.</summary>
    public bool IsSettling => Found is { State: ReturnState.Inspected or ReturnState.Resolved };

    /// <summary>Looks again at what is on the desk.</summary>
    public Task<bool> Refresh(CancellationToken cancellation = default) => Try(async () =>
    {
        if (Found is { } shown)
        {
            var now = (await returns.GetReturnAsync(new GetReturnRequest { ReturnId = shown.ReturnId }, cancellationToken: cancellation)).GoodsReturn;
            Found = Found?.ReturnId == now.ReturnId ? now : Found;
        }
    });

    /// <summary>Nothing is on the desk any more.</summary>
    public void Close()
    {
        Found = null;
        Forgive();
    }

    /// <summary>It may come back.</summary>
    public Task<bool> Approve(string returnId) => Do(async () => (await returns.ApproveReturnAsync(new ApproveReturnRequest { ReturnId = returnId })).GoodsReturn);

    /// <summary>It may not; its customer is told why.</summary>
    public Task<bool> Decline(string returnId, string reason) =>
        Do(async () => (await returns.DeclineReturnAsync(new DeclineReturnRequest { ReturnId = returnId, Reason = reason })).GoodsReturn);

    /// <summary>Goods are here.</summary>
    /// <param name="returnId">The return.</param>
    /// <param name="lines">Which units.</param>
    /// <param name="lateReason">Why they are taken although the return had ended; empty where it had not.</param>
    public Task<bool> Receive(string returnId, IReadOnlyList<ReceivedLine> lines, string lateReason) => Do(async () =>
        (await returns.ReceiveReturnAsync(new ReceiveReturnRequest { ReturnId = returnId, Lines = { lines }, LateReason = lateReason })).GoodsReturn);

    /// <summary>Goods were looked at.</summary>
    public Task<bool> Inspect(string returnId, IReadOnlyList<Inspection> found) =>
        Do(async () => (await returns.InspectReturnAsync(new InspectReturnRequest { ReturnId = returnId, Inspections = { found } })).GoodsReturn);

    /// <summary>A label that no carrier has seen is void.</summary>
    public async Task<bool> Void(string returnId, string reverseDeliveryId) =>
        await Try(async () => await deliveries.VoidReverseDeliveryAsync(new VoidReverseDeliveryRequest { ReturnId = returnId, ReverseDeliveryId = reverseDeliveryId })) && await Refresh();

    /// <summary>What becomes of money that was given back for goods that did not come.</summary>
    public Task<bool> Settle(string returnId, ShortfallState decision, string reason) => Do(async () =>
        (await deliveries.SettleShortfallAsync(new SettleShortfallRequest { ReturnId = returnId, Decision = decision, Reason = reason })).GoodsReturn);

    private Task<bool> Do(Func<Task<Return>> step) => Try(async () => Found = await step());
}
