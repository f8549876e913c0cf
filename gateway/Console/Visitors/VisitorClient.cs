using Grpc.Core;
using Omnichannel.Client;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.V1;
using Omnichannel.WebConsole.Sessions;

namespace Omnichannel.WebConsole.Visitors;

/// <summary>
/// The platform as somebody may use it who is not signed in. Limits count visitors by where they are, so each call says it; the gateway believes that of the networks that it
/// trusts (<c>Omnichannel:Gateway:TrustedProxies</c>).
/// </summary>
public sealed class VisitorClient(GatewayAddress gateway) : IDisposable
{
    private const string AddressHeader = "x-forwarded-for";

    // A page waits for it, and a person for the page.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly Lazy<OmnichannelClient> client = new(
        () => new OmnichannelClient(new OmnichannelClientOptions(gateway.Grpc, _ => ValueTask.FromResult("")) { Deadline = Deadline, AttemptLimit = Deadline / 2 }));

    /// <summary>An order by what its buyer knows of it.</summary>
    /// <exception cref="RpcException">There is none, too many were looked for, or nobody answers.</exception>
    public async Task<LookupOrderResponse> Find(HttpContext visitor, LookupOrderRequest request) => await client.Value.Orders.LookupOrderAsync(request, Call(visitor));

    /// <summary>The order of a link.</summary>
    /// <exception cref="RpcException">The link is not good, or nobody answers.</exception>
    public async Task<GetTrackedOrderResponse> Open(HttpContext visitor, string token, string language) =>
        await client.Value.TrackingLinks.GetTrackedOrderAsync(new GetTrackedOrderRequest { Token = token, Language = language }, Call(visitor));

    /// <summary>Whether the order of a link can be withdrawn from.</summary>
    /// <exception cref="RpcException">The link is not good, or nobody answers.</exception>
    public async Task<GetWithdrawalNoticeResponse> Notice(HttpContext visitor, string token) =>
        await client.Value.Withdrawals.GetWithdrawalNoticeAsync(new GetWithdrawalNoticeRequest { Token = token }, Call(visitor));

    /// <summary>What of an order can be withdrawn from, and what was.</summary>
    /// <exception cref="RpcException">The token is not good, or nobody answers.</exception>
    public async Task<GetWithdrawalResponse> Withdrawal(HttpContext visitor, string token, string language) =>
        await client.Value.Withdrawals.GetWithdrawalAsync(new GetWithdrawalRequest { Token = token, Language = language }, Call(visitor));

    /// <summary>The first step of a withdrawal.</summary>
    /// <exception cref="RpcException">It is refused, or nobody answers.</exception>
    public async Task<DeclareWithdrawalResponse> Declare(HttpContext visitor, DeclareWithdrawalRequest request) => await client.Value.Withdrawals.DeclareWithdrawalAsync(request, Call(visitor));

    /// <summary>The second step of a withdrawal.</summary>
    /// <exception cref="RpcException">It is refused, or nobody answers.</exception>
    public async Task<ConfirmWithdrawalResponse> Confirm(HttpContext visitor, ConfirmWithdrawalRequest request) => await client.Value.Withdrawals.ConfirmWithdrawalAsync(request, Call(visitor));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }

    private static CallOptions Call(HttpContext visitor)
    {
        var headers = new Metadata();
        if (visitor.Connection.RemoteIpAddress is { } address)
        {
            headers.Add(AddressHeader, address.ToString());
        }

        return new CallOptions(headers, cancellationToken: visitor.RequestAborted);
    }
}
