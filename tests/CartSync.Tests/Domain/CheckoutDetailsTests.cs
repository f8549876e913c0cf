using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>A checkout whose call passes personal data on waits for that, and for nobody else.</summary>
public sealed class CheckoutDetailsTests
{
    [Fact]
    public void Begin_WithDetailsToPassOn_WaitsUntilTheyAre_OrTimeIsUp()
    {
        var begun = Begin();
        Assert.Equal(CartPhase.Holding, begun.Phase);
        Assert.True(begun.Checkout!.AwaitsDetails);
        Assert.Equal(Given.Now + CheckoutRules.Lifetime, DueTimes.Next(begun));
        Assert.Same(begun, CheckoutRules.PassedOn(begun, "k-other", Given.Around).Cart);

        // As it is stored: the next replica knows what the cart waits for.
        var read = CartCodec.Read(CartCodec.Write(begun));
        Assert.True(read.Checkout!.AwaitsDetails);
        var ready = CheckoutRules.PassedOn(read, read.Checkout.CheckoutId, Given.Around).Cart;
        Assert.Equal((CartPhase.Ready, begun.Version + 1), (ready.Phase, ready.Version));
        Assert.Same(ready, CheckoutRules.PassedOn(ready, read.Checkout.CheckoutId, Given.Around).Cart);
        Assert.Equal(CartPhase.Open, CheckoutRules.Expire(begun, Given.Now + CheckoutRules.Lifetime).Cart.Phase);
    }

    [Fact]
    public void PassedOn_WithSomethingToHold_IsDrivenFromThenOn()
    {
        var begun = Begin("TEN");
        var next = CheckoutRules.PassedOn(begun, begun.Checkout!.CheckoutId, Given.Around).Cart;
        Assert.Equal((CartPhase.Holding, false, begun.Version), (next.Phase, next.Checkout!.AwaitsDetails, next.Version));
        Assert.Equal(Given.Now + CheckoutRules.Retry, DueTimes.Next(next));
    }

    [Fact]
    public void DetailsRefused_OpensTheCart_UnlessTheyWerePassedOnMeanwhile()
    {
        var begun = Begin();
        var id = begun.Checkout!.CheckoutId;
        var refused = CheckoutRules.DetailsRefused(begun, id, Given.Now);
        Assert.Equal((CartPhase.Open, null), (refused.Cart.Phase, refused.Cart.Checkout));
        Assert.Equal("DETAILS_REFUSED", Assert.Single(refused.Events.OfType<CartEvent.CheckoutCancelled>()).Why);

        var ready = CheckoutRules.PassedOn(begun, id, Given.Around).Cart;
        Assert.Same(ready, CheckoutRules.DetailsRefused(ready, id, Given.Now).Cart);
    }

    private static SharedCart Begin(params string[] codes)
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        return CheckoutRules.Begin(cart, Given.Order(cart) with { PassesDetailsOn = true, CouponCodes = [.. codes] }, Given.Around).Cart;
    }
}
