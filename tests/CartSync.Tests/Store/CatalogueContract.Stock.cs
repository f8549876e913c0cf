using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Store;

/// <content>What moves after a count.</content>
public abstract partial class CatalogueContract
{
    [Fact]
    public async Task Moves_AfterACount_ChangeTheLevel_UntilANewerOneHasSeenThem()
    {
        await Shelves("A");
        var noon = clock.GetUtcNow().AddHours(-3);
        await SetStock(Level("A", "hub", 10, noon, "IT"), Level("A", "rome", 5, noon));
        await Book(noon.AddMinutes(-1), Sold("o0", "A", 3));
        await Book(noon, Sold("o1", "A", 3));
        Assert.Equal((10, 5), await Levels("A"));

        await Book(noon.AddMinutes(1), Sold("o2", "A", 3), Taken("o2b", "A", 2));
        await Book(noon.AddMinutes(2), Sold("o3", "A", 1));
        await Book(noon.AddMinutes(1), Sold("o2", "A", 3), Taken("o2b", "A", 2));
        Assert.Equal((6, 3), await Levels("A"));
        await Book(noon.AddMinutes(3), new StockMove("cancelled", "A", new StockPlace.Warehouse("IT"), 3), new StockMove("returned", "A", new StockPlace.Store("rome"), 1));
        Assert.Equal((9, 4), await Levels("A"));

        // Counted between two sales, and told late: what was sold after it still counts.
        Assert.Equal([null], await SetStock(Level("A", "hub", 7, noon.AddMinutes(1).AddSeconds(30), "IT")));
        Assert.Equal((9, 4), await Levels("A"));
        Assert.Equal(["STALE"], await SetStock(Level("A", "hub", 99, noon, "IT")));
        Assert.Equal([null], await SetStock(Level("A", "hub", 8, noon.AddMinutes(5), "IT")));
        Assert.Equal((8, 4), await Levels("A"));
        await Book(noon.AddMinutes(2), Sold("o3", "A", 1));
        Assert.Equal((8, 4), await Levels("A"));
    }

    [Fact]
    public async Task Moves_BeforeAnyLevelIsKnown_CountFromTheFirstCountOn()
    {
        await Shelves("A");
        var noon = clock.GetUtcNow().AddHours(-3);
        await SetStock(Level("OTHER", "hub", 1, noon, "IT"));
        await Book(noon.AddMinutes(10), Sold("o1", "A", 2));
        Assert.Null((await Book("A")).Find("A")!.ShippableQuantity);
        await SetStock(Level("A", "hub", 10, noon, "IT"));
        Assert.Equal(8, (await Book("A")).Find("A")!.ShippableQuantity);
    }

    [Fact]
    public async Task Moves_BeyondWhatIsThere_LeaveNothing_AndWhatComesBackFillsTheHoleFirst()
    {
        await Shelves("A");
        var noon = clock.GetUtcNow().AddHours(-3);
        await SetStock(Level("A", "hub", 2, noon, "IT"), Level("A", "rome", 1, noon));
        await Book(noon.AddMinutes(1), Sold("o1", "A", 5), Taken("o2", "A", 4));
        Assert.Equal((0, 0), await Levels("A"));
        await Book(noon.AddMinutes(2), new StockMove("c", "A", new StockPlace.Warehouse("IT"), 4));
        Assert.Equal((1, 0), await Levels("A"));
    }

    [Fact]
    public async Task Moves_OfABundle_AreThoseOfItsParts()
    {
        await Shelves("CUP", "POT");
        await Upsert(Bundle("SET", null, ("CUP", 6), ("POT", 1)));
        var noon = clock.GetUtcNow().AddHours(-3);
        await SetStock(Level("CUP", "hub", 60, noon, "IT"), Level("POT", "hub", 60, noon, "IT"));
        await Book(noon.AddMinutes(1), Sold("o1/1", "SET", 2), Sold("o1/2", "CUP", 1));
        var book = await Book("SET", "CUP", "POT");
        Assert.Equal((47, 58, 7), (book.Find("CUP")!.ShippableQuantity, book.Find("POT")!.ShippableQuantity, book.Find("SET")!.ShippableQuantity));

        // The same order again, after the bundle got another part.
        await Upsert(Item("LID"), Bundle("SET", null, ("CUP", 6), ("POT", 1), ("LID", 1)));
        await SetStock(Level("LID", "hub", 60, noon, "IT"));
        await Book(noon.AddMinutes(1), Sold("o1/1", "SET", 2), Sold("o1/2", "CUP", 1));
        book = await Book("CUP", "LID");
        Assert.Equal((47, 60), (book.Find("CUP")!.ShippableQuantity, book.Find("LID")!.ShippableQuantity));
    }

    [Fact]
    public async Task Moves_OfSeveralWarehouses_LowerWhatTheMarketCanHave()
    {
        await Shelves("A");
        await Upsert(Item("A", item => item.Prices.Add(Price("CH", "CHF", "2"))));
        var noon = clock.GetUtcNow().AddHours(-3);
        await SetStock(Level("B", "basel", 1, noon, "CH"), Level("A", "east", 4, noon, "CH", "IT"), Level("A", "west", 10, noon, "IT"));
        await Book(noon.AddMinutes(1), Sold("o1", "A", 6), new StockMove("unknown", "A", new StockPlace.Warehouse("FR"), -1), new StockMove("no id", "A\n", new StockPlace.Store("rome"), -1));
        Assert.Equal(8, (await Book("A")).Find("A")!.ShippableQuantity);
        Assert.Equal(0, (await cache.Open("CH", ["A"], default))!.Find("A")!.ShippableQuantity);
    }

    [Fact]
    public async Task Moves_OlderThanAnyCountThatStillMatters_AreNotBooked_AndBookedOnesAreForgottenWithoutTheirSum()
    {
        await Shelves("A");
        var start = clock.GetUtcNow();
        await SetStock(Level("A", "hub", 10, start.AddDays(-40), "IT"));
        await Book(start.AddDays(-31), Sold("o1", "A", 1));
        await Book(start, Sold("o2", "A", 2));
        Assert.Equal(8, (await Book("A")).Find("A")!.ShippableQuantity);
        clock.Advance(TimeSpan.FromDays(31));
        await Book(clock.GetUtcNow(), Sold("o3", "A", 1));
        Assert.Equal(7, (await Book("A")).Find("A")!.ShippableQuantity);
        Assert.Equal(1, await database.Read(session => session.QueryFirst<long>("select count(*) from stock_moves")));

        // The nightly file says the same count again.
        Assert.Equal([null], await SetStock(Level("A", "hub", 10, start.AddDays(-40), "IT")));
        Assert.Equal(7, (await Book("A")).Find("A")!.ShippableQuantity);
    }

    [Fact]
    public async Task Moves_ByAnotherMeasureThanTheItemHas_AreOfSomethingElse()
    {
        await Shelves("MUG");
        await Upsert(Item("HAM", item => item.Measure = Types.V1.Measure.Gram));
        var noon = clock.GetUtcNow().AddHours(-3);
        await SetStock(Level("MUG", "hub", 100, noon, "IT"), Level("HAM", "hub", 5000, noon, "IT"));
        await Book(noon.AddMinutes(1), Sold("o1/1", "HAM", 1), Sold("o1/2", "HAM", 455) with { Measure = Measure.Gram }, Sold("o1/3", "MUG", 5) with { Measure = Measure.Gram });
        var book = await Book("MUG", "HAM");
        Assert.Equal((100, 4545), (book.Find("MUG")!.ShippableQuantity, book.Find("HAM")!.ShippableQuantity));
    }

    [Fact]
    public async Task Count_OfTomorrow_IsOneOfNow()
    {
        await Shelves("A");
        await SetStock(Level("A", "hub", 10, clock.GetUtcNow().AddDays(1), "IT"));
        clock.Advance(TimeSpan.FromMinutes(1));
        await Book(clock.GetUtcNow(), Sold("o1", "A", 1));
        Assert.Equal(9, (await Book("A")).Find("A")!.ShippableQuantity);
        Assert.Equal([null], await SetStock(Level("A", "hub", 4, clock.GetUtcNow(), "IT")));
        Assert.Equal(4, (await Book("A")).Find("A")!.ShippableQuantity);
    }

    [Fact]
    public async Task CountsAndMoves_InAnyOrderAndTwice_AddUpAsIfInOrder()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new Random(seed);
            var (sku, noon) = ($"R{seed}", clock.GetUtcNow().AddHours(-10));
            await Upsert(Item(sku));
            await catalogue.UpsertStores([Store("rome")], default);
            await SetStock(Level("OTHER", "hub", 1, noon, "IT"));

            // Minutes are all different, so that it is clear what each count has seen.
            var minutes = Enumerable.Range(1, 24).ToArray();
            random.Shuffle(minutes);
            var counts = minutes[..6].Select(minute => (Minute: minute, Quantity: random.Next(50, 100), AtStore: random.Next(2) == 0)).ToArray();
            var moves = minutes[6..].Select(minute => (Minute: minute, Quantity: random.Next(-4, 5), AtStore: random.Next(2) == 0)).ToArray();
            var news = counts.Select(count => (Func<Task>)(() => SetStock(count.AtStore
                    ? Level(sku, "rome", count.Quantity, noon.AddMinutes(count.Minute))
                    : Level(sku, "hub", count.Quantity, noon.AddMinutes(count.Minute), "IT"))))
                .Concat(moves.Select(move => (Func<Task>)(() => Book(noon.AddMinutes(move.Minute), new StockMove(
                    $"{seed}/{move.Minute}", sku, move.AtStore ? new StockPlace.Store("rome") : new StockPlace.Warehouse("IT"), move.Quantity)))))
                .SelectMany(one => Enumerable.Repeat(one, 1 + random.Next(2))).ToArray();
            random.Shuffle(news);
            foreach (var one in news)
            {
                await one();
            }

            var item = (await Book(sku)).Find(sku)!;
            Assert.Equal((seed, Expected(false), Expected(true)), (seed, item.ShippableQuantity, item.StoreQuantities.TryGetValue("rome", out var onShelf) ? onShelf : null));

            long? Expected(bool atStore) => counts.Where(count => count.AtStore == atStore).OrderBy(count => count.Minute).Select(count => (int?)count.Minute).LastOrDefault() is { } last
                ? counts.Single(count => count.Minute == last).Quantity + moves.Where(move => move.AtStore == atStore && move.Minute > last).Sum(move => move.Quantity)
                : null;
        }
    }

    [Fact]
    public async Task CountsAndMoves_OfManyAtOnce_LoseNothing()
    {
        await Shelves("A");
        var noon = clock.GetUtcNow().AddHours(-3);
        await SetStock(Level("A", "hub", 1000, noon, "IT"));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Book(noon.AddSeconds(1 + (i % 20)), Sold($"o{i % 20}", "A", 3))));
        Assert.Equal(940, (await Book("A")).Find("A")!.ShippableQuantity);
    }

    private static StockMove Sold(string source, string sku, int quantity) => new(source, sku, new StockPlace.Warehouse("IT"), -quantity);

    private static StockMove Taken(string source, string sku, int quantity) => new(source, sku, new StockPlace.Store("rome"), -quantity);

    private async Task Shelves(params string[] skus)
    {
        await Upsert([.. skus.Select(sku => Item(sku))]);
        await catalogue.UpsertStores([Store("rome")], default);
    }

    private async Task Book(DateTimeOffset at, params StockMove[] moves)
    {
        await SqlUnderTest.ExecutorOn(database, clock).Apply(unit => StockLedger.Book(unit, at, moves));
        cache.Forget();
    }

    private async Task<(long? Shippable, long OnShelf)> Levels(string sku)
    {
        var item = (await Book(sku)).Find(sku)!;
        return (item.ShippableQuantity, item.StoreQuantities.TryGetValue("rome", out var onShelf) ? onShelf : -1);
    }
}
