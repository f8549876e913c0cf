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
    public static CartView View(string cartId, ShoppingCart? server, IReadOnlyCollection<CartOperation> pending, IReadOnlyCollection<CartOperation> moving)
    {
        var draft = new Draft(server);
        foreach (var operation in moving.Where(operation => operation.OperationCase is CartOperation.OperationOneofCase.Add))
        {
            draft.Apply(operation);
        }

        foreach (var operation in pending)
        {
            draft.Apply(operation);
        }

        return new CartView
        {
            CartId = cartId,
            Server = server,
            Lines = [.. draft.Order.Select(key => draft.Lines[key])],
            Codes = [.. draft.Codes],
            GiftNote = draft.GiftNote,
            Pending = pending.Count + moving.Count,
        };
    }

    private static string KeyOf(string sku, IEnumerable<KeyValuePair<string, string>> options) =>
        string.Join('\0', options.OrderBy(option => option.Key, StringComparer.Ordinal).SelectMany(option => new[] { option.Key, option.Value }).Prepend(sku));

    private sealed class Draft
    {
        private readonly Dictionary<string, string> keys = [];

        public Draft(ShoppingCart? server)
        {
            foreach (var line in server?.Lines ?? [])
            {
                var key = KeyOf(line.Sku, line.Options);
                keys[line.LineId] = key;
                Put(key, new CartViewLine(line.LineId, line.Sku, line.Options, line.Quantity) { IsSaved = line.Saved, Fulfilment = line.Fulfilment, Server = line });
            }

            Codes = [.. server?.Codes.Select(code => code.Code) ?? []];
            GiftNote = server?.GiftNote ?? "";
        }

        public List<string> Order { get; } = [];

        public Dictionary<string, CartViewLine> Lines { get; } = [];

        public List<string> Codes { get; }

        public string GiftNote { get; private set; }

        public void Apply(CartOperation operation)
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
                    Codes.Add(operation.ApplyCode.Code.ToUpperInvariant());
                    break;
                case CartOperation.OperationOneofCase.RemoveCode:
                    RemoveCode(operation.RemoveCode.Code);
                    break;
                case CartOperation.OperationOneofCase.SetGiftNote:
                    GiftNote = operation.SetGiftNote.Text;
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
            var line = Lines.GetValueOrDefault(key) ?? new CartViewLine("", add.Sku, add.Options, 0) { Fulfilment = add.Fulfilment };
            var sum = (int)Math.Min((long)line.Quantity + add.Quantity, int.MaxValue);
            Put(key, line with { Quantity = sum, IsSaved = false, IsPending = true });
        }

        private void Change(LineReference reference, Func<CartViewLine, CartViewLine> change)
        {
            if (Lines.TryGetValue(Find(reference), out var line))
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
            if (!Lines.ContainsKey(key))
            {
                Order.Add(key);
            }

            Lines[key] = line;
        }

        private void Remove(string key)
        {
            if (Lines.Remove(key))
            {
                Order.Remove(key);
            }
        }

        private void RemoveCode(string code) => Codes.RemoveAll(known => string.Equals(known, code, StringComparison.OrdinalIgnoreCase));

        private void Clear()
        {
            foreach (var key in Order.Where(key => !Lines[key].IsSaved).ToList())
            {
                Remove(key);
            }

            Codes.Clear();
            GiftNote = "";
        }
    }
}
