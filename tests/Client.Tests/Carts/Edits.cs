using Omnichannel.Cart.V1;

namespace Omnichannel.Client.Tests.Carts;

/// <summary>Edits and carts in few words.</summary>
internal static class Edits
{
    public static CartOperation Add(string sku, int quantity = 1) => new() { Add = new AddItem { Sku = sku, Quantity = quantity } };

    public static CartOperation Set(string sku, int quantity) => new() { SetQuantity = new SetQuantity { Line = Line(sku), Quantity = quantity } };

    public static CartOperation Remove(string sku) => new() { RemoveLine = new RemoveLine { Line = Line(sku) } };

    public static LineReference Line(string sku) => new() { Sku = sku };

    public static CartOperation Empty() => new();

    public static ShoppingCart Cart(long version, params (string Sku, int Quantity)[] lines) => Cart("c1", version, lines);

    public static ShoppingCart Cart(string cartId, long version, params (string Sku, int Quantity)[] lines) => new()
    {
        CartId = cartId,
        Market = "IT",
        Version = version,
        StableVersion = version,
        Lines = { lines.Select(line => new CartLine { LineId = $"id-{line.Sku}", Sku = line.Sku, Quantity = line.Quantity }) },
    };

    public static ApplyOperationsResponse Answer(ShoppingCart cart, long stable, params OperationResult[] results) =>
        new() { Cart = cart, Version = cart.Version, StableVersion = stable, Results = { results } };

    public static OperationResult Result(long number, OperationOutcome outcome = OperationOutcome.Applied) => new() { DeviceSeq = number, Outcome = outcome };

    public static OperationResult OutOfOrder(long number, long due) =>
        new() { DeviceSeq = number, Outcome = OperationOutcome.OutOfOrder, ExpectedDeviceSeq = due };
}
