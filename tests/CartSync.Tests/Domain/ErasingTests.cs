using FsCheck.Fluent;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class ErasingTests
{
    [Fact]
    public void Erase_LeavesNothingButNumbers_AndTheVersionGoesOn()
    {
        var cart = Given.Cart("anna").Do("web", Given.Add(1, "MUG", 2)).Do("web", Given.Add(2, "CUP"));
        cart = cart with { GiftNote = "For Bea", CampaignSource = "summer", Codes = [new CartCode("TEN")], Attempts = 1, Refunds = ["rf-1"], SeenOrders = ["o-1"], AppliedMerges = [new AppliedMerge("m-1", Given.Now)] };
        var change = Erasing.Erase(cart, Given.Now);

        Assert.True(change.Answer.IsErased && change.Erases);
        Assert.Equal((Erasing.DeviceNumbers, Given.Now + Erasing.Grace), (change.Answer.Duty, change.Answer.Until));
        var erased = change.Cart;
        Assert.True(Erasing.IsEmpty(erased));
        Assert.True(erased.Version > cart.Version);
        Assert.Equal((erased.Version, erased.Version, cart.Generation + 1), (erased.WatchFloor, erased.GenerationStart, erased.Generation));
        Assert.Equal(["rf-1", "o-1", "m-1"], erased.Refunds.Concat(erased.SeenOrders).Concat(erased.AppliedMerges.Select(merge => merge.MergeId)));
        var bytes = System.Text.Encoding.UTF8.GetString(CartCodec.Write(erased));
        Assert.All(new[] { "MUG", "CUP", "For Bea", "summer", "TEN" }, word => Assert.DoesNotContain(word, bytes, StringComparison.Ordinal));
    }

    [Fact]
    public void Erase_Again_FindsNothing_UntilTheDevicesNumbersMayGo()
    {
        var cart = Given.Cart("anna").Do("web", Given.Add(1, "MUG"));
        var once = Erasing.Erase(cart, Given.Now).Cart;
        var twice = Erasing.Erase(once, Given.Now.AddDays(29));

        Assert.Same(once, twice.Cart);
        Assert.Equal((false, Erasing.DeviceNumbers), (twice.Answer.IsErased, twice.Answer.Duty));
        var last = Erasing.Erase(once, Given.Now.AddDays(30));
        Assert.Equal((true, ""), (last.Answer.IsErased, last.Answer.Duty));
        Assert.Empty(last.Cart.Devices);
        Assert.Equal(once.Version, last.Cart.Version);
        Assert.False(Erasing.Erase(last.Cart, Given.Now.AddDays(31)).Answer.IsErased);
    }

    [Fact]
    public void Erase_ThenAnEditThatCameBefore_PutsNothingBack()
    {
        var cart = Given.Cart("anna").Do("web", Given.Add(1, "MUG"));
        var erased = Erasing.Erase(cart, Given.Now).Cart;

        var (again, result) = erased.Apply("web", Given.Add(1, "MUG"));
        Assert.Equal((OperationOutcome.Duplicate, 0), (result.Outcome, again.Units("MUG")));
        Assert.Equal(3, erased.Do("web", Given.Add(2, "CUP", 3)).Units("CUP"));
    }

    /// <summary>Edits of two devices, erased in between, and all of them sent once more: what was made before is gone for good, what was made since is there once.</summary>
    [Fact]
    public void Erase_BetweenAnyEdits_ThenAllOfThemOnceMore_LeavesWhatWasMadeSince()
    {
        var edit = Gen.Elements("web", "app").SelectMany(device => Gen.Elements("MUG", "CUP").SelectMany(sku => Gen.Choose(1, 5).Select(quantity => (Device: device, Sku: sku, Quantity: quantity))));
        foreach (var edits in Gen.ListOf(edit, 12).Sample(60))
        {
            for (var erasedAfter = 0; erasedAfter <= edits.Count; erasedAfter++)
            {
                var (cart, sent, seen) = (Given.Cart("anna"), new List<(string Device, Operation Operation)>(), 0L);
                for (var i = 0; i <= edits.Count; i++)
                {
                    cart = i == erasedAfter ? Erasing.Erase(cart, Given.Now).Cart : cart;
                    Assert.True(cart.Version >= seen);
                    seen = cart.Version;
                    if (i < edits.Count)
                    {
                        sent.Add((edits[i].Device, Given.Add(sent.Count(one => one.Device == edits[i].Device) + 1, edits[i].Sku, edits[i].Quantity, seen)));
                        cart = cart.Do(sent[^1].Device, sent[^1].Operation);
                    }
                }

                foreach (var (device, operation) in sent)
                {
                    (cart, var result) = cart.Apply(device, operation);
                    Assert.Equal(OperationOutcome.Duplicate, result.Outcome);
                }

                Assert.Equal(edits.Skip(erasedAfter).Sum(one => one.Quantity), Pricing.ItemCount(cart, Given.Book));
            }
        }
    }

    [Fact]
    public void Erase_WhileSomebodyMayBePaying_Waits()
    {
        var cart = Given.Cart("anna").Do("web", Given.Add(1, "MUG"));
        var begun = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around).Cart;
        Assert.True(begun.IsInCheckout);
        var waits = Erasing.Erase(begun, Given.Now);

        Assert.Same(begun, waits.Cart);
        Assert.Equal(new ErasedCart(false, Erasing.CheckoutRunning, begun.Checkout!.ExpiresAt), waits.Answer);
        Assert.False(waits.Erases);
        var held = cart with { PendingReleases = [new PendingRelease("h-1", "CANCELLED")] };
        Assert.Equal(Erasing.HoldToRelease, Erasing.Erase(held, Given.Now).Answer.Duty);
        var merging = cart with { Phase = CartPhase.Merging, MovedTo = new MergeOut("m-1", "bea", "c", MergeStrategy.Max, SalesChannel.Web, Given.Now, Given.Now.AddSeconds(2)) };
        Assert.Equal(Erasing.MergeRunning, Erasing.Erase(merging, Given.Now).Answer.Duty);
    }
}
