using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>What a cart takes at most, and what it takes in no quantity.</summary>
public sealed class LimitTests
{
    // Four bytes of name, and two for each letter of the value.
    [Theory]
    [InlineData(1022, "", null)]
    [InlineData(1022, "x", "OPTIONS_TOO_LARGE")]
    [InlineData(1021, "xx", null)]
    public void Options_AreCountedInBytes_Exactly2048AreTaken(int letters, string more, string? reason) =>
        Assert.Equal(reason, Reason(Add(new Option("text", new string('é', letters) + more))));

    [Theory]
    [InlineData("text", "a\0b")]
    [InlineData("text", "a\u0001b")]
    [InlineData("text", "two\nlines")]
    [InlineData("te\u007fxt", "a")]
    [InlineData("text\u0085", "a")]
    public void Options_WithAControlCharacter_AreRefused(string name, string value)
    {
        Assert.Equal("OPTIONS_INVALID", Reason(Add(new Option(name, value))));
        Assert.IsType<OptionsInvalid>(OptionRules.Refuse([new Option("colour", "red"), new Option(name, value)]));
    }

    [Fact]
    public void Options_ThatSpellTwoOptionsAsOne_DoNotBecomeTheSameLine()
    {
        var two = Given.Cart().Do("web", new Operation(1, 0, Add(new Option("a", "x"), new Option("b", "y"))));
        var (after, result) = two.Apply("web", new Operation(2, 0, Add(new Option("a", "x\0b\u0001y"))));

        Assert.Equal(("OPTIONS_INVALID", 1), (result.Refusal!.Reason, after.Units("MUG")));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("no longer offered", null)]
    [InlineData("4444444444444444444444444444444444444444444444444444444444444444", null)]
    [InlineData("44444444444444444444444444444444444444444444444444444444444444445", "SHIPPING_OPTION_UNKNOWN")]
    [InlineData("stand\nard", "SHIPPING_OPTION_UNKNOWN")]
    public void ShippingOption_ThatCanBeNone_IsNotPutOnALine(string id, string? reason)
    {
        var ship = new Fulfilment.Ship(id);
        var added = Given.Cart().Apply("web", new Operation(1, 0, new Edit.Add("MUG", [], 1, ship)));
        var set = Given.Cart().Do("web", Given.Add(1, "MUG")).Apply("web", new Operation(2, 0, new Edit.SetFulfilment(Given.Line("MUG"), ship)));

        Assert.Equal((reason, reason), (added.Result.Refusal?.Reason, set.Result.Refusal?.Reason));
        Assert.Equal(reason is null ? [ship] : [], added.Cart.Lines.Select(line => line.Fulfilment));
        Assert.Equal(reason is null ? ship : null, set.Cart.Lines.Single().Fulfilment);
    }

    [Fact]
    public void Device_BeyondAThousand_IsRefused_AndThoseThatAreKnownGoOn()
    {
        var cart = Given.Cart() with { Devices = [.. Enumerable.Range(0, 1000).Select(i => new DeviceMark($"d{i}", 1, Given.Now, 0))] };

        Assert.Equal("DEVICE_LIMIT", cart.Apply("one more", Given.Add(1, "MUG")).Result.Refusal!.Reason);
        Assert.Equal(1, cart.Do("d7", Given.Add(2, "MUG")).Units("MUG"));
        Assert.Equal(1, (cart with { Devices = cart.Devices.RemoveAt(0) }).Do("one more", Given.Add(1, "MUG")).Units("MUG"));
    }

    [Theory]
    [InlineData(0, "OPERATION_INVALID")]
    [InlineData(32, null)]
    [InlineData(33, "OPERATION_INVALID")]
    public void Code_ThatNoCouponHas_IsRefusedWhenItIsEntered(int characters, string? reason) =>
        Assert.Equal(reason, Reason(new Edit.ApplyCode(new string('C', characters))));

    [Fact]
    public void Codes_OfCartAndTill_Are32Together()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        for (var seq = 2; seq <= 31; seq++)
        {
            cart = cart.Do("web", new Operation(seq, 0, new Edit.ApplyCode($"C{seq}")));
        }

        var order = Given.Order(cart) with { Actor = CheckoutShelf.Till, IsInStore = true };

        Assert.IsType<CodeLimit>(CheckoutRules.Begin(cart, order with { CouponCodes = ["T1", "T2", "T3"] }, Given.Around).Refusal);
        Assert.Equal(32, CheckoutRules.Begin(cart, order with { CouponCodes = ["T1", "T2", "C2", "T1"] }, Given.Around).Answer!.CouponCodes.Length);
    }

    [Fact]
    public void PriceBook_RemembersSoManyUnknownSkus_AndWhatTheCatalogueHas()
    {
        var book = new PriceBook(new BookTerms(0, [], [], [], ImmutableDictionary<string, StorePlace>.Empty), 0);
        book.Add([.. Enumerable.Range(0, 10_500).Select(i => KeyValuePair.Create($"none-{i}", (CatalogueItem?)null))]);
        book = book.With([KeyValuePair.Create("none-1", Given.Book.Find("MUG"))], 1);
        book.Add([KeyValuePair.Create("none-late", (CatalogueItem?)null), KeyValuePair.Create("MUG", Given.Book.Find("MUG"))]);

        Assert.Equal(10_001, book.Count);
        Assert.Equal((true, false, false), (book.Has("none-0"), book.Has("none-10499"), book.Has("none-late")));
        Assert.Equal((true, true), (book.Has("MUG"), book.Find("none-1") is not null));
        Assert.True(book.Has(new string('x', 65)) && book.Has("a\nb") && book.Has(""));
    }

    private static Edit.Add Add(params ImmutableArray<Option> options) => new("MUG", options, 1, null);

    private static string? Reason(Edit edit) => Given.Cart().Apply("web", new Operation(1, 0, edit)).Result.Refusal?.Reason;
}
