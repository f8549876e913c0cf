using Omnichannel.Cart.V1;

namespace Omnichannel.Client.Carts;

/// <summary>
/// Makes the local view: the server's cart with pending edits on top, by three rules. An addition adds, a set replaces, a removal removes. What other devices did
/// meanwhile is not guessed: the server merges, and its answer replaces the guess.
/// </summary>
internal static class LocalRules
{
    /// <param name="cartId">The current cart's.</param>
    /// <param name="server">As it was last seen.</param>
    /// <param name="pending">Edits of this cart without an answer, in order.</param>
    /// <param name="moving">Edits that were made for an earlier cart: of them only additions follow.</param>
    public static Draft Begin(string cartId, ShoppingCart? server, IReadOnlyCollection<CartOperation> pending, IReadOnlyCollection<CartOperation> moving)
    {
        var draft = new Draft(cartId, server, moving.Count);
        foreach (var operation in moving.Where(operation => operation.OperationCase is CartOperation.OperationOneofCase.Add))
        {
            draft.Put(operation);
        }

        foreach (var operation in pending)
        {
            draft.Apply(operation);
        }

        return draft;
    }

    private static string KeyOf(string sku, IEnumerable<KeyValuePair<string, string>> options) =>
        string.Join('\0', options.OrderBy(option => option.Key, StringComparer.Ordinal).SelectMany(option => new[] { option.Key, option.Value }).Prepend(sku));

    /// <summary>A view that goes on with further edits: one more costs the same whether ten wait or ten thousand.</summary>
    public sealed class Draft
    {
        private readonly string cartId;
        private readonly ShoppingCart? server;
        private readonly Dictionary<string, string> keys = [];
        private readonly List<string> order = [];
        private readonly Dictionary<string, CartViewLine> lines = [];
        private readonly List<string> codes;
        private string giftNote;
        private int waiting;

        public Draft(string cartId, ShoppingCart? server, int waiting)
        {
            (this.cartId, this.server, this.waiting) = (cartId, server, waiting);
            foreach (var line in server?.Lines ?? [])
            {
                var key = KeyOf(line.Sku, line.Options);
                keys[line.LineId] = key;
                Put(key, new CartViewLine(line.LineId, line.Sku, line.Options, line.Quantity) { IsSaved = line.Saved, Fulfilment = line.Fulfilment, Server = line });
            }

            codes = [.. server?.Codes.Select(code => code.Code) ?? []];
            giftNote = server?.GiftNote ?? "";
        }

        public CartView View() => new()
        {
            CartId = cartId,
            Server = server,
            Lines = [.. order.Select(key => lines[key])],
            Codes = [.. codes],
            GiftNote = giftNote,
            Pending = waiting,
        };

        /// <summary>One more edit that waits.</summary>
        public void Apply(CartOperation operation)
        {
            waiting++;
            Put(operation);
        }

        /// <summary>What an edit does.</summary>
        public void Put(CartOperation operation)
        {
            switch (operation.OperationCase)
            {
                case CartOperation.OperationOneofCase.Add:
                    Add(operation.Add);
                    break;
                case CartOperation.OperationOneofCase.SetQuantity:
                    Change(operation.SetQuantity.Line, line => line with { Quantity = operation.SetQuantity.Quantity });
                    break;
                case CartOperation.OperationOneofCase.RemoveLine:
                    Remove(Find(operation.RemoveLine.Line));
                    break;
                case CartOperation.OperationOneofCase.MoveToSaved:
                    Change(operation.MoveToSaved.Line, line => line with { IsSaved = true });
                    break;
                case CartOperation.OperationOneofCase.MoveToCart:
                    Change(operation.MoveToCart.Line, line => line with { IsSaved = false });
                    break;
                case CartOperation.OperationOneofCase.SetFulfilment:
                    Change(operation.SetFulfilment.Line, line => line with { Fulfilment = operation.SetFulfilment.Fulfilment });
                    break;
                case CartOperation.OperationOneofCase.ApplyCode:
                    RemoveCode(operation.ApplyCode.Code);
                    codes.Add(operation.ApplyCode.Code.ToUpperInvariant());
                    break;
                case CartOperation.OperationOneofCase.RemoveCode:
                    RemoveCode(operation.RemoveCode.Code);
                    break;
                case CartOperation.OperationOneofCase.SetGiftNote:
                    giftNote = operation.SetGiftNote.Text;
                    break;
                case CartOperation.OperationOneofCase.Clear:
                    Clear();
                    break;
                default:
                    // An empty edit uses a number up and changes nothing.
                    break;
            }
        }

        private void Add(AddItem add)
        {
            var key = KeyOf(add.Sku, add.Options);
            var line = lines.GetValueOrDefault(key) ?? new CartViewLine("", add.Sku, add.Options, 0) { Fulfilment = add.Fulfilment };
            var sum = (int)Math.Min((long)line.Quantity + add.Quantity, int.MaxValue);
            Put(key, line with { Quantity = sum, IsSaved = false, IsPending = true });
        }

        private void Change(LineReference reference, Func<CartViewLine, CartViewLine> change)
        {
            if (lines.TryGetValue(Find(reference), out var line))
            {
                Put(Find(reference), change(line) with { IsPending = true });
            }
        }

        private string Find(LineReference? reference) => reference switch
        {
            null => "",
            { LineId.Length: > 0 } => keys.GetValueOrDefault(reference.LineId, ""),
            _ => KeyOf(reference.Sku, reference.Options),
        };

        private void Put(string key, CartViewLine line)
        {
            if (!lines.ContainsKey(key))
            {
                order.Add(key);
            }

            lines[key] = line;
        }

        private void Remove(string key)
        {
            if (lines.Remove(key))
            {
                order.Remove(key);
            }
        }

        private void RemoveCode(string code) => codes.RemoveAll(known => string.Equals(known, code, StringComparison.OrdinalIgnoreCase));

        private void Clear()
        {
            foreach (var key in order.Where(key => !lines[key].IsSaved).ToList())
            {
                Remove(key);
            }

            codes.Clear();
            giftNote = "";
        }
    }
}
