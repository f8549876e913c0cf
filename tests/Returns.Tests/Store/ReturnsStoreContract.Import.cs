using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Types.V1;

namespace Omnichannel.Returns.Tests.Store;

/// <summary>What tells imported returns apart, and which are the same.</summary>
public abstract partial class ReturnsStoreContract
{
    [Theory]
    [InlineData("order of lines")]
    [InlineData("a currency that goes without saying")]
    [InlineData("a time finer than is kept")]
    [InlineData("a field that nobody knows")]
    public async Task Import_WrittenOtherwise_IsADuplicate(string writing)
    {
        var record = await TwoLines();
        var again = record.Clone();
        switch (writing)
        {
            case "order of lines": (again.Lines[0], again.Lines[1]) = (again.Lines[1], again.Lines[0]); break;
            case "a currency that goes without saying": again.Lines[0].RefundAmount.CurrencyCode = ""; break;
            case "a time finer than is kept": again.ReturnedAt.Nanos += 999; break;
            case "a field that nobody knows": again.MergeFrom(new byte[] { 0x92, 0x7d, 0x02, (byte)'h', (byte)'i' }); break;
            default: throw new ArgumentOutOfRangeException(nameof(writing));
        }

        Assert.NotEqual(record.ToByteArray(), again.ToByteArray());
        Assert.Equal(["Imported", "Duplicate"], await Outcomes(record, again));
        Assert.Equal(["Duplicate"], await Outcomes(again));
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("no amount")]
    [InlineData("units")]
    [InlineData("line")]
    [InlineData("time")]
    [InlineData("order")]
    [InlineData("store of the order")]
    public async Task Import_OtherValues_AreAnotherReturn(string change)
    {
        var record = await TwoLines();
        Assert.Equal(["Imported"], await Outcomes(record));
        var other = record.Clone();
        switch (change)
        {
            case "amount": other.Lines[0].RefundAmount.AmountMinor--; break;
            case "no amount": other.Lines[0].RefundAmount = null; break;
            case "units": other.Lines[0].Quantity = 2; break;
            case "line": other.Lines.RemoveAt(1); break;
            case "time": other.ReturnedAt.Nanos += 1000; break;
            case "order": other.OrderExternalId = "x2"; break;
            case "store of the order": other.OrderStoreId = "roma"; break;
            default: throw new ArgumentOutOfRangeException(nameof(change));
        }

        Assert.Equal(["Rejected EXTERNAL_ID_TAKEN"], await Outcomes(other));
    }

    [Fact]
    public async Task Import_NumbersOfTwoStoresAndTwoSources_AreReturnsOfTheirOwn()
    {
        clock.Now = Sales.PlacedAt.AddYears(1);
        (string Source, string Store)[] places = [("shop", "milano"), ("shop", "roma"), ("other", "milano"), ("shop", "")];
        foreach (var (source, store) in places)
        {
            var id = $"{source}-{store}";
            await Apply(Sales.Record(id, Sales.Placed(id, externalId: "0001", origin: Origin.Historical, source: source, storeId: store)));
        }

        V1.ReturnRecord[] batch = [.. places.Select(place =>
        {
            var record = Past("R-1", "0001", "1", 1);
            (record.Source, record.StoreId, record.OrderSource, record.OrderStoreId) = (place.Source, place.Store, place.Source, place.Store);
            return record;
        })];
        var first = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => import.Import(batch)));

        Assert.Equal(4, first.SelectMany(answer => answer.Results).Count(result => result.Outcome is V1.ImportReturnOutcome.Imported));
        Assert.Equal(4, first.SelectMany(answer => answer.Results).Select(result => result.ReturnId).Distinct().Count());
        var told = (await Published()).Select(record => V1.ReturnResolved.Parser.ParseFrom(record.Data.Span)).ToList();
        Assert.Equal(places.Order(), told.Select(resolved => (resolved.Source, resolved.StoreId)).Order());
        Assert.All(told, resolved => Assert.Equal(($"{resolved.Source}-{resolved.StoreId}", "R-1"), (resolved.OrderId, resolved.ExternalId)));
    }

    [Fact]
    public async Task Import_IntoAnotherStore_NamesTheOrderWhereItWasBought()
    {
        clock.Now = Sales.PlacedAt.AddYears(1);
        await Apply(Sales.Record("web", Sales.Placed("web", externalId: "0001", origin: Origin.Historical)));
        var record = Past("R-1", "0001", "1", 1);
        record.StoreId = "milano";

        Assert.Equal(["Imported"], await Outcomes(record));
        record.OrderStoreId = "milano";
        record.ExternalId = "R-2";
        Assert.Equal(["OrderUnknown"], await Outcomes(record));
    }

    [Theory]
    [InlineData("", "shop")]
    [InlineData("a b", "shop")]
    [InlineData("shop", "")]
    public async Task Import_WithoutASource_IsRefused(string source, string orderSource)
    {
        var record = Past("R-1", "0001", "1", 1);
        (record.Source, record.OrderSource) = (source, orderSource);

        Assert.Equal(["Rejected INVALID_FIELD"], await Outcomes(record));
    }

    private async Task<V1.ReturnRecord> TwoLines()
    {
        clock.Now = Sales.PlacedAt.AddYears(1);
        foreach (var (id, external) in new[] { ("h1", "x1"), ("h2", "x2") })
        {
            await Apply(Sales.Record(id, Sales.Placed(id, externalId: external, origin: Origin.Historical)));
        }

        var record = Past("c1", "x1", "1", 1);
        record.Lines[0].RefundAmount = new Money { CurrencyCode = "EUR", AmountMinor = 300 };
        record.Lines.Add(new V1.ReturnRecordLine { LineId = "2", Quantity = 1 });
        return record;
    }

    private async Task<string[]> Outcomes(params V1.ReturnRecord[] records) =>
        [.. (await import.Import(records)).Results.Select(result => $"{result.Outcome} {result.Refusal?.Reason}".Trim())];
}
