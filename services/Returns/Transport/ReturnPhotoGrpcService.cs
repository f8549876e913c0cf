using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Transport;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>Photos of goods that are to come back.</summary>
public sealed class ReturnPhotoGrpcService(PhotoStore photos) : V1.ReturnPhotoService.ReturnPhotoServiceBase
{
    /// <inheritdoc/>
    public override Task<V1.UploadReturnPhotoResponse> UploadReturnPhoto(V1.UploadReturnPhotoRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).ThrowIfInvalid();
        return photos.Keep(context.Command(request), request.OrderId, request.Content, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<V1.GetReturnPhotoResponse> GetReturnPhoto(V1.GetReturnPhotoRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("photo_id", request.PhotoId).ThrowIfInvalid();
        return new V1.GetReturnPhotoResponse { Photo = await photos.Get(request.OrderId, request.PhotoId, context.Caller(), context.CancellationToken).ConfigureAwait(false) };
    }
}
