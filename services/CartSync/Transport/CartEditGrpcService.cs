using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Errors;
using LineReference = Omnichannel.CartSync.Domain.LineReference;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rpcs of <c>omnichannel.cart.v1.CartEditService</c>: short forms of the cart's plain operations.</summary>
public sealed class CartEditGrpcService(CartAccess access) : CartEditService.CartEditServiceBase
{
    private const int MostIdCharacters = 64;

    /// <inheritdoc/>
    public override async Task<AddLineResponse> AddLine(AddLineRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalId("owner_id", request.OwnerId).ThrowIfInvalid();
        var add = new Edit.Add(request.Sku, OperationMapping.ToOptions(request.Options), request.Quantity, OperationMapping.ToFulfilment(request.Fulfilment));
        var applied = await Apply(request.CartId, request.OwnerId, [add], request, context).ConfigureAwait(false);
        return new AddLineResponse { LineId = applied.Results[0].LineId, Cart = applied.Cart };
    }

    /// <inheritdoc/>
    public override async Task<UpdateLineResponse> UpdateLine(UpdateLineRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("line_id", request.LineId, MostIdCharacters)
            .That(request.HasQuantity || request.HasSaved || request.Fulfilment is not null, "line_id", "must come with something to change").ThrowIfInvalid();
        var line = Line(request.LineId);
        List<Edit> changes = [];
        if (request.HasQuantity)
        {
            changes.Add(new Edit.SetQuantity(line, request.Quantity));
        }

        if (request.Fulfilment is not null)
        {
            changes.Add(new Edit.SetFulfilment(line, OperationMapping.ToFulfilment(request.Fulfilment)));
        }

        if (request.HasSaved)
        {
            changes.Add(request.Saved ? new Edit.MoveToSaved(line) : new Edit.MoveToCart(line));
        }

        return new UpdateLineResponse { Cart = (await Apply(request.CartId, "", changes, request, context).ConfigureAwait(false)).Cart };
    }

    /// <inheritdoc/>
    public override async Task<RemoveLineResponse> RemoveLine(RemoveLineRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("line_id", request.LineId, MostIdCharacters).ThrowIfInvalid();
        var applied = await Apply(request.CartId, "", [new Edit.Remove(Line(request.LineId))], request, context).ConfigureAwait(false);
        return new RemoveLineResponse { Cart = applied.Cart };
    }

    /// <inheritdoc/>
    public override async Task<AddCodeResponse> AddCode(AddCodeRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalId("owner_id", request.OwnerId).ThrowIfInvalid();
        var applied = await Apply(request.CartId, request.OwnerId, [new Edit.ApplyCode(OperationMapping.ToCode(request.Code))], request, context).ConfigureAwait(false);
        return new AddCodeResponse { Cart = applied.Cart };
    }

    /// <inheritdoc/>
    public override async Task<RemoveCodeResponse> RemoveCode(RemoveCodeRequest request, ServerCallContext context)
    {
        var applied = await Apply(request.CartId, "", [new Edit.RemoveCode(OperationMapping.ToCode(request.Code))], request, context).ConfigureAwait(false);
        return new RemoveCodeResponse { Cart = applied.Cart };
    }

    private Task<ApplyOperationsResponse> Apply(string cartId, string ownerId, List<Edit> edits, Google.Protobuf.IMessage request, ServerCallContext context) =>
        access.ApplyPlain(cartId, ownerId, [.. edits.Select(edit => new Operation(0, Operation.SeesAll, edit))], isWhole: true, request, context);

    private static LineReference Line(string lineId) => new(lineId, "", []);
}
