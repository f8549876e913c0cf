using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Carts;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Channels;

namespace Omnichannel.WebConsole.Tests.Channels;

public sealed class TillReceiptTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_PricedLines_AreSoldAtTheServersPrices_WithItsPromotions()
    {
        var mug = Line("MUG", 2, "12.00", promotionMinor: 400);
        var receipt = TillReceipt.Of(View(mug, Line("LAMP", 1, "49.90")), _ => null, "r-1", TenderKind.Card, Now)!;
        Assert.Equal(("r-1", "anna", "", "IT", "EUR"), (receipt.ExternalId, receipt.CustomerId, receipt.GuestId, receipt.Market, receipt.CurrencyCode));
        Assert.Equal(2400 - 400 + 4990, Assert.Single(receipt.Tenders).Amount.AmountMinor);
        Assert.Equal([("MUG", 2, 400L), ("LAMP", 1, 0L)], receipt.Lines.Select(line => (line.Sku, line.Quantity, line.Discount?.AmountMinor ?? 0)));
    }

    [Fact]
    public void Of_ALineThatOnlyTheTillKnows_CostsWhatTheCatalogueSays()
    {
        var scanned = new CartViewLine("", "SCARF", ImmutableDictionary<string, string>.Empty, 1) { IsPending = true };
        var receipt = TillReceipt.Of(View(scanned), _ => new ItemPrice { UnitPrice = "35.00", CurrencyCode = "EUR" }, "r-1", TenderKind.Cash, Now)!;
        Assert.Equal(3500, Assert.Single(receipt.Tenders).Amount.AmountMinor);
    }

    [Fact]
    public void Of_ALineWhoseQuantityWaits_HasNoPromotionThatWasCountedForAnotherQuantity()
    {
        var raised = Line("MUG", 3, "12.00", promotionMinor: 400) with { IsPending = true };
        Assert.Equal(3600, TillReceipt.Due(View(raised), _ => null)!.Value.AmountMinor);
    }

    [Fact]
    public void Of_GoodsByWeight_CostByTheKilogram()
    {
        var ham = Line("HAM", 455, "19.90");
        ham.Server!.Measure = Measure.Gram;
        Assert.Equal(905, TillReceipt.Due(View(ham), _ => null)!.Value.AmountMinor);
    }

    [Fact]
    public void Of_APriceThatNobodyKnows_IsNotSold()
    {
        var unknown = new CartViewLine("", "NEW", ImmutableDictionary<string, string>.Empty, 1) { IsPending = true };
        Assert.Null(TillReceipt.Of(View(unknown), _ => null, "r-1", TenderKind.Card, Now));
    }

    [Fact]
    public void Of_NothingButSavedLines_IsNotSold()
    {
        Assert.Null(TillReceipt.Of(View(Line("MUG", 1, "12.00") with { IsSaved = true }), _ => null, "r-1", TenderKind.Card, Now));
    }

    [Fact]
    public void Of_AGuestsCart_IsTheGuests()
    {
        var view = View(Line("MUG", 1, "12.00"));
        (view.Server!.OwnerId, view.Server.OwnerIsGuest) = ("guest-1", true);
        var receipt = TillReceipt.Of(view, _ => null, "r-1", TenderKind.Card, Now)!;
        Assert.Equal(("", "guest-1"), (receipt.CustomerId, receipt.GuestId));
    }

    private static CartViewLine Line(string sku, int quantity, string unitPrice, long promotionMinor = 0)
    {
        var server = new CartLine { LineId = $"id-{sku}", Sku = sku, Title = sku, Quantity = quantity, UnitPrice = unitPrice, Measure = Measure.Piece };
        if (promotionMinor > 0)
        {
            server.Discounts.Add(new Discount { Kind = DiscountKind.Promotion, Amount = new Money { CurrencyCode = "EUR", AmountMinor = promotionMinor } });
        }

        return new CartViewLine(server.LineId, sku, ImmutableDictionary<string, string>.Empty, quantity) { Server = server };
    }

    private static CartView View(params CartViewLine[] lines) => new()
    {
        CartId = "c1",
        Server = new ShoppingCart { CartId = "c1", OwnerId = "anna", Market = "IT", CurrencyCode = "EUR" },
        Lines = [.. lines],
        Codes = [],
        GiftNote = "",
        Pending = 0,
    };
}
