using Grpc.Core;
using Omnichannel.Gateway.Errors;
using Omnichannel.Orders.V1;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>Payment providers' news goes to Order-tracking as it is, which knows each result by its instruction. The source names the data file that understands the document.</summary>
internal sealed class PaymentNews(OrderPaymentService.OrderPaymentServiceClient payments)
{
    /// <summary>The target's name.</summary>
    public const string Target = "payments";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="ProblemException">Order-tracking refused it, or cannot take it now.</exception>
    public async Task Take(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var request = new IngestPaymentNoticeRequest { ProviderCode = delivery.Source, Document = delivery.Payload };
        try
        {
            await payments.IngestPaymentNoticeAsync(request, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        }
        catch (RpcException failure)
        {
            throw new ProblemException(RpcProblem.Of(failure));
        }
    }
}
