using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using CartLine = Omnichannel.Cart.V1.CartLine;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>The catalogue and what it makes of carts, through the wire.</summary>
public sealed class CatalogueServiceTests : IAsyncLifetime
{
    private CartSyncWorld world = null!;
    private CartClients ops = null!;

    public async Task InitializeAsync()
    {
        world = await CartSyncWorld.Start();
        ops = world.As(Role.Ops, "ops");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task UpsertItems_InBatchesOfAThousand_AreFoundByAnyLengthOfTheirBarcode()
    {
        for (var batch = 0; batch < 3; batch++)
        {
            var request = new UpsertItemsRequest();
            request.Items.AddRange(Enumerable.Range(batch * 1000, 1000).Select(i => CartSyncWorld.Item($"S{i}", "T", "1.2345", i == 2500 ? ["036000291452"] : [])));
            Assert.DoesNotContain((await ops.Catalogue.UpsertItemsAsync(request)).Results, result => result.Refusal is not null);
        }

        foreach (var gtin in new[] { "036000291452", "0036000291452", "00036000291452" })
        {
            var found = await ops.Catalogue.LookupItemAsync(new LookupItemRequest { Scan = gtin, Market = "IT" });
            Assert.Equal(("S2500", "1.2345"), (found.Item.Sku, found.Price.UnitPrice));
        }

        var tooMany = new UpsertItemsRequest();
        tooMany.Items.AddRange(Enumerable.Range(0, 1001).Select(i => CartSyncWorld.Item($"S{i}", "T", "1")));
        Assert.Equal("BATCH_TOO_LARGE", (await Assert.ThrowsAsync<RpcException>(async () => await ops.Catalogue.UpsertItemsAsync(tooMany))).Reason());
    }

    [Fact]
    public async Task ListItemChanges_GivesTillsTheWholeCatalogue_PageByPage()
    {
        var till = world.As(Role.Terminal, "till-1").Catalogue;
        var layout = new MeasureCode { Prefix = "21", ItemDigits = 5, ValueDigits = 5, Decimals = 2, Kind = MeasureCode.Types.Kind.Price };
        await ops.Catalogue.SetMeasureCodesAsync(new SetMeasureCodesRequest { Market = "IT", MeasureCodes = { layout } });
        var first = await till.ListItemChangesAsync(new ListItemChangesRequest { Market = "IT", PageSize = 2 });
        var second = await till.ListItemChangesAsync(new ListItemChangesRequest { Market = "IT", PageSize = 2, ChangeToken = first.NextChangeToken });
        Assert.Equal((true, false), (first.More, second.More));
        Assert.Equal(["CUP", "LAMP", "MUG"], first.Items.Concat(second.Items).Select(listed => listed.Item.Sku).Order());
        Assert.Equal(("EUR", layout), (second.CurrencyCode, second.MeasureCodes.Single()));
        Assert.InRange(second.AsOf.ToDateTimeOffset(), world.Clock.GetUtcNow() - TimeSpan.FromMinutes(10), world.Clock.GetUtcNow());
        foreach (var listed in first.Items)
        {
            var asked = await till.LookupItemAsync(new LookupItemRequest { Sku = listed.Item.Sku, Market = "IT" });
            Assert.Equal((asked.Item, asked.Price), (listed.Item, listed.Price));
        }

        var mug = CartSyncWorld.Item("MUG", "Tazza", "13.00", "4006381333931");
        mug.Discontinued = true;
        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { mug } });
        var later = await till.ListItemChangesAsync(new ListItemChangesRequest { Market = "IT", ChangeToken = second.NextChangeToken });
        Assert.Equal(("MUG", true, null), (later.Items.Single().Item.Sku, later.Items.Single().Item.Discontinued, later.Items.Single().Price));
        Assert.Empty((await till.ListItemChangesAsync(new ListItemChangesRequest { Market = "IT", ChangeToken = later.NextChangeToken })).Items);

        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { new Item { Sku = "TASSE", Title = mug.Title, Prices = { new ItemPrice { Market = "FR", CurrencyCode = "EUR", UnitPrice = "1" } } } } });
        foreach (var (request, reason) in new[]
        {
            (new ListItemChangesRequest { Market = "FR", ChangeToken = later.NextChangeToken }, "PAGE_TOKEN_INVALID"),
            (new ListItemChangesRequest { Market = "IT", ChangeToken = "nonsense" }, "PAGE_TOKEN_INVALID"),
            (new ListItemChangesRequest { Market = "XX" }, "MARKET_UNKNOWN"),
        })
        {
            Assert.Equal(reason, (await Assert.ThrowsAsync<RpcException>(async () => await till.ListItemChangesAsync(request))).Reason());
        }

        var customer = world.As(Role.Customer, "anna").Catalogue;
        Assert.Equal("ROLE_NOT_ALLOWED", (await Assert.ThrowsAsync<RpcException>(async () => await customer.ListItemChangesAsync(new ListItemChangesRequest { Market = "IT" }))).Reason());
    }

    [Fact]
    public async Task LookupItem_TakesWhatAScannerGives_AndTellsWhatElseTheCodeSays()
    {
        await ops.Catalogue.SetMeasureCodesAsync(new SetMeasureCodesRequest
        {
            Market = "IT",
            MeasureCodes =
            {
                new MeasureCode { Prefix = "21", ItemDigits = 5, ValueDigits = 5, Decimals = 2, Kind = MeasureCode.Types.Kind.Price },
                new MeasureCode { Prefix = "22", ItemDigits = 5, ValueDigits = 5, Decimals = 3, Kind = MeasureCode.Types.Kind.Weight },
            },
        });
        var goods = CartSyncWorld.Item("HAM", "Prosciutto", "19.90", "2112345000008", "2212345000005");
        goods.Measure = Measure.Gram;
        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { goods } });
        var till = world.As(Role.Terminal, "till-1");
        async Task<LookupItemResponse> Scan(string text) => await till.Catalogue.LookupItemAsync(new LookupItemRequest { Scan = text, Market = "IT" });

        var symbol = await Scan("]d20104006381333931310300150010LOT-1\u001d17270200" + "3922001299\u001d21S1");
        Assert.Equal("MUG", symbol.Item.Sku);
        Assert.Equal(
            new ScannedCode
            {
                Gtin = "04006381333931", Lot = "LOT-1", Serial = "S1", ExpiryDate = "2027-02-28", Price = CartSyncWorld.Eur(1299),
                Measures = { new ScannedMeasure { Kind = MeasureKind.NetWeight, Value = "1.5", UnitCode = "KGM" } },
            },
            symbol.Code);
        Assert.Equal(symbol.Code.Lot, (await Scan("https://id.gs1.org/01/4006381333931/10/LOT-1")).Code.Lot);
        var ham = await Scan("2112345012346");
        Assert.Equal(("HAM", 1234, "02112345000008", "19.9"), (ham.Item.Sku, ham.Code.Price.AmountMinor, ham.Code.Gtin, ham.Price.UnitPrice));
        Assert.Equal((620, Measure.Gram), (ham.Quantity, ham.Item.Measure));
        Assert.Equal(455, (await Scan("2212345004553")).Quantity);
        Assert.Equal(1, (await Scan("4006381333931")).Quantity);
        Assert.False(symbol.HasQuantity);
        Assert.False((await Scan("2212345000005")).HasQuantity);
        var known = await till.Catalogue.LookupItemAsync(new LookupItemRequest { Sku = "HAM", Market = "IT" });
        Assert.Equal((null, false), (known.Code, known.HasQuantity));

        foreach (var (text, reason) in new[]
        {
            ("4006381333930", "CHECK_DIGIT_WRONG"), ("]C1010400638133393", "SCAN_ELEMENT_INVALID"), ("what?", "SCAN_NOT_UNDERSTOOD"), ("96385074", "ITEM_NOT_FOUND"),
            ("(01)04006381333931(3925)12345", "SCAN_ELEMENT_INVALID"), ("(10)A", "SCAN_WITHOUT_ITEM"),
        })
        {
            Assert.Equal(reason, (await Assert.ThrowsAsync<RpcException>(() => Scan(text))).Reason());
        }

        var tooLong = await Assert.ThrowsAsync<RpcException>(() => Scan(new string('1', 10_000)));
        Assert.Equal("scan", tooLong.Detail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Field);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await ops.Catalogue.SetMeasureCodesAsync(new SetMeasureCodesRequest
        {
            Market = "IT", MeasureCodes = { new MeasureCode { Prefix = "21", ItemDigits = 5, ValueDigits = 6, Kind = MeasureCode.Types.Kind.Weight } },
        }));
        Assert.Equal("MEASURE_CODE_INVALID", refused.Reason());
    }

    [Fact]
    public async Task Stock_MovesWithOrdersCancellationsAndReturns_AfterItWasCounted()
    {
        var counted = world.Clock.GetUtcNow().AddHours(-1);
        await ops.Catalogue.UpsertStoresAsync(new UpsertStoresRequest { Stores = { new StoreLocation { StoreId = "milan-1", Market = "IT", TimeZone = "Europe/Rome" } } });
        await ops.Catalogue.SetStockAsync(new SetStockRequest
        {
            Levels =
            {
                new StockLevel { Sku = "MUG", LocationId = "hub", Quantity = 10, AsOf = Timestamp.FromDateTimeOffset(counted), ShipToMarkets = { "IT" } },
                new StockLevel { Sku = "MUG", LocationId = "milan-1", Quantity = 10, AsOf = Timestamp.FromDateTimeOffset(counted) },
            },
        });
        SaleLine Line(string id, int quantity, Fulfilment fulfilment) => new() { LineId = id, Sku = "MUG", Quantity = quantity, Fulfilment = fulfilment };
        var (sent, collected, taken) = (
            new Fulfilment { Ship = new Fulfilment.Types.Ship() }, new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "milan-1" } },
            new Fulfilment { TakeAway = new Fulfilment.Types.TakeAway() });
        var postage = Line("4", 1, sent);
        postage.NonMerchandise = true;
        var order = new OrderPlaced
        {
            Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(counted.AddMinutes(1)), OrderId = "o-1", Market = "IT", StoreId = "milan-1",
            Lines = { Line("1", 3, sent), Line("2", 1, collected), Line("3", 2, taken), postage },
        };
        var history = order.Clone();
        (history.OrderId, history.Origin) = ("o-0", Origin.Historical);
        await world.Publish(order, history, order);
        await Levels(7, 7);

        await world.Publish(new OrderCancelled
        {
            Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(counted.AddMinutes(2)), OrderId = "o-1", Market = "IT", StoreId = "milan-1",
            Lines = { new CancelledLine { LineId = "1", Sku = "MUG", Quantity = 2, Fulfilment = sent }, new CancelledLine { LineId = "2", Sku = "MUG", Quantity = 1, Fulfilment = collected, StoreId = "milan-1" } },
        });
        await Levels(9, 8);

        // What is not there goes back to no stock; what moves elsewhere is kept there.
        await world.Publish(new OrderCancelled
        {
            Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(counted.AddMinutes(2)), OrderId = "o-2", Market = "IT",
            Lines = { new CancelledLine { LineId = "1", Sku = "MUG", Quantity = 1, Fulfilment = collected, StoreId = "milan-1", Gone = true } },
        });
        var moved = new PickupMoved
        {
            Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(counted.AddMinutes(2)), OrderId = "o-3", Market = "IT", StoreId = "milan-1",
            Lines = { new MovedLine { LineId = "1", Sku = "MUG", Quantity = 2 } },
        };
        await world.Publish(moved);
        await Levels(7, 10);
        await world.Publish(new PickupMoved(moved) { StoreId = "", ToStoreId = "milan-1" });
        await Levels(9, 8);
        await world.Publish(new PickupMoved(moved) { Gone = true });
        await Levels(7, 8);

        // Goods that a claim says were lost on their way are in no shelf.
        await world.Publish(new OrderCancelled
        {
            Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(counted.AddMinutes(2)), OrderId = "o-1", Market = "IT", StoreId = "milan-1", ClaimId = "claim-1",
            Lines = { new CancelledLine { LineId = "1", Sku = "MUG", Quantity = 1, Fulfilment = sent } },
        });

        InspectedLine Found(int quantity, Disposition disposition) => new() { LineId = "3", Sku = "MUG", Quantity = quantity, Disposition = disposition };
        var inspected = new ReturnInspected
        {
            Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(counted.AddMinutes(3)), ReturnId = "r-1", OrderId = "o-1", Market = "IT", StoreId = "milan-1",
            Lines = { Found(1, Disposition.Restocked), Found(1, Disposition.NotRestocked) },
        };
        await world.Publish(inspected, new ReturnInspected(inspected) { StoreId = "" });
        await Levels(8, 9);

        Task Levels(int shippable, int onShelf) => Eventually.Within(TimeSpan.FromSeconds(60), async () =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(5));
            var found = await ops.Catalogue.LookupItemAsync(new LookupItemRequest { Sku = "MUG", Market = "IT" });
            var atStore = await ops.Catalogue.LookupItemAsync(new LookupItemRequest { Sku = "MUG", Market = "IT", StoreId = "milan-1" });
            Assert.Equal((shippable, onShelf), (found.AvailableQuantity, atStore.AvailableQuantity));
        });
    }

    [Fact]
    public async Task ListItems_PageByPage_IsOpenToAll()
    {
        var request = new UpsertItemsRequest();
        request.Items.AddRange(Enumerable.Range(0, 120).Select(i => CartSyncWorld.Item($"S{i:D3}", i % 2 == 0 ? "Città antica" : "Lampada", "1")));
        await ops.Catalogue.UpsertItemsAsync(request);
        var anybody = world.As(Role.Guest, "guest-1");
        var skus = new List<string>();
        var ask = new ListItemsRequest { Market = "IT", Category = "home", Words = "ANT citta", PageSize = 25 };
        do
        {
            var page = await anybody.Catalogue.ListItemsAsync(ask);
            Assert.All(page.Items, item => Assert.Equal(("1", "EUR"), (item.Price.UnitPrice, item.Price.CurrencyCode)));
            skus.AddRange(page.Items.Select(item => item.Item.Sku));
            ask.PageToken = page.NextPageToken;
        }
        while (ask.PageToken.Length > 0);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"S{2 * i:D3}"), skus);

        var first = await anybody.Catalogue.ListItemsAsync(new ListItemsRequest { Market = "IT", PageSize = 5 });
        Assert.Equal(["CUP", "LAMP", "MUG", "S000", "S001"], first.Items.Select(item => item.Item.Sku));
        foreach (var (bad, reason) in new[]
        {
            (new ListItemsRequest { Market = "IT", Words = "a", PageToken = first.NextPageToken }, "PAGE_TOKEN_INVALID"), (new ListItemsRequest { Market = "XX" }, "MARKET_UNKNOWN"),
            (new ListItemsRequest { Market = "IT", Words = "1 2 3 4 5 6 7 8 9 10 11" }, "INVALID_FIELD"), (new ListItemsRequest { Market = "IT", Words = "?!" }, "INVALID_FIELD"),
            (new ListItemsRequest { Market = "IT", Words = new string('a', 201) }, "INVALID_FIELD"), (new ListItemsRequest { Market = "IT", PageSize = -1 }, "INVALID_FIELD"),
        })
        {
            Assert.Equal(reason, (await Assert.ThrowsAsync<RpcException>(async () => await anybody.Catalogue.ListItemsAsync(bad))).Reason());
        }
    }

    [Fact]
    public async Task Batches_AnswerEachElement_WithItsReason()
    {
        var items = await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest
        {
            Items = { CartSyncWorld.Item("A", "A", "1", "96385074"), CartSyncWorld.Item("B", "B", "1", "4006381333931"), CartSyncWorld.Item("C", "", "1"), CartSyncWorld.Item("D", "D", "-1") },
        });
        Assert.Equal([null, "GTIN_TAKEN", "TITLE_REQUIRED", "PRICE_INVALID"], items.Results.Select(result => result.Refusal?.Reason));
        Assert.Equal("MUG", items.Results[1].Refusal.Metadata["sku"]);

        var stores = await ops.Catalogue.UpsertStoresAsync(new UpsertStoresRequest
        {
            Stores =
            {
                Store("good", 45, 9), Store("zone", 45, 9, store => store.TimeZone = "Mars/Olympus"), Store("south", -90.1, 0), Store("nan", double.NaN, 0),
                Store("hours", 0, 0, store => store.Hours[0].ClosesMinute = 1441),
                Store("day", 0, 0, store => store.SpecialDays.Add(new SpecialDay { Date = "2026-02-30" })),
                Store("event", 0, 0, store => store.Events.Add(new StoreEvent { EventId = "e" })),
            },
        });
        Assert.Equal(
            [null, "TIME_ZONE_UNKNOWN", "POSITION_INVALID", "POSITION_INVALID", "HOURS_INVALID", "HOURS_INVALID", "EVENT_INVALID"],
            stores.Results.Select(result => result.Refusal?.Reason));
        var promotions = await ops.Catalogue.UpsertPromotionsAsync(new UpsertPromotionsRequest
        {
            Promotions = { Percent("good", "10"), Percent("bad", "101"), Percent("none", "10", promotion => promotion.ClearBenefit()) },
        });
        Assert.Equal([null, "percent_off.percent", "benefit"], promotions.Results.Select(result => result.Refusal?.Metadata["field"]));
    }

    [Fact]
    public async Task CheckAvailability_NearAPlace_TellsDistanceAndOpeningHours_NearestFirst()
    {
        var stores = new UpsertStoresRequest { Stores = { Store("west", 0, -179.9), Store("east", 0, 179.8), Store("far", 0, 170) } };
        stores.Stores.AddRange(Enumerable.Range(0, 900).Select(i => Store($"other-{i}", 40 + (i / 100.0), i % 20)));
        await ops.Catalogue.UpsertStoresAsync(stores);
        var now = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow());
        await ops.Catalogue.SetStockAsync(new SetStockRequest
        {
            Levels =
            {
                new[] { "west", "east", "far" }.Select(store => new StockLevel { Sku = "MUG", LocationId = store, Quantity = 2, AsOf = now }),
                new StockLevel { Sku = "CUP", LocationId = "east", Quantity = 0, AsOf = now },
            },
        });
        var near = await ops.Catalogue.CheckAvailabilityAsync(new CheckAvailabilityRequest { Skus = { "MUG", "CUP", "NONE" }, Market = "IT", Latitude = 0, Longitude = 179.9, RadiusKm = 100 });
        Assert.Equal(["east", "west"], near.Availabilities[0].Stores.Select(store => store.StoreId));
        Assert.Equal([11.1, 22.2], near.Availabilities[0].Stores.Select(store => Math.Round(store.DistanceKm, 1)));
        Assert.Equal((0, 0), (near.Availabilities[1].Stores.Count, near.Availabilities[2].ShippableQuantity));

        // Open on weekdays from nine to five by its own clock.
        var east = near.Availabilities[0].Stores[0];
        var there = TimeZoneInfo.ConvertTime(world.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland"));
        Assert.Equal("Pacific/Auckland", east.TimeZone);
        var next = TimeZoneInfo.ConvertTime((east.Open ? east.ClosesAt : east.OpensAt).ToDateTimeOffset(), TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland"));
        Assert.Equal(east.Open ? 17 : 9, next.Hour);
        Assert.True(next > there);
        var one = await ops.Catalogue.CheckAvailabilityAsync(new CheckAvailabilityRequest { Skus = { "MUG" }, Market = "IT", Latitude = 0, Longitude = 179.9, RadiusKm = 20_000, MaxStores = 1 });
        Assert.Equal("east", one.Availabilities[0].Stores.Single().StoreId);
    }

    [Fact]
    public async Task ListStores_NearAPlaceOrAll_PageByPage_WithWhatIsStillToCome()
    {
        var now = world.Clock.GetUtcNow();
        StoreEvent Event(string id, int endsInHours) => new()
        {
            EventId = id, StartsAt = Timestamp.FromDateTimeOffset(now.AddHours(-9)), EndsAt = Timestamp.FromDateTimeOffset(now.AddHours(endsInHours)),
        };
        var request = new UpsertStoresRequest { Stores = { Store("east", 0, 179.8, store => store.Events.AddRange([Event("over", -1), Event("on", 1)])) } };
        request.Stores.AddRange(Enumerable.Range(0, 100).Select(i => Store($"other-{i:D2}", 40, i % 3)));
        await ops.Catalogue.UpsertStoresAsync(request);

        var anybody = world.As(Role.Guest, "guest-1");
        var near = (await anybody.Catalogue.ListStoresAsync(new ListStoresRequest { Market = "IT", Latitude = 0, Longitude = -180 })).Stores.Single();
        Assert.Equal(("east", "on", 22.2), (near.Store.StoreId, near.Store.Events.Single().EventId, Math.Round(near.DistanceKm, 1)));
        Assert.True(near.Open == (near.ClosesAt is not null) && near.Open == (near.OpensAt is null));

        foreach (var place in new[] { false, true })
        {
            var ids = new List<string>();
            var ask = new ListStoresRequest { Market = "IT", PageSize = 40, RadiusKm = 20_000 };
            if (place)
            {
                (ask.Latitude, ask.Longitude) = (40, 1);
            }

            do
            {
                var page = await anybody.Catalogue.ListStoresAsync(ask);
                ids.AddRange(page.Stores.Select(store => store.Store.StoreId));
                ask.PageToken = page.NextPageToken;
            }
            while (ask.PageToken.Length > 0);
            Assert.Equal((103, 103), (ids.Count, ids.Distinct().Count()));
            Assert.Equal(place ? "other-01" : "east", ids[0]);
        }

        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await anybody.Catalogue.ListStoresAsync(new ListStoresRequest { Market = "XX" }));
        Assert.Equal("MARKET_UNKNOWN", unknown.Reason());
        var nowhere = await Assert.ThrowsAsync<RpcException>(async () => await anybody.Catalogue.ListStoresAsync(new ListStoresRequest { Market = "IT", Latitude = 91, Longitude = 0 }));
        Assert.Equal(StatusCode.InvalidArgument, nowhere.StatusCode);
    }

    [Fact]
    public async Task Options_AreThoseThatTheItemOffers()
    {
        var shirt = CartSyncWorld.Item("SHIRT", "Maglia", "20");
        shirt.Options.AddRange([new ItemOption { Name = "size", Values = { "S", "M" }, Required = true }, new ItemOption { Name = "engraving" }]);
        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { shirt } });
        var anna = world.As(Role.Customer, "anna");
        var cartId = (await anna.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        CartOperation With(long seq, params (string Name, string Value)[] options)
        {
            var operation = CartSyncWorld.Add(seq, "SHIRT");
            operation.Add.Options.Add(options.ToDictionary(option => option.Name, option => option.Value));
            return operation;
        }

        var answer = await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = cartId, DeviceId = "web", Operations = { With(1), With(2, ("size", "XXL")), With(3, ("size", "M"), ("colour", "red")), With(4, ("size", "M"), ("engraving", "A + B")) },
        });
        Assert.Equal(["OPTION_REQUIRED", "OPTION_NOT_OFFERED", "OPTION_NOT_OFFERED", null], answer.Results.Select(result => result.Refusal?.Reason));
        Assert.Equal(1, answer.Cart.Lines.Single().Quantity);
    }

    [Fact]
    public async Task Promotion_EveryChannel_ShowsAndSellsAtTheSamePrice()
    {
        await ops.Catalogue.UpsertPromotionsAsync(new UpsertPromotionsRequest { Promotions = { Percent("web", "10", promotion => promotion.Channels.Add(Channel.Web)), Percent("all", "20") } });
        var anna = world.As(Role.Customer, "anna");
        var cart = await Add(anna, "MUG", 2);
        Assert.Equal((2500, 700), (cart.Totals.Items.AmountMinor, cart.Totals.Discounts.AmountMinor));

        // A till and an agent see the cart that was edited on the web, and the till sells it, at the web's price.
        var code = await anna.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId });
        var till = world.As(Role.Terminal, "till-1");
        await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code });
        foreach (var other in new[] { till, world.As(Role.Agent, "agent-1"), world.As(Role.Customer, "anna", channel: Channel.App) })
        {
            var shown = (await other.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
            Assert.Equal(cart.Lines.Single().Discounts, shown.Lines.Single().Discounts);
            cart = shown;
        }

        var sold = await till.Checkout.CheckoutInStoreAsync(
            new CheckoutInStoreRequest { CartId = cart.CartId, ExpectedVersion = cart.Version, Tenders = { new Tender { Kind = TenderKind.Cash, Amount = CartSyncWorld.Eur(1800) } } },
            CartSyncWorld.Key("sale"));
        Assert.Equal(1800, sold.Checkout.Totals.Due.AmountMinor);
    }

    [Fact]
    public async Task Lines_TellWhatChangedMeanwhile_AndTheCheckoutRefusesWhatCostsMore()
    {
        var end = world.Clock.GetUtcNow().AddHours(1);
        await ops.Catalogue.UpsertPromotionsAsync(new UpsertPromotionsRequest { Promotions = { Percent("hour", "10", promotion => promotion.EndsAt = Timestamp.FromDateTimeOffset(end)) } });
        var anna = world.As(Role.Customer, "anna");
        var cart = await Add(anna, "MUG", 2);
        Assert.Empty(cart.Lines.Single().Changes);

        world.Clock.Advance(TimeSpan.FromHours(1));
        var ended = (await Line(anna, cart)).Changes.Single();
        Assert.Equal((LineChangeKind.PromotionEnded, "hour", 2250, 2500), (ended.Kind, ended.PromotionId, ended.PreviousTotal.AmountMinor, ended.Total.AmountMinor));
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await anna.Checkout.BeginCheckoutAsync(Begin(cart)));
        Assert.Equal(("PRICE_CHANGED", "PROMOTION_ENDED"), (refused.Reason(), Fact(refused, "change")));

        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { CartSyncWorld.Item("MUG", "Tazza", "13", "4006381333931") } });
        await ops.Catalogue.SetStockAsync(new SetStockRequest { Levels = { new StockLevel { Sku = "MUG", LocationId = "hub", Quantity = 1, ShipToMarkets = { "IT" } } } });
        var changes = (await Line(anna, cart)).Changes;
        Assert.Equal([LineChangeKind.PriceChanged, LineChangeKind.PromotionEnded, LineChangeKind.StockLimited], changes.Select(change => change.Kind));
        Assert.Equal(("12.5", "13", 1), (changes[0].PreviousUnitPrice, changes[0].UnitPrice, changes[2].AvailableQuantity));
        refused = await Assert.ThrowsAsync<RpcException>(async () => await anna.Checkout.BeginCheckoutAsync(Begin(cart)));
        Assert.Equal(("OUT_OF_STOCK", "STOCK_LIMITED", "1"), (refused.Reason(), Fact(refused, "change"), Fact(refused, "available")));

        // One operation on the line acknowledges all of it.
        var set = new CartOperation { DeviceSeq = 2, BaseVersion = cart.Version, SetQuantity = new SetQuantity { Line = new LineReference { Sku = "MUG" }, Quantity = 1 } };
        cart = (await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { set } })).Cart;
        Assert.Empty(cart.Lines.Single().Changes);
        Assert.Equal(1300, (await anna.Checkout.BeginCheckoutAsync(Begin(cart), CartSyncWorld.Key("begin"))).Checkout.Totals.Items.AmountMinor);
    }

    [Fact]
    public async Task Bundle_IsPricedAsItsParts_AndLimitedByThem()
    {
        var set = CartSyncWorld.Item("SET", "Servizio", "0");
        set.Prices.Clear();
        set.Components.AddRange([new BundleComponent { Sku = "CUP", Quantity = 6 }, new BundleComponent { Sku = "LAMP", Quantity = 1 }]);
        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { set } });
        await ops.Catalogue.SetStockAsync(new SetStockRequest { Levels = { new StockLevel { Sku = "CUP", LocationId = "hub", Quantity = 13, ShipToMarkets = { "IT" } } } });
        var found = await ops.Catalogue.LookupItemAsync(new LookupItemRequest { Sku = "SET", Market = "IT" });
        Assert.Equal(("99.998", 2), (found.Price.UnitPrice, found.AvailableQuantity));
        var cart = await Add(world.As(Role.Customer, "anna"), "SET", 3);
        Assert.Equal((29_999, Availability.Limited), (cart.Totals.Items.AmountMinor, cart.Lines.Single().Availability));
    }

    private static async Task<ShoppingCart> Add(CartClients client, string sku, int quantity)
    {
        var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        return (await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, sku, quantity) } })).Cart;
    }

    private static async Task<CartLine> Line(CartClients client, ShoppingCart cart) =>
        (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines.Single();

    private static string Fact(RpcException error, string name) => error.Detail<Google.Rpc.ErrorInfo>()!.Metadata[name];

    private static BeginCheckoutRequest Begin(ShoppingCart cart) => new()
    {
        CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "X" },
    };

    private static Promotion Percent(string id, string percent, Action<Promotion>? change = null)
    {
        var promotion = new Promotion { PromotionId = id, PercentOff = new Promotion.Types.PercentOff { Percent = percent } };
        change?.Invoke(promotion);
        return promotion;
    }

    private static StoreLocation Store(string id, double latitude, double longitude, Action<StoreLocation>? change = null)
    {
        var store = new StoreLocation
        {
            StoreId = id, Name = id, Market = "IT", TimeZone = "Pacific/Auckland", Position = new GeoPosition { Latitude = latitude, Longitude = longitude },
            Hours = { Enumerable.Range(1, 5).Select(day => new OpeningHours { IsoWeekday = day, OpensMinute = 540, ClosesMinute = 1020 }) },
        };
        change?.Invoke(store);
        return store;
    }
}
