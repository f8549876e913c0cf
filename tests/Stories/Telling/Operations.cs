using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Tests.Simulation;
using Omnichannel.Stories.Format;

namespace Omnichannel.Stories.Telling;

/// <summary>Edits of the model in the contract's words.</summary>
internal static class Operations
{
    public static CartOperation Of(Edit edit, int step)
    {
        var operation = edit switch
        {
            Edit.Add add => new CartOperation { Add = new AddItem { Sku = add.Sku, Quantity = add.Quantity } },
            Edit.SetQuantity set => new CartOperation { SetQuantity = new SetQuantity { Line = LineOf(set.Line), Quantity = set.Quantity } },
            Edit.Remove remove => new CartOperation { RemoveLine = new RemoveLine { Line = LineOf(remove.Line) } },
            Edit.MoveToSaved move => new CartOperation { MoveToSaved = new MoveToSaved { Line = LineOf(move.Line) } },
            Edit.MoveToCart move => new CartOperation { MoveToCart = new MoveToCart { Line = LineOf(move.Line) } },
            _ => new CartOperation { Clear = new ClearCart() },
        };
        if (edit is Edit.Add { Options: var options })
        {
            operation.Add.Options.Add(options.ToDictionary(option => option.Name, option => option.Value));
        }

        operation.OccurredAt = Timestamp.FromDateTimeOffset(Shop.Opening.AddSeconds(step));
        return operation;
    }

    public static ShownLine LineOf(Article article, int quantity) =>
        new(article.Sku, article.Options.ToImmutableSortedDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal), quantity, false);

    private static Cart.V1.LineReference LineOf(CartSync.Domain.LineReference line) =>
        new() { Sku = line.Sku, Options = { line.Options.ToDictionary(option => option.Name, option => option.Value) } };
}
