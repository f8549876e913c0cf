using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.TestKit;

namespace Omnichannel.CartSync.Tests.Store;

// What devices keep of the catalogue.
public abstract partial class CatalogueContract
{
    [Fact]
    public async Task Changes_OfManyBytes_ComeInPagesThatFitAMessage()
    {
        const int items = 300;
        await Upsert([.. Enumerable.Range(0, items).Select(i => Item($"S{i:000}", item => item.Title.Texts["it"] = string.Concat(Enumerable.Repeat("lungo ", 1_700))))]);
        var (place, seen, pages) = (ChangePlace.First, new List<string>(), 0);
        for (var hasMore = true; hasMore; pages++)
        {
            var page = await new ItemChanges(database).After("IT", "EUR", place, 1000, default);
            Assert.InRange(page.Items.Sum(one => one.Item.CalculateSize()), 1, 2 * 1024 * 1024);
            seen.AddRange(page.Items.Select(one => one.Item.Sku));
            (place, hasMore) = (page.Last, page.HasMore);
        }

        Assert.Equal(Enumerable.Range(0, items).Select(i => $"S{i:000}"), seen);
        Assert.Equal(2, pages);
    }

    [Fact]
    public async Task Changes_OfACatalogueThatWasRestored_AreNotToldBehindWhatItLost_HoweverManyWritesCameAfter()
    {
        var changes = new ItemChanges(database);
        await Upsert(Item("CUP"));
        var kept = (await changes.After("IT", "EUR", ChangePlace.First, 10, default)).Last;
        await Upsert(Item("CUP", item => item.Prices[0].UnitPrice = "2"));
        var lost = (await changes.After("IT", "EUR", kept, 10, default)).Last;
        Assert.Equal((kept.Revision + 1, "CUP"), (lost.Revision, lost.Sku));

        // As a copy from before the second write has it.
        await database.Write(sql => sql.Execute("delete from catalogue_marks where mark = @Mark", new { lost.Mark }));
        for (var price = 3; price < 6; price++)
        {
            await Upsert(Item("CUP", item => item.Prices[0].UnitPrice = $"{price}"));
        }

        var refused = await Assert.ThrowsAsync<RefusedException>(() => changes.After("IT", "EUR", lost, 10, default));
        Assert.Equal("PAGE_TOKEN_INVALID", refused.Refusal.Reason);
        Assert.Equal("5", Assert.Single((await changes.After("IT", "EUR", kept, 10, default)).Items).Price!.UnitPrice);
    }

    [Fact]
    public async Task Changes_OlderThanNinetyDays_AreReadAnew()
    {
        var changes = new ItemChanges(database);
        await Upsert(Item("CUP"));
        var old = (await changes.After("IT", "EUR", ChangePlace.First, 10, default)).Last;
        clock.Advance(TimeSpan.FromDays(89));
        await Upsert(Item("PLATE"));
        Assert.Equal("PLATE", Assert.Single((await changes.After("IT", "EUR", old, 10, default)).Items).Item.Sku);
        clock.Advance(TimeSpan.FromDays(2));
        await Upsert(Item("SPOON"));
        await Assert.ThrowsAsync<RefusedException>(() => changes.After("IT", "EUR", old, 10, default));
    }

    [Fact]
    public async Task Changes_HaveAllItems_ThenWhatChanged_BundlesWithTheirParts()
    {
        await Upsert(
            Item("CUP"), Item("GONE", item => item.Discontinued = true), Item("SWISS", item => item.Prices[0] = Price("CH", "CHF", "2")),
            Bundle("SET", null, ("CUP", 2)), Bundle("LATE", null, ("SPOON", 1)));
        await SetStock(new StockLevel { Sku = "CUP", LocationId = "w", Quantity = 5, ShipToMarkets = { "IT" } });
        var place = ChangePlace.First;
        Assert.Equal("CUP 1.5, GONE -, LATE -, SET 3, SWISS -", await Changed());
        Assert.Equal("", await Changed());

        // Stock is not told, nor what is sent again as it is.
        await SetStock(new StockLevel { Sku = "CUP", LocationId = "w", Quantity = 4, ShipToMarkets = { "IT" } });
        await Upsert(Item("CUP"));
        Assert.Equal("", await Changed());

        await Upsert(Item("CUP", item => item.Prices[0].UnitPrice = "2"));
        Assert.Equal("CUP 2, SET 4", await Changed());
        await Upsert(Item("SPOON", item => item.Prices[0].UnitPrice = "1"));
        Assert.Equal("LATE 1, SPOON 1", await Changed());
        await Upsert(Item("SPOON", item => item.Discontinued = true), Bundle("SET", null, ("GONE", 1)));
        Assert.Equal("LATE -, SET -, SPOON -", await Changed());

        // What left a bundle no longer changes it.
        await Upsert(Item("CUP", item => item.Prices[0].UnitPrice = "3"));
        Assert.Equal("CUP 3", await Changed());

        async Task<string> Changed()
        {
            // Page by page, each item once.
            var seen = new List<string>();
            while (true)
            {
                var page = await new ItemChanges(database).After("IT", "EUR", place, 2, default);
                place = page.Last;
                seen.AddRange(page.Items.Select(one => $"{one.Item.Sku} {one.Price?.UnitPrice ?? "-"}"));
                if (!page.HasMore)
                {
                    return string.Join(", ", seen.Order(StringComparer.Ordinal));
                }
            }
        }
    }
}
