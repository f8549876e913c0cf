using Grpc.Core;
using Omnichannel.Orders.V1;

namespace Omnichannel.WebConsole.Orders;

/// <summary>What a reader of an order does about its claims. Nothing is kept here: the page follows the order, and what comes of it shows there.</summary>
/// <param name="calls">The gateway's gRPC as the reader.</param>
/// <param name="orderId">The order.</param>
public sealed class ClaimsModel(CallInvoker calls, string orderId)
{
    private readonly ClaimService.ClaimServiceClient claims = new(calls);

    /// <summary>Files what the form has.</summary>
    /// <returns>Why it was refused; null when it was not.</returns>
    public Task<RpcException?> File(ClaimDraft draft) => Try(async () => await claims.FileClaimAsync(draft.ToRequest(orderId)));

    /// <summary>Takes it back.</summary>
    /// <returns>Why it was refused; null when it was not.</returns>
    public Task<RpcException?> Withdraw(string claimId) => Try(async () => await claims.WithdrawClaimAsync(new WithdrawClaimRequest { OrderId = orderId, ClaimId = claimId }));

    /// <summary>Staff take it up, or a declined one again.</summary>
    /// <returns>Why it was refused; null when it was not.</returns>
    public Task<RpcException?> Review(string claimId) => Try(async () => await claims.ReviewClaimAsync(new ReviewClaimRequest { OrderId = orderId, ClaimId = claimId }));

    /// <summary>Staff accept or decline it.</summary>
    /// <param name="claimId">The claim.</param>
    /// <param name="resolution">What comes of it.</param>
    /// <param name="reason">Why; needed to decline.</param>
    /// <returns>Why it was refused; null when it was not.</returns>
    public Task<RpcException?> Resolve(string claimId, ClaimResolution resolution, string reason) => Try(async () =>
        await claims.ResolveClaimAsync(new ResolveClaimRequest { OrderId = orderId, ClaimId = claimId, Resolution = resolution, Reason = reason.Trim() }));

    /// <summary>Its text and photos: personal, so they are asked for when somebody wants to see them.</summary>
    /// <exception cref="RpcException">They could not be had.</exception>
    public async Task<GetClaimResponse> Read(string claimId) => await claims.GetClaimAsync(new GetClaimRequest { OrderId = orderId, ClaimId = claimId });

    private static async Task<RpcException?> Try(Func<Task> step)
    {
        try
        {
            await step();
            return null;
        }
        catch (RpcException refused)
        {
            return refused;
        }
    }
}
