using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Errors;
using LineReference = Omnichannel.CartSync.Domain.LineReference;
using OperationOutcome = Omnichannel.Cart.V1.OperationOutcome;

namespace Omnichannel.CartSync.Transport;

/// <summary>Operations as the domain sees them, and their answers.</summary>
internal static class OperationMapping
{
    private const int MostOperations = 1000;

    /// <summary>No device numbered them. A call without any does nothing: a device's, which takes no key.</summary>
    public static bool IsPlain(ApplyOperationsRequest request)
    {
        foreach (var operation in request.Operations)
        {
            if (operation.HasDeviceSeq)
            {
                return false;
            }
        }

        return request.Operations.Count > 0;
    }

    /// <summary>What concerns the call as a whole; each operation is answered by itself.</summary>
    public static void Check(ApplyOperationsRequest request, bool isPlain)
    {
        if (request.Operations.Count > MostOperations)
        {
            throw new InvalidRequestException("operations", "must have at most 1,000 elements", "BATCH_TOO_LARGE");
        }

        var check = new RequestCheck().Id("cart_id", request.CartId);
        check = isPlain ? check.OptionalText("device_id", request.DeviceId, 128) : check.Text("device_id", request.DeviceId, 128);
        check.OptionalId("owner_id", request.OwnerId)
            .That(!request.DeviceId.StartsWith(MergeRecord.NoDevice), "device_id", "must not begin with ~").ThrowIfInvalid();
    }

    public static Operation[] ToDomain(ApplyOperationsRequest request)
    {
        var operations = new Operation[request.Operations.Count];
        for (var i = 0; i < operations.Length; i++)
        {
            var operation = request.Operations[i];
            operations[i] = new Operation(operation.DeviceSeq, operation.HasBaseVersion ? operation.BaseVersion : Operation.SeesAll, ToEdit(operation));
        }

        return operations;
    }

    public static IReadOnlyCollection<string> Skus(Operation[] operations)
    {
        if (operations is [{ Edit: Edit.Add only }])
        {
            return [only.Sku];
        }

        return [.. operations.Select(operation => operation.Edit).OfType<Edit.Add>().Select(add => add.Sku).Distinct()];
    }

    public static Cart.V1.OperationResult ToProto(Domain.OperationResult result) => new()
    {
        DeviceSeq = result.DeviceSeq,
        Outcome = (OperationOutcome)result.Outcome,
        LineId = result.LineId,
        Note = result.Note is null ? null : CartView.ToProto(result.Note),
        Refusal = result.Refusal?.ToContract(),
        ExpectedDeviceSeq = result.ExpectedDeviceSeq,
    };

    private static Edit ToEdit(CartOperation operation) => operation.OperationCase switch
    {
        CartOperation.OperationOneofCase.Add => new Edit.Add(
            operation.Add.Sku, ToOptions(operation.Add.Options), operation.Add.Quantity, ToFulfilment(operation.Add.Fulfilment)),
        CartOperation.OperationOneofCase.SetQuantity => new Edit.SetQuantity(ToLine(operation.SetQuantity.Line), operation.SetQuantity.Quantity),
        CartOperation.OperationOneofCase.RemoveLine => new Edit.Remove(ToLine(operation.RemoveLine.Line)),
        CartOperation.OperationOneofCase.MoveToSaved => new Edit.MoveToSaved(ToLine(operation.MoveToSaved.Line)),
        CartOperation.OperationOneofCase.MoveToCart => new Edit.MoveToCart(ToLine(operation.MoveToCart.Line)),
        CartOperation.OperationOneofCase.ApplyCode => new Edit.ApplyCode(ToCode(operation.ApplyCode.Code)),
        CartOperation.OperationOneofCase.RemoveCode => new Edit.RemoveCode(ToCode(operation.RemoveCode.Code)),
        CartOperation.OperationOneofCase.SetFulfilment => new Edit.SetFulfilment(
            ToLine(operation.SetFulfilment.Line), ToFulfilment(operation.SetFulfilment.Fulfilment)),
        CartOperation.OperationOneofCase.SetGiftNote => new Edit.SetGiftNote(operation.SetGiftNote.Text),
        CartOperation.OperationOneofCase.Clear => new Edit.Clear(),
        _ => new Edit.Nothing(),
    };

    private static LineReference ToLine(Cart.V1.LineReference? line) =>
        line is null ? new LineReference("", "", []) : new LineReference(line.LineId, line.Sku, ToOptions(line.Options));

    public static ImmutableArray<Option> ToOptions(MapField<string, string> options) => options.Count == 0
        ? []
        : [.. options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => new Option(option.Key, option.Value))];

    /// <summary>A coupon code as Loyalty knows it and answers it, however it was typed: else one that it holds or refuses would not be found among the cart's.</summary>
    public static string ToCode(string typed) => typed.Trim().ToUpperInvariant();

    public static Fulfilment? ToFulfilment(Types.V1.Fulfilment? fulfilment) => fulfilment?.MethodCase switch
    {
        Types.V1.Fulfilment.MethodOneofCase.Ship => new Fulfilment.Ship(fulfilment.Ship.ShippingOptionId),
        Types.V1.Fulfilment.MethodOneofCase.Pickup => new Fulfilment.Pickup(fulfilment.Pickup.StoreId),
        Types.V1.Fulfilment.MethodOneofCase.TakeAway => new Fulfilment.TakeAway(),
        _ => null,
    };
}
