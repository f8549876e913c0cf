using Grpc.Core;
using Omnichannel.Gateway.Errors;
using Omnichannel.Orders.V1;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>Carriers' tracking news goes to Order-tracking as it is, which knows each event by its content. The source names the data file that understands the document.</summary>
internal sealed class CarrierNews(ShipmentService.ShipmentServiceClient shipments)
{
    /// <summary>The target's name.</summary>
    public const string Target = "carriers";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="ProblemException">Order-tracking refused it, or cannot take it now.</exception>
    public async Task Take(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var request = new IngestTrackingEventsRequest { Reports = { new TrackingReport { CarrierCode = delivery.Source, RawPayload = delivery.Payload } } };
        try
        {
            var answer = await shipments.IngestTrackingEventsAsync(request, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
            if (answer.Results is [{ Refusal: { } refusal }, ..])
            {
                throw new ProblemException(new Problem(StatusCodes.Status422UnprocessableEntity, refusal.Reason, refusal.Message) { Metadata = refusal.Metadata });
            }
        }
        catch (RpcException failure)
        {
            throw new ProblemException(RpcProblem.Of(failure));
        }
    }
}
