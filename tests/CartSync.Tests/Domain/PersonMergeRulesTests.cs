using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class PersonMergeRulesTests
{
    private const string Id = "m-people";

    /// <summary>Every sequence of up to five steps of one merge: taken in once, taken back once and for good, whichever came first.</summary>
    [Fact]
    public void TakeInAndBack_InEveryOrderAndHoweverOften_EndsWhereTheMergeSays()
    {
        foreach (var length in Enumerable.Range(1, 5))
        {
            for (var bits = 0; bits < 1 << length; bits++)
            {
                var (cart, wasTakenBack) = (Into(), false);
                for (var i = 0; i < length; i++)
                {
                    var isBack = (bits >> i & 1) == 1;
                    wasTakenBack |= isBack;
                    var change = isBack ? PersonMergeRules.TakeBack(cart, Id, Given.Around) : PersonMergeRules.TakeIn(cart, From(), Id, Given.Around);
                    Assert.True(change.Answer);
                    Assert.Empty(change.Events);
                    cart = change.Cart;
                }

                Assert.Equal(wasTakenBack ? (2, 0, 1) : (5, 3, 1), (cart.Units("MUG"), cart.Units("CUP"), cart.Units("LAMP")));
            }
        }
    }

    [Fact]
    public void TakeBack_KeepsWhatWasPutInSince_AndWhatWasSold()
    {
        var taken = PersonMergeRules.TakeIn(Into(), From(), Id, Given.Around).Cart;
        var edited = taken.Do("web", Given.Add(3, "CUP", 1, seen: taken.Version));
        var monthsLater = Given.Around with { Now = Given.Now.AddDays(100) };

        Assert.Equal((2, 1), Units(PersonMergeRules.TakeBack(edited, Id, monthsLater).Cart));
        Assert.Equal((5, 4), Units(PersonMergeRules.TakeBack(edited with { Generation = 2 }, Id, monthsLater).Cart));

        static (int, int) Units(SharedCart cart) => (cart.Units("MUG"), cart.Units("CUP"));
    }

    [Fact]
    public void WhileAnythingIsBeingSold_NothingMoves()
    {
        var (into, from) = (Into(), From());
        var selling = CheckoutRules.Begin(into, Given.Order(into), Given.Around).Cart;
        var waits = PersonMergeRules.TakeIn(selling, from, Id, Given.Around);
        Assert.Equal((false, selling), (waits.Answer, waits.Cart));
        Assert.False(PersonMergeRules.TakeIn(into, CheckoutRules.Begin(from, Given.Order(from), Given.Around).Cart, Id, Given.Around).Answer);
        var taken = PersonMergeRules.TakeIn(into, from, Id, Given.Around).Cart;
        Assert.False(PersonMergeRules.TakeBack(CheckoutRules.Begin(taken, Given.Order(taken), Given.Around).Cart, Id, Given.Around).Answer);
    }

    [Fact]
    public void NobodyLoggedIn_SoNoGuestIsTheirs_AndNobodyEdited()
    {
        var into = Into();
        var taken = PersonMergeRules.TakeIn(into, From(), Id, Given.Around).Cart;

        Assert.Equal(("", into.LastEditAt, ActorRole.Service), (Assert.Single(taken.Merges).GuestId, taken.LastEditAt, taken.LastActor!.Role));
        Assert.Same(into, PersonMergeRules.TakeIn(into, Given.Cart("nothing"), Id, Given.Around).Cart);
    }

    private static SharedCart Into() => Given.Cart("anna").Do("web", Given.Add(1, "MUG", 2)).Do("web", Given.Add(2, "LAMP"));

    private static SharedCart From() => Given.Cart("old").Do("app", Given.Add(1, "MUG", 5)).Do("app", Given.Add(2, "CUP", 3));
}
