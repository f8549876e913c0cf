using Grpc.Core;
using Omnichannel.Returns.V1;

namespace Omnichannel.CartSync.Transport;

/// <summary>On which terms what is bought now can be returned: Returns' to say.</summary>
public sealed class ReturnTerms(ReturnPolicyService.ReturnPolicyServiceClient policies, ILogger<ReturnTerms> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The version of the policy that governs orders; 0 when Returns does not answer in time. Nobody is kept from buying by that: Returns then goes by the time of the purchase.
    /// </summary>
    public async Task<int> VersionInForce(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            return (await policies.GetPolicyInForceAsync(new GetPolicyInForceRequest(), cancellationToken: limit.Token).ConfigureAwait(false)).PolicyVersion;
        }
        catch (RpcException error) when (!cancellation.IsCancellationRequested)
        {
            Log.ReturnTermsUnknown(log, error);
            return 0;
        }
    }
}
