using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Transport;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Labels;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>How goods travel back, and what becomes of money that went back without them.</summary>
public sealed class ReverseDeliveryGrpcService(ReturnsStore store, ReturnQueries queries, FileLabels labels) : V1.ReverseDeliveryService.ReverseDeliveryServiceBase
{
    private const int MostReasonLength = 1000;

    /// <inheritdoc/>
    public override async Task<V1.CreateReverseDeliveryResponse> CreateReverseDelivery(V1.CreateReverseDeliveryRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("return_id", request.ReturnId).That(Enum.IsDefined(request.Method), "method", "must be a known value").ThrowIfInvalid();
        var method = request.Method is V1.ReverseDeliveryMethod.Unspecified ? ReverseDeliveryMethod.Label : request.Method.ToDomain();
        var response = await store.Deliver(
            context.Command(request), request.ReturnId, method, context.Caller().ToActor(), labels, context.CancellationToken).ConfigureAwait(false);
        response.QrSvg = Answers.QrSvg(response.ReverseDelivery.TrackingNumber);
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.GetReverseDeliveryDocumentResponse> GetReverseDeliveryDocument(V1.GetReverseDeliveryDocumentRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("return_id", request.ReturnId).Id("reverse_delivery_id", request.ReverseDeliveryId).ThrowIfInvalid();
        var document = await queries.Document(request.ReturnId, request.ReverseDeliveryId, context.Caller(), context.CancellationToken).ConfigureAwait(false);
        return new V1.GetReverseDeliveryDocumentResponse { ContentType = "application/pdf", Content = ByteString.CopyFrom(document) };
    }

    /// <inheritdoc/>
    public override Task<V1.VoidReverseDeliveryResponse> VoidReverseDelivery(V1.VoidReverseDeliveryRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("return_id", request.ReturnId).Id("reverse_delivery_id", request.ReverseDeliveryId).ThrowIfInvalid();
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), context.Caller().ToActor(), change => change.Current.Void(request.ReverseDeliveryId),
            changed => new V1.VoidReverseDeliveryResponse { ReverseDelivery = changed.ReverseDeliveries.First(parcel => parcel.ReverseDeliveryId == request.ReverseDeliveryId) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<V1.SettleShortfallResponse> SettleShortfall(V1.SettleShortfallRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("return_id", request.ReturnId).OptionalText("reason", request.Reason, MostReasonLength)
            .That(request.Decision is V1.ShortfallState.Charged or V1.ShortfallState.WrittenOff, "decision", "must be CHARGED or WRITTEN_OFF").ThrowIfInvalid();
        var by = context.Caller().ToActor();
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), by,
            change => change.Current.SettleShortfall(request.Decision.ToDomain(), request.Reason, change.Order, by, change.Now),
            changed => new V1.SettleShortfallResponse { GoodsReturn = changed }, context.CancellationToken);
    }
}
