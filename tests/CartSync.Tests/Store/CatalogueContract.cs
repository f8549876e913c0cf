using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Omnichannel.Values;
using Omnichannel.Values.Scanning;
using Code = Omnichannel.Cart.V1.MeasureCode;
using Measure = Omnichannel.Values.Measure;
using Money = Omnichannel.Types.V1.Money;
using Promotion = Omnichannel.Cart.V1.Promotion;
using Refusal = Omnichannel.Platform.Domain.Refusal;
using ScannedMeasure = Omnichannel.Values.Scanning.ScannedMeasure;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>What the catalogue promises on either database.</summary>
public abstract partial class CatalogueContract : IAsyncLifetime
{
    // Of the year 9999: the last one that a Timestamp may have.
    private const long LastSecond = 253_402_300_799;

    private readonly Stopwatch clock = new();
    private IDatabase database = null!;
    private CatalogueCache cache = null!;
    private CatalogueStore catalogue = null!;
    private Func<Task> end = () => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, TimeProvider.System, typeof(CartSyncApplication).Assembly);
        cache = NewCache(database, clock);
        catalogue = new CatalogueStore(database, SqlUnderTest.ExecutorOn(database, clock), cache, clock);
    }

    public Task DisposeAsync()
    {
        cache.Dispose();
        return end();
    }

    protected void OnEnd(Func<Task> dispose) => end = dispose;

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task UpsertItems_OneBadItem_DoesNotLoseTheOthers()
    {
        var refusals = await Upsert(
            Item("GOOD"),
            Item(""),
            Item("a\0b"),
            Item("NOTITLE", item => item.Title = null),
            Item("GTIN", item => item.Gtins.Add("4006381333930")),
            Item("PRICE", item => item.Prices[0].UnitPrice = "1.23456"),
            Item("HIGH", item => item.Prices[0].UnitPrice = "1000000000.01"),
            Item("OTHER", item => item.Prices[0].CurrencyCode = "USD"),
            Item("TWICE", item => item.Prices.Add(item.Prices[0].Clone())),
            Item("LONG", item => item.Category = new string('x', 513)),
            Item("SELF", item => item.Components.Add(new BundleComponent { Sku = "SELF", Quantity = 1 })),
            Item("NONE", item => item.Components.Add(new BundleComponent { Sku = "GOOD" })),
            Item("PAIR", item =>
            {
                item.Measure = Types.V1.Measure.Gram;
                item.Components.Add(new BundleComponent { Sku = "GOOD", Quantity = 1 });
            }),
            Item("MANY", item => item.Components.Add(new BundleComponent { Sku = "GOOD", Quantity = 1_000_001 })),
            Item("ELLS", item => item.Measure = (Types.V1.Measure)77),
            Item("LAST"));
        Assert.Equal(
            [
                null, "SKU_INVALID", "SKU_INVALID", "TITLE_REQUIRED", "GTIN_INVALID", "PRICE_INVALID", "PRICE_INVALID", "PRICE_INVALID", "PRICE_INVALID", "ITEM_INVALID",
                "BUNDLE_INVALID", "BUNDLE_INVALID", "BUNDLE_INVALID", "BUNDLE_INVALID", "ITEM_INVALID", null,
            ],
            refusals);
        var book = await Book("GOOD", "LAST", "PRICE");
        Assert.Equal(("1.5", "1.5", null), (book.Find("GOOD")!.PriceText, book.Find("LAST")!.PriceText, book.Find("PRICE")));
    }

    [Fact]
    public async Task Gtin_IsFoundByAnyOfItsLengths_AndIsOneItemsOnly()
    {
        Assert.Equal([null, "GTIN_TAKEN"], await Upsert(Item("A", item => item.Gtins.Add("036000291452")), Item("B", item => item.Gtins.Add("0036000291452"))));
        foreach (var text in new[] { "036000291452", "0036000291452", "00036000291452" })
        {
            Assert.Equal("A", await SkuOf(text));
        }

        // In one batch one item gives it up and another takes it; two items exchange theirs with the help of a third batch entry.
        Assert.Equal([null, null], await Upsert(Item("A", item => item.Gtins.Add("96385074")), Item("B", item => item.Gtins.Add("036000291452"))));
        Assert.Equal("B", await SkuOf("036000291452"));
        Assert.Equal(
            [null, null, null], await Upsert(Item("A"), Item("B", item => item.Gtins.Add("96385074")), Item("A", item => item.Gtins.Add("036000291452"))));
        Assert.Equal(("B", "A"), (await SkuOf("96385074"), await SkuOf("036000291452")));
    }

    [Fact]
    public async Task Gtin_ClaimedByManyAtOnce_IsOneItems()
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Upsert(Item($"S{i}", item => item.Gtins.Add("4006381333931")))));
        Assert.Single(refusals, refusal => refusal.Single() is null);
    }

    [Fact]
    public async Task UpsertItems_TwiceInOneBatch_TheLaterStays_AndAGonePriceGoes()
    {
        await Upsert(Item("A", item => item.Prices.Add(Price("CH", "CHF", "2"))), Item("A", item => item.Prices[0].UnitPrice = "9"));
        Assert.Equal("9", (await Book("A")).Find("A")!.PriceText);
        Assert.Null((await cache.Open("CH", ["A"], default))!.Find("A")!.Price);
    }

    [Fact]
    public async Task PriceChange_KeepsTheMomentOfTheLastOne()
    {
        await Upsert(Item("A"), Item("B"));
        var first = (await Book("A")).Find("A")!.PriceChangedAt;
        clock.Advance(TimeSpan.FromHours(1));
        await Upsert(Item("A", item => item.Title.Texts["it"] = "new"), Item("B", item => item.Prices[0].UnitPrice = "2"));
        var book = await Book("A", "B");
        Assert.Equal((first, "new"), (book.Find("A")!.PriceChangedAt, book.Find("A")!.Title));
        Assert.Equal(first.AddHours(1), book.Find("B")!.PriceChangedAt);
    }

    [Fact]
    public async Task Markets_HaveTheirOwnPricesAndCurrencies()
    {
        await Upsert(Item("A", item => item.Prices.AddRange([Price("CH", "CHF", "1.2345"), Price("JP", "JPY", "150.5")])));
        Assert.Equal("1.2345", (await cache.Open("CH", ["A"], default))!.Find("A")!.PriceText);
        Assert.Equal(301, (await cache.Open("JP", ["A"], default))!.Find("A")!.TotalMinor(2));
        Assert.Null(await cache.Open("XX", ["A"], default));
    }

    [Fact]
    public async Task SetStock_OlderLevel_IsStale_AndTheLaterOfABatchStays()
    {
        await Upsert(Item("A"), Item("B"));
        await catalogue.UpsertStores([Store("rome")], default);
        var now = clock.GetUtcNow();
        Assert.Equal([null, null, null, "LOCATION_UNKNOWN", "QUANTITY_OUT_OF_RANGE", "SKU_INVALID", "MARKET_INVALID"], await SetStock(
            Level("A", "hub", 5, now, "IT"), Level("A", "rome", 2, now), Level("A", "rome", 3, now), Level("A", "nowhere", 1, now), Level("B", "rome", -1, now), Level("", "rome", 1, now),
            Level("B", "hub", 1, now, "no market")));
        Assert.Equal(["STALE", null], await SetStock(Level("A", "rome", 9, now.AddSeconds(-1)), Level("A", "hub", 7, now.AddSeconds(1))));
        var item = (await Book("A", "B")).Find("A")!;
        Assert.True(item.StoreQuantities.TryGetValue("rome", out var onShelf));
        Assert.Equal((3, 7), (onShelf, item.ShippableQuantity));
        Assert.Null((await Book("B")).Find("B")!.ShippableQuantity);

        // The warehouse begins to ship to another market: that market has its stock.
        await Upsert(Item("C", item => item.Prices.Add(Price("CH", "CHF", "2"))));
        Assert.Null((await cache.Open("CH", ["A"], default))!.Find("A")!.ShippableQuantity);
        await SetStock(Level("C", "hub", 4, now, "IT", "CH"));
        Assert.Equal(7, (await cache.Open("CH", ["A"], default))!.Find("A")!.ShippableQuantity);
    }

    [Fact]
    public async Task SetStock_OlderLevel_DoesNotBringBackTheMarketsOfThen()
    {
        await Upsert(Item("A", item => item.Prices.Add(Price("CH", "CHF", "2"))));
        var now = clock.GetUtcNow();
        Assert.Equal([null], await SetStock(Level("A", "hub", 5, now, "IT")));
        Assert.Equal(["STALE"], await SetStock(Level("A", "hub", 9, now.AddSeconds(-1), "IT", "CH")));
        Assert.Null((await cache.Open("CH", ["A"], default))!.Find("A")!.ShippableQuantity);
        Assert.Equal(5, (await Book("A")).Find("A")!.ShippableQuantity);
    }

    [Fact]
    public async Task Cache_ReadsAgainWhatChanged_AndNothingElse()
    {
        await Upsert(Item("A"), Item("B"));
        var before = await Book("A", "B", "NONE");
        Assert.Equal([null, null], await Upsert(Item("B", item => item.Prices[0].UnitPrice = "3"), Item("NONE")));
        var after = await Book("A", "B", "NONE");
        Assert.Same(before.Find("A"), after.Find("A"));
        Assert.Equal(("1.5", "3", "1.5"), (before.Find("B")!.PriceText, after.Find("B")!.PriceText, after.Find("NONE")!.PriceText));

        // What is sent again as it is, is no change.
        await Upsert(Item("A"));
        Assert.Same(before.Find("A"), (await Book("A")).Find("A"));
    }

    [Fact]
    public async Task Cache_OfAnotherReplica_SeesAChangeAfterThreeSeconds()
    {
        using var other = new CatalogueCache(database, clock);
        await Upsert([.. Enumerable.Range(0, 1500).Select(i => Item($"S{i}"))]);
        string[] skus = [.. Enumerable.Range(0, 1500).Select(i => $"S{i}")];
        Assert.Equal("1.5", (await other.Open("IT", skus, default))!.Find("S7")!.PriceText);

        // More than lies above the shared items, so that these are copied.
        await Upsert([.. Enumerable.Range(0, 1200).Select(i => Item($"S{i}", item => item.Prices[0].UnitPrice = "2"))]);
        Assert.Equal("1.5", (await other.Open("IT", skus, default))!.Find("S7")!.PriceText);
        clock.Advance(CatalogueCache.MostAge + TimeSpan.FromSeconds(1));
        var book = (await other.Open("IT", skus, default))!;
        Assert.Equal(("2", "2", "1.5"), (book.Find("S7")!.PriceText, book.Find("S1199")!.PriceText, book.Find("S1200")!.PriceText));
    }

    [Fact]
    public async Task Measure_OfAnItem_StaysWhatItIs()
    {
        Assert.Equal([null, "MEASURE_FIXED", null, "MEASURE_FIXED"], await Upsert(
            Item("HAM", item => (item.Measure, item.OrderLimit) = (Types.V1.Measure.Gram, 5_000_000)), Item("HAM"), Item("MUG"), Item("MUG", item => item.Measure = Types.V1.Measure.Gram)));
        Assert.Equal(["MEASURE_FIXED", null, "MEASURE_FIXED", "ORDER_LIMIT_INVALID"], await Upsert(
            Item("HAM", item => item.Measure = Types.V1.Measure.Piece),
            Item("HAM", item => (item.Measure, item.Prices[0].UnitPrice) = (Types.V1.Measure.Gram, "21")),
            Item("HAM", item => item.Measure = Types.V1.Measure.Millilitre),
            Item("MUG", item => item.OrderLimit = 5_000_000)));

        var book = await Book("HAM", "MUG");
        Assert.Equal((Measure.Gram, "21", 2100), (book.Find("HAM")!.Measure, book.Find("HAM")!.PriceText, book.Find("HAM")!.TotalMinor(1000)));
        Assert.Equal(Measure.Piece, book.Find("MUG")!.Measure);
        Assert.Equal(Types.V1.Measure.Piece, (await catalogue.FindItem("MUG", default))!.Measure);
    }

    [Fact]
    public async Task Bundle_CostsItsPartsOrItsOwnPrice_AndIsAsManyAsTheScarcestPart()
    {
        Assert.Equal([null, null, null, null, null], await Upsert(
            Item("CUP", item => item.Prices[0].UnitPrice = "3.3333"), Item("POT", item => item.Prices[0].UnitPrice = "20"), Bundle("SET", null, ("CUP", 6), ("POT", 1)),
            Bundle("OFFER", "35", ("CUP", 6), ("POT", 1)), Bundle("NEST", "1", ("SET", 1))));
        await catalogue.UpsertStores([Store("rome"), Store("milan")], default);
        var now = clock.GetUtcNow();
        await SetStock(
            Level("CUP", "hub", 20, now, "IT"), Level("POT", "hub", 9, now, "IT"), Level("CUP", "rome", 12, now), Level("POT", "rome", 1, now), Level("CUP", "milan", 60, now));
        var book = await Book("SET", "OFFER", "NEST");
        Assert.Equal(("39.9998", "35"), (book.Find("SET")!.PriceText, book.Find("OFFER")!.PriceText));
        Assert.False(book.Find("NEST")!.IsForSale);
        Assert.Equal(3, book.Find("SET")!.ShippableQuantity);
        Assert.Equal([KeyValuePair.Create("rome", 1L)], book.Find("SET")!.StoreQuantities.Levels);

        // A part changes, and with it the bundle.
        await SetStock(Level("CUP", "hub", 5, now.AddSeconds(1), "IT"));
        await Upsert(Item("POT", item => item.Prices[0].UnitPrice = "21"));
        book = await Book("SET", "OFFER");
        Assert.Equal(("40.9998", "35", 0), (book.Find("SET")!.PriceText, book.Find("OFFER")!.PriceText, book.Find("SET")!.ShippableQuantity));
        await Upsert(Item("POT", item => item.Discontinued = true));
        Assert.False((await Book("SET")).Find("SET")!.IsForSale);
    }

    [Fact]
    public async Task Bundle_WhosePartsComeLater_IsForSaleFromThenOn()
    {
        await Upsert(Item("A"), Bundle("SET", null, ("A", 1), ("LATER", 2)));
        Assert.False((await Book("SET")).Find("SET")!.IsForSale);
        await Upsert(Item("LATER"));
        Assert.Equal("4.5", (await Book("SET")).Find("SET")!.PriceText);
    }

    [Fact]
    public async Task UpsertPromotions_BadOnes_AreRefusedByField_AndTheOthersHold()
    {
        await Upsert(Item("A", item => item.Prices.Add(Price("CH", "CHF", "2"))));
        var refusals = await catalogue.UpsertPromotions(
            [
                Promotion("good"),
                Promotion("", _ => { }),
                Promotion("percent", promotion => promotion.PercentOff.Percent = "0.00001"),
                Promotion("over", promotion => promotion.PercentOff.Percent = "100.1"),
                Promotion("amount", promotion => promotion.AmountOff = new Promotion.Types.AmountOff { Amount = Eur(0) }),
                Promotion("huge", promotion => promotion.AmountOff = new Promotion.Types.AmountOff { Amount = Eur(long.MaxValue) }),
                Promotion("pay", promotion => promotion.BuyForFewer = new Promotion.Types.BuyForFewer { Quantity = 3, PayQuantity = 3 }),
                Promotion("both", promotion => promotion.ThresholdOff = new Promotion.Types.ThresholdOff { Minimum = Eur(1), Amount = Eur(1), Percent = "1" }),
                Promotion("mixed", promotion => promotion.ThresholdOff = new Promotion.Types.ThresholdOff { Minimum = Eur(1), Amount = new Money { CurrencyCode = "CHF", AmountMinor = 1 } }),
                Promotion("market", promotion =>
                {
                    promotion.Markets.Add("CH");
                    promotion.AmountOff = new Promotion.Types.AmountOff { Amount = Eur(1) };
                }),
                Promotion("ends", promotion => (promotion.StartsAt, promotion.EndsAt) = (new Timestamp { Seconds = 9 }, new Timestamp { Seconds = 9 })),
                Promotion("nothing", promotion => promotion.ClearBenefit()),
                Promotion("euros", promotion => promotion.AmountOff = new Promotion.Types.AmountOff { Amount = Eur(10) }),
            ],
            default);
        Assert.Equal(
            [
                null, "promotion_id", "percent_off.percent", "percent_off.percent", "amount_off.amount", "amount_off.amount", "buy_for_fewer.pay_quantity", "threshold_off",
                "threshold_off.amount", "markets", "ends_at", "benefit", null,
            ],
            refusals.Select(refusal => refusal?.Facts["field"]));
        Assert.Equal(["euros", "good"], (await Book()).Promotions.Select(promotion => promotion.Id));
        Assert.Equal(["good"], (await cache.Open("CH", [], default))!.Promotions.Select(promotion => promotion.Id));
    }

    [Theory]
    [InlineData(253_402_300_800, 0)]
    [InlineData(-62_135_596_801, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1_000_000_000)]
    public async Task Batches_WithATimeThatIsNone_AreRefusedByElement_AndTheMarketGoesOnSelling(long seconds, int nanos)
    {
        var none = new Timestamp { Seconds = seconds, Nanos = nanos };
        await Upsert(Item("A"));
        Assert.Equal(["starts_at", "ends_at", null], (await catalogue.UpsertPromotions(
            [Promotion("start", promotion => promotion.StartsAt = none), Promotion("end", promotion => promotion.EndsAt = none), Promotion("good")], default))
            .Select(refusal => refusal?.Facts["field"]));
        var opening = Store("rome");
        opening.Events.Add(new StoreEvent { EventId = "opening", StartsAt = none, EndsAt = new Timestamp { Seconds = LastSecond } });
        var closing = Store("rome");
        closing.Events.Add(new StoreEvent { EventId = "closing", StartsAt = new Timestamp { Seconds = -62_135_596_800 }, EndsAt = none });
        Assert.Equal(["EVENT_INVALID", "EVENT_INVALID", null], (await catalogue.UpsertStores([opening, closing, Store("rome")], default)).Select(refusal => refusal?.Reason));
        var level = Level("A", "rome", 1, clock.GetUtcNow());
        level.AsOf = none;
        Assert.Equal(["AS_OF_INVALID", null], await SetStock(level, Level("A", "rome", 2, clock.GetUtcNow())));

        var book = await Book("A");
        Assert.Equal("good", Assert.Single(book.Promotions).Id);
        Assert.Equal([KeyValuePair.Create("rome", 2L)], book.Find("A")!.StoreQuantities.Levels);
    }

    [Fact]
    public async Task SetShippingOptions_PromiseThatNoDateCanHold_IsRefused()
    {
        await Upsert(Item("A"));
        static Omnichannel.Cart.V1.ShippingOption Option(int days) => new() { ShippingOptionId = "slow", Cost = Eur(0), MaxDays = days };
        Assert.Null(await catalogue.SetShippingOptions("IT", [Option(3650)], default));
        Assert.Equal("shipping_options[0].max_days", (await catalogue.SetShippingOptions("IT", [Option(3651)], default))?.Field);
        Assert.Equal(3650, Assert.Single((await Book()).ShippingOptions).Days.Max);
    }

    [Fact]
    public async Task SetShippingOptions_PromisesWorkingDays_UpToACutOff()
    {
        await Upsert(Item("A"));
        static Omnichannel.Cart.V1.ShippingOption Option(string cutOff) =>
            new() { ShippingOptionId = "fast", Cost = Eur(0), MinDays = 1, MaxDays = 2, WorkingDays = true, CutOff = cutOff };
        Assert.Equal("shipping_options[0].cut_off", (await catalogue.SetShippingOptions("IT", [Option("2 pm")], default))?.Field);
        Assert.Null(await catalogue.SetShippingOptions("IT", [Option("14:00")], default));
        Assert.Equal(new DeliveryDays(1, 2) { AreWorkingDays = true, CutOff = new TimeOnly(14, 0) }, Assert.Single((await Book()).ShippingOptions).Days);
    }

    [Fact]
    public async Task TenThousandItems_InBatchesOfAThousand_AreAllThere()
    {
        for (var batch = 0; batch < 10; batch++)
        {
            var refusals = await Upsert([.. Enumerable.Range(batch * 1000, 1000).Select(i => Item($"S{i}", item => item.Gtins.Add(TestGtin(i))))]);
            Assert.DoesNotContain(refusals, refusal => refusal is not null);
        }

        string[] skus = [.. Enumerable.Range(0, 10_000).Select(i => $"S{i}")];
        var book = await Book(skus);
        Assert.DoesNotContain(skus, sku => book.Find(sku) is not { PriceText: "1.5" });
        Assert.Equal("S7777", await SkuOf(TestGtin(7777)));

        // Listed page by page, each once; one by its own word, and what shares one.
        var list = new ItemList(database, cache);
        var listed = new List<string>();
        do
        {
            listed.AddRange((await list.After(new ItemFilter("IT", "", []), listed.LastOrDefault() ?? "", 1000, default)).Select(one => one.Item.Sku));
        }
        while (listed.Count % 1000 == 0 && listed.Count < skus.Length);
        Assert.Equal(skus.Order(StringComparer.Ordinal), listed);
        Assert.Equal("S7777", Assert.Single(await list.After(new ItemFilter("IT", "home", ["s7777"]), "", 51, default)).Item.Sku);
        Assert.Equal(51, (await list.After(new ItemFilter("IT", "home", ["s7"]), "S7000", 51, default)).Count);
    }

    [Fact]
    public async Task MeasureCodes_FindTheItemByItsCodeWithoutValue_AndTellPriceWeightOrCount()
    {
        await Upsert(Item("HAM", item => item.Gtins.Add(Checked("211234500000"))), Item("FISH", item => item.Gtins.Add(Checked("285432100000"))), Item("ROLL", item => item.Gtins.Add(Checked("022111100000"))));

        // Without a layout it is a number like any other.
        Assert.Null(await SkuOf(Checked("211234501234")));
        Assert.Null(await SetMeasureCodes(
            new Code { Prefix = "21", ItemDigits = 5, ValueDigits = 5, Decimals = 2, Kind = Code.Types.Kind.Price },
            new Code { Prefix = "28", ItemDigits = 5, ValueChecked = true, ValueDigits = 4, Decimals = 3, Kind = Code.Types.Kind.Weight },
            new Code { Prefix = "02", ItemDigits = 5, ValueDigits = 5, Decimals = 2, Kind = Code.Types.Kind.Price },
            new Code { Prefix = "022", ItemDigits = 4, ValueDigits = 5, Kind = Code.Types.Kind.Count }));
        var ham = await Find(Checked("211234501234"));
        Assert.Equal(("HAM", new ScannedPrice(12.34m, null, ""), Checked("211234500000").PadLeft(14, '0')), (ham.Item?.Sku, ham.Scan.Price, ham.Scan.Gtin));

        // 2875 has the check digit 9.
        var fish = await Find(Checked("285432192875"));
        Assert.Equal(("FISH", new ScannedMeasure(Cart.V1.MeasureKind.NetWeight, 2.875m, "KGM")), (fish.Item?.Sku, fish.Scan.Measures.Single()));
        Assert.Equal("CHECK_DIGIT_WRONG", (await Assert.ThrowsAsync<RefusedException>(() => Find(Checked("285432182875")))).Refusal.Reason);

        // The longer prefix counts; twelve digits are read with a zero before them.
        var roll = await Find(Checked("022111100012")[1..]);
        Assert.Equal(("ROLL", 12, null), (roll.Item?.Sku, roll.Scan.Count, roll.Scan.Price));

        // The item itself, by its shelf label.
        Assert.Equal(("HAM", null), ((await Find(Checked("211234500000"))).Item?.Sku, (await Find(Checked("211234500000"))).Scan.Price));
        Assert.Null(await SetMeasureCodes());
        Assert.Null(await SkuOf(Checked("211234501234")));
    }

    [Fact]
    public async Task MeasureCodes_ThatNoCodeHas_AreRefusedByField_AndNothingIsReplaced()
    {
        Assert.Equal(("MARKET_UNKNOWN", "market"), await Refused());
        await Upsert(Item("HAM", item => item.Gtins.Add(Checked("211234500000"))));
        static Code Good(string prefix) => new() { Prefix = prefix, ItemDigits = 10 - prefix.Length, ValueDigits = 2, Decimals = 2, Kind = Code.Types.Kind.Price };
        static Code Bad(Action<Code> change)
        {
            var code = new Code { Prefix = "21", ItemDigits = 5, ValueDigits = 5, Decimals = 2, Kind = Code.Types.Kind.Price };
            change(code);
            return code;
        }

        Assert.Null(await SetMeasureCodes(Good("2"), Good("21"), Good("02"), Good("299999"), Bad(code => code.Prefix = "23")));
        foreach (var (code, field) in new[]
        {
            (Bad(code => code.Prefix = ""), "prefix"), (Bad(code => code.Prefix = "31"), "prefix"), (Bad(code => code.Prefix = "2x"), "prefix"), (Bad(code => code.Prefix = "03"), "prefix"),
            (Bad(code => code.ItemDigits = 0), "item_digits"), (Bad(code => code.ItemDigits = 6), "item_digits"), (Bad(code => code.ValueChecked = true), "item_digits"),
            (Bad(code => code.ValueDigits = 0), "value_digits"), (Bad(code => code.ValueDigits = int.MaxValue), "value_digits"),
            (Bad(code => (code.ValueChecked, code.ItemDigits, code.ValueDigits) = (true, 3, 6)), "value_digits"),
            (Bad(code => code.Decimals = 3), "decimals"), (Bad(code => code.Decimals = -1), "decimals"), (Bad(code => (code.Kind, code.Decimals) = (Code.Types.Kind.Count, 1)), "decimals"),
            (Bad(code => code.Kind = Code.Types.Kind.Unspecified), "kind"), (Bad(code => code.Prefix = "20"), "prefix"),
        })
        {
            Assert.Equal(("MEASURE_CODE_INVALID", $"measure_codes[1].{field}"), await Refused(Bad(code => code.Prefix = "20"), code));
        }

        Assert.Equal(0.05m, (await Find(Checked("211234500005"))).Scan.Price?.Amount);

        async Task<(string?, string?)> Refused(params Code[] codes) => await SetMeasureCodes(codes) is { } refusal ? (refusal.Reason, refusal.Field) : (null, null);
    }

    [Fact]
    public async Task EightDigits_OfTwoItems_AreNotGuessed()
    {
        // As EAN-8, and as UPC-E of 012345000065.
        await Upsert(Item("SHORT", item => item.Gtins.Add("01234565")));
        Assert.Equal("SHORT", await SkuOf("01234565"));
        await Upsert(Item("LONG", item => item.Gtins.Add("012345000065")));
        Assert.Equal("SCAN_AMBIGUOUS", (await Assert.ThrowsAsync<RefusedException>(() => Find("01234565"))).Refusal.Reason);
        Assert.Equal(("SHORT", "LONG"), (await SkuOf("]E401234565"), await SkuOf("]E00012345000065")));
        await Upsert(Item("SHORT"));
        Assert.Equal(("LONG", "00012345000065"), (await SkuOf("01234565"), (await Find("01234565")).Scan.Gtin));
    }

    [Fact]
    public async Task ListItems_FindsByMarketCategoryAndWords_BySku()
    {
        var list = new ItemList(database, cache);
        await Upsert(
            Titled("A1", "home/kitchen", "Caffè macinato", "Ground coffee"), Titled("A2", "home/kitchen/cups/", "Tazza da caffè"), Titled("A3", "home/kitchenware", "Große Kaffeetasse"),
            Titled("A4", "tea", "绿茶 LED灯"), Titled("A5", "tea", "TÈ VERDE"), Item("B1", item => item.Discontinued = true), Item("B2", item => item.Prices[0] = Price("CH", "CHF", "2")),
            Bundle("C1", null, ("A1", 1), ("A2", 1)), Bundle("C2", null, ("A1", 1), ("B1", 1)), Bundle("C3", null, ("B2", 2)));
        Assert.Equal("A1 A2 A3 A4 A5 C1", await Listed());
        Assert.Equal("A1 A2", await Listed("home/kitchen"));
        Assert.Equal("A1 A2 A3 C1", await Listed("/home/"));
        Assert.Equal("", await Listed("kitchen"));
        Assert.Equal("A1 A2", await Listed(words: "CAFFE"));
        Assert.Equal("A1", await Listed(words: "cof ground"));
        Assert.Equal("", await Listed(words: "offee"));
        Assert.Equal("A2", await Listed("home/kitchen", "caffè, taz"));
        Assert.Equal("A3", await Listed(words: "grosse"));
        Assert.Equal("A4", await Listed(words: "茶"));
        Assert.Equal("A4", await Listed(words: "led灯"));
        Assert.Equal("A5", await Listed(words: "te"));
        Assert.Equal("B2 C3", string.Join(' ', (await list.After(new ItemFilter("CH", "", []), "", 9, default)).Select(one => one.Item.Sku)));

        // A title that changes is found by its new words only; page after page all come once.
        await Upsert(Titled("A1", "home", "Zucker"));
        Assert.Equal(("A2", "A1"), (await Listed(words: "caffe"), await Listed(words: "zuck")));
        for (var (sku, seen) = ("", 0); seen < 6; seen++)
        {
            var one = Assert.Single(await list.After(new ItemFilter("IT", "", []), sku, 1, default));
            Assert.True(string.CompareOrdinal(one.Item.Sku, sku) > 0);
            sku = one.Item.Sku;
        }

        async Task<string> Listed(string category = "", string words = "") => string.Join(' ', (await list.After(
            new ItemFilter("IT", CategoryPath.Normal(category), [.. ItemWords.Asked(words)]), "", 100, default)).Select(one => one.Item.Sku));
        static Item Titled(string sku, string category, params string[] titles) => Item(sku, item =>
        {
            (item.Category, item.Title) = (category, new LocalizedText());
            item.Title.Texts.Add(titles.Select((title, i) => (Key: $"l{i}", Value: title)).ToDictionary(pair => pair.Key, pair => pair.Value));
        });
    }

    private static string Checked(string digits) => digits + CheckDigit.Of(digits);

    private Task<Refusal?> SetMeasureCodes(params Code[] codes) => catalogue.SetMeasureCodes("IT", codes, default);

    private static CatalogueCache NewCache(IDatabase database, TimeProvider clock) => new(database, clock);

    private static string TestGtin(int number)
    {
        for (var check = 0; ; check++)
        {
            if (TypedText.Gtin($"20{number:D10}{check}") is not null)
            {
                return $"20{number:D10}{check}";
            }
        }
    }

    private async Task<string?> SkuOf(string code) => (await Find(code)).Item?.Sku;

    private Task<(Scan Scan, Item? Item)> Find(string code) => catalogue.FindScanned(ScanReader.Read(code, clock.GetUtcNow().Year).Value, "IT", default);

    private async Task<IEnumerable<string?>> Upsert(params Item[] items) => (await catalogue.UpsertItems(items, default)).Select(refusal => refusal?.Reason);

    private async Task<IEnumerable<string?>> SetStock(params StockLevel[] levels) => (await catalogue.SetStock(levels, default)).Select(refusal => refusal?.Reason);

    private async Task<IPriceBook> Book(params string[] skus) => (await cache.Open("IT", skus, default))!;

    private static Item Item(string sku, Action<Item>? change = null)
    {
        var item = new Item { Sku = sku, Title = new LocalizedText { Texts = { ["it"] = sku + "." } }, Category = "home", Prices = { Price("IT", "EUR", "1.5") } };
        change?.Invoke(item);
        return item;
    }

    private static Item Bundle(string sku, string? price, params (string Sku, int Quantity)[] parts) => Item(sku, item =>
    {
        item.Prices.Clear();
        item.Prices.AddRange(price is null ? [] : [Price("IT", "EUR", price)]);
        item.Components.AddRange(parts.Select(part => new BundleComponent { Sku = part.Sku, Quantity = part.Quantity }));
    });

    private static Promotion Promotion(string id, Action<Promotion>? change = null)
    {
        var promotion = new Promotion { PromotionId = id, PercentOff = new Promotion.Types.PercentOff { Percent = "10" } };
        change?.Invoke(promotion);
        return promotion;
    }

    private static ItemPrice Price(string market, string currency, string price) => new() { Market = market, CurrencyCode = currency, UnitPrice = price };

    private static Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };

    private static StoreLocation Store(string id) => new() { StoreId = id, Market = "IT", TimeZone = "Europe/Rome" };

    private static StockLevel Level(string sku, string location, int quantity, DateTimeOffset asOf, params string[] markets) =>
        new() { Sku = sku, LocationId = location, Quantity = quantity, AsOf = Timestamp.FromDateTimeOffset(asOf), ShipToMarkets = { markets } };

    /// <summary>Stands still until it is pushed.</summary>
    private sealed class Stopwatch : TimeProvider
    {
        private TimeSpan passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => passed += by;

        public override DateTimeOffset GetUtcNow() => Tests.Domain.Given.Now + passed;

        public override long GetTimestamp() => passed.Ticks;
    }
}

public sealed class SqliteCatalogueTests : CatalogueContract
{
    protected override Task<IDatabase> Open()
    {
        var folder = new TempFolder("catalogue");
        var database = new SqliteDatabase(folder["catalogue.db"]);
        OnEnd(async () =>
        {
            await database.DisposeAsync();
            folder.Dispose();
        });
        return Task.FromResult<IDatabase>(database);
    }
}

public sealed class PostgresCatalogueTests : CatalogueContract
{
    protected override async Task<IDatabase> Open()
    {
        var server = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var database = new Platform.Storage.PostgresDatabase(server.ConnectionString);
        OnEnd(async () =>
        {
            await database.DisposeAsync();
            await server.DisposeAsync();
        });
        return database;
    }
}
