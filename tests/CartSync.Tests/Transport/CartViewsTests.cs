using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Domain;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Promotion = Omnichannel.CartSync.Domain.Promotion;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>A cart that was shown before is shown as if for the first time.</summary>
public sealed class CartViewsTests
{
    private readonly Stable stable = new();
    private readonly CartViews views;

    public CartViewsTests() => views = new CartViews(stable);

    [Fact]
    public void ReadAgain_IsTheSame_UntilAPromotionBeginsOrEnds()
    {
        var promotion = new Promotion { Id = "hour", StartsAt = Given.Now.AddHours(1), EndsAt = Given.Now.AddHours(2), Benefit = new Benefit.PercentOff(10) };
        var book = new Prices { Promotions = [promotion] };
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 2)).Do("web", Given.Add(2, "LAMP"));
        var shown = Totals(0);
        Assert.Equal([10500, 10500, 9450, 9450, 10500], new[] { 0, 59, 60, 119, 120 }.Select(Totals));
        Assert.Equal(10500, shown);

        // Another replica's clock is behind.
        Assert.Equal([9450, 10500], new[] { 61, 59 }.Select(Totals));
        Assert.Same(Show(cart, book, 3), Show(cart, book, 4));

        long Totals(int minute) => Show(cart, book, minute).Totals.Due.AmountMinor;
    }

    [Fact]
    public void Edited_SaysTheOtherLinesInTheWordsOfBefore()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG")).Do("web", Given.Add(2, "CUP")).Do("web", Given.Add(3, "LAMP"));
        var before = Show(cart, Given.Book, 0);
        var edited = cart.Do("web", Given.Set(4, "CUP", 5, cart.Version)).Do("web", Given.Remove(5, "MUG", cart.Version));
        var after = Show(edited, Given.Book, 0);
        Assert.Same(before.Lines[2], after.Lines[1]);
        Assert.Equal((5, "CUP"), (after.Lines[0].Quantity, after.Lines[0].Sku));
        Assert.Equal(1, before.Lines[1].Quantity);
    }

    [Fact]
    public void StableLater_IsToldWhenItIs()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        stable.Version = 0;
        var first = Show(cart, Given.Book, 0);
        stable.Version = 1;
        Assert.Equal((0, 1), (first.StableVersion, Show(cart, Given.Book, 0).StableVersion));
        Assert.Equal(0, first.StableVersion);
    }

    [Fact]
    public void InCheckout_LinesAreWhatIsSold_AndOpenAgainWhatTheyCost()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 2)).Do("web", new Operation(2, 0, new Edit.ApplyCode("TEN")));
        Show(cart, Given.Book, 0);
        var begun = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around);
        var held = new HeldDiscounts([new HeldCoupon("TEN", 100, [KeyValuePair.Create(cart.Lines[0].LineId, 100L)], 0)], 0, 0);
        var ready = CheckoutRules.Held(begun.Cart, begun.Answer!.CheckoutId, held, Given.Around).Cart;
        Assert.Equal("TEN", Assert.Single(Show(ready, Given.Book, 0).Lines[0].Discounts).SourceId);
        Assert.Empty(Show(cart, Given.Book, 0).Lines[0].Discounts);
    }

    // Every time compared with the view that nobody has seen.
    private ShoppingCart Show(SharedCart cart, IPriceBook book, int minute)
    {
        var around = new Surroundings(Given.Now.AddMinutes(minute), book);
        var fresh = CartView.Of(cart, around);
        fresh.StableVersion = stable.Of(cart.Id, cart.Version);
        var view = views.Of(cart, around);
        Assert.Equal(fresh, view);
        return view;
    }

    private sealed class Stable : IStableVersions
    {
        public long Version { get; set; } = long.MaxValue;

        public long Of(string cartId, long version) => Math.Min(version, Version);

        public ValueTask<string?> History(string cartId) => default;

        public Task Reached(string cartId, string? history) => Task.CompletedTask;
    }
}
