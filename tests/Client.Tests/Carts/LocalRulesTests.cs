using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Carts;

namespace Omnichannel.Client.Tests.Carts;

public sealed class LocalRulesTests
{
    private static readonly string[] _skus = ["MUG", "CUP", "LAMP"];

    [Fact]
    public void Add_SumsWithTheServersLine_AndMarksIt()
    {
        var line = Assert.Single(View(Edits.Cart(3, ("MUG", 2)), Edits.Add("MUG", 3)).Lines);
        Assert.Equal(("id-MUG", 5, true), (line.LineId, line.Quantity, line.IsPending));
    }

    [Fact]
    public void Set_Replaces_ByIdAndByWhatTheLineHolds()
    {
        var byId = new CartOperation { SetQuantity = new SetQuantity { Line = new LineReference { LineId = "id-MUG" }, Quantity = 7 } };
        Assert.Equal(7, Assert.Single(View(Edits.Cart(3, ("MUG", 2)), byId).Lines).Quantity);
        Assert.Equal(4, Assert.Single(View(Edits.Cart(3, ("MUG", 2)), Edits.Set("MUG", 4)).Lines).Quantity);
    }

    [Fact]
    public void Remove_Removes_AndALaterAddBeginsAnew()
    {
        Assert.Empty(View(Edits.Cart(3, ("MUG", 2)), Edits.Remove("MUG")).Lines);
        Assert.Equal(1, Assert.Single(View(Edits.Cart(3, ("MUG", 2)), Edits.Remove("MUG"), Edits.Add("MUG")).Lines).Quantity);
    }

    [Fact]
    public void OptionsMakeAnotherLine_InWhateverOrder()
    {
        var one = new CartOperation { Add = new AddItem { Sku = "MUG", Quantity = 1, Options = { ["a"] = "1", ["b"] = "2" } } };
        var same = new CartOperation { Add = new AddItem { Sku = "MUG", Quantity = 1, Options = { ["b"] = "2", ["a"] = "1" } } };
        Assert.Equal([1, 2], View(null, Edits.Add("MUG"), one, same).Lines.Select(line => line.Quantity));
    }

    [Fact]
    public void Clear_LeavesWhatIsSaved()
    {
        var cart = Edits.Cart(3, ("MUG", 2), ("CUP", 1));
        cart.Lines[1].Saved = true;
        cart.GiftNote = "for you";
        cart.Codes.Add(new CartCode { Code = "TEN" });
        var view = View(cart, new CartOperation { Clear = new ClearCart() });
        Assert.Equal("CUP", Assert.Single(view.Lines).Sku);
        Assert.Empty(view.Codes);
        Assert.Empty(view.GiftNote);
    }

    [Fact]
    public void EditsOfAnEarlierCart_BringTheirAdditionsOnly()
    {
        var view = LocalRules.Begin("c2", Edits.Cart("c2", 3, ("MUG", 2)), [], [Edits.Remove("MUG"), Edits.Add("CUP")]).View();
        Assert.Equal([("MUG", 2), ("CUP", 1)], view.Lines.Select(line => (line.Sku, line.Quantity)));
    }

    [Fact]
    public void Totals_AreStaleWhileEditsWait()
    {
        Assert.False(View(Edits.Cart(1)).AreTotalsStale);
        Assert.True(View(Edits.Cart(1), Edits.Add("MUG")).AreTotalsStale);
    }

    [Fact]
    public void View_IsWhatThreeRulesSay() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 2).SelectMany(kind => Gen.Elements(_skus).SelectMany(sku => Gen.Choose(1, 9).Select(quantity => (kind, sku, quantity)))).ListOf().ToArbitrary(),
        edits =>
        {
            var expected = new Dictionary<string, int> { ["MUG"] = 5 };
            foreach (var (kind, sku, quantity) in edits)
            {
                switch (kind)
                {
                    case 0:
                        expected[sku] = expected.GetValueOrDefault(sku) + quantity;
                        break;
                    case 1 when expected.ContainsKey(sku):
                        expected[sku] = quantity;
                        break;
                    case 2:
                        expected.Remove(sku);
                        break;
                }
            }

            var view = View(Edits.Cart(1, ("MUG", 5)), [.. edits.Select(edit => edit.kind switch { 0 => Edits.Add(edit.sku, edit.quantity), 1 => Edits.Set(edit.sku, edit.quantity), _ => Edits.Remove(edit.sku) })]);
            return expected.OrderBy(line => line.Key).SequenceEqual(view.Lines.ToDictionary(line => line.Sku, line => line.Quantity).OrderBy(line => line.Key));
        }));

    // Whoever asks after each edit sees what somebody sees who asks once, at the end.
    [Fact]
    public void View_ThatGoesOn_IsTheOneThatBeginsAnew() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 5).SelectMany(kind => Gen.Elements(_skus).SelectMany(sku => Gen.Choose(1, 9).Select(quantity => (kind, sku, quantity)))).ListOf().ToArbitrary(),
        edits =>
        {
            using var log = new MemoryOperationLog();
            log.Write(new LogChange { CurrentCart = "c1", Carts = [new NumberedCart("c1", 1, 0) { LastSeen = Edits.Cart("c1", 1, ("MUG", 5)) }] });
            var keeper = new BookKeeper(log);
            foreach (var (kind, sku, quantity) in edits)
            {
                keeper.Append([kind switch
                {
                    0 => Edits.Set(sku, quantity),
                    1 => Edits.Remove(sku),
                    2 => new CartOperation { ApplyCode = new ApplyCode { Code = sku } },
                    3 => new CartOperation { Clear = new ClearCart() },
                    _ => Edits.Add(sku, quantity),
                }]);
                Assert.Equal(Said(new BookKeeper(log).View), Said(keeper.View));
            }
        }));

    private static string Said(CartView view) => $"{string.Join('\n', view.Lines)}\n{string.Join(' ', view.Codes)}\n{view.GiftNote}\n{view.Pending}";

    private static CartView View(ShoppingCart? server, params CartOperation[] pending) => LocalRules.Begin("c1", server, pending, []).View();
}
