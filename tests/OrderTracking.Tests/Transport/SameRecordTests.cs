using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Transport;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;
using UnitPrice = Omnichannel.Platform.Domain.UnitPrice;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>The same record is the same values, however a client writes them; other values are another record.</summary>
public sealed class SameRecordTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    private static readonly OutwardNumbers Numbers = new(new InstallationKey(new InstallationSettings { Key = Convert.ToBase64String(new byte[32]) }));

    private static readonly Dictionary<string, Action<OrderRecord>> Rewritten = new()
    {
        ["places of a price"] = record => record.Lines[0].UnitPrice = "10.50000000",
        ["zeros before a price"] = record => record.Lines[0].UnitPrice = "0010.5",
        ["no sign after a price"] = record => record.Lines[1].UnitPrice = "25.",
        ["pieces, said"] = record => record.Lines[0].Measure = Measure.Piece,
        ["a discount of zero"] = record => record.Lines[1].Discount = Eur(0),
        ["a tax of zero"] = record => record.Tax = Eur(0),
        ["order of options"] = record => Reverse(record.Lines[0].Options),
        ["order of tenders"] = record => Reverse(record.Tenders),
        ["order of lines"] = record => Reverse(record.Lines),
        ["a time finer than is kept"] = record => record.PlacedAt.Nanos += 999,
        ["a field that nobody knows"] = record => record.MergeFrom(new byte[] { 0x92, 0x7d, 0x02, (byte)'h', (byte)'i' }),
    };

    private static readonly Dictionary<string, Action<OrderRecord>> Changed = new()
    {
        ["customer"] = record => record.CustomerId = "customer-2",
        ["market"] = record => record.Market = "DE",
        ["channel"] = record => record.Channel = Channel.Web,
        ["time"] = record => record.PlacedAt.Nanos += 1000,
        ["delivery"] = record => record.DeliveredAt = At(1),
        ["title"] = record => record.Lines[0].Title += " ",
        ["category"] = record => record.Lines[0].Category = "lamps",
        ["option"] = record => record.Lines[0].Options["size"] = "S",
        ["kind of goods"] = record => record.Lines[1].NonMerchandise = true,
        ["two skus, changed for each other"] = record => (record.Lines[0].Sku, record.Lines[1].Sku) = (record.Lines[1].Sku, record.Lines[0].Sku),
        ["reference of a payment"] = record => record.Tenders[1].Reference = "other",
        ["parts of the payments"] = record => (record.Tenders[0].Amount.AmountMinor, record.Tenders[1].Amount.AmountMinor) =
            (record.Tenders[0].Amount.AmountMinor - 1, record.Tenders[1].Amount.AmountMinor + 1),
        ["tax for postage"] = record => (record.Shipping, record.Tax) = (null, record.Shipping),
        ["measure"] = record =>
            (record.Lines[0].Measure, record.Lines[0].UnitPrice) = (Measure.Gram, (UnitPrice.Parse("EUR", record.Lines[0].UnitPrice).Amount * 1000).ToString(CultureInfo.InvariantCulture)),
        ["price and units of equal worth"] = record => (record.Lines[0].UnitPrice, record.Lines[0].Quantity) =
            ((UnitPrice.Parse("EUR", record.Lines[0].UnitPrice).Amount * record.Lines[0].Quantity).ToString(CultureInfo.InvariantCulture), 1),
    };

    public static TheoryData<string> Writings => [.. Rewritten.Keys];

    public static TheoryData<string> Changes => [.. Changed.Keys];

    [Theory]
    [MemberData(nameof(Writings))]
    public async Task RecordOrder_WrittenOtherwise_AnswersTheSameOrder(string writing)
    {
        var order = await Record(Sold("written"));
        var again = Sold("written");
        Rewritten[writing](again);

        Assert.NotEqual(Sold("written").ToByteArray(), again.ToByteArray());
        Assert.Equal(order, await Record(again));
        var imported = (await orders.Ops.Orders.ImportOrdersAsync(new ImportOrdersRequest { Orders = { again } })).Results[0];
        Assert.Equal((ImportOutcome.Imported, order.OrderId), (imported.Outcome, imported.OrderId));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task RecordOrder_OtherValues_AreAnotherRecord(string change)
    {
        await Record(Sold("changed"));
        var other = Sold("changed");
        Changed[change](other);

        Assert.Equal("EXTERNAL_ID_TAKEN", await Reason(() => Record(other)));
        var result = (await orders.Ops.Orders.ImportOrdersAsync(new ImportOrdersRequest { Orders = { other } })).Results[0];
        Assert.Equal((ImportOutcome.Rejected, "EXTERNAL_ID_TAKEN", ""), (result.Outcome, result.Refusal.Reason, result.OrderId));
    }

    [Fact]
    public async Task ImportOrders_WhatIsAbsent_IsWhatTheContractTakesForIt()
    {
        var bare = Sold("bare");
        bare.Tenders.Clear();
        bare.DeliveredAt = null;
        var whole = new OrderRecord(bare) { DeliveredAt = bare.PlacedAt, Tenders = { new Types.V1.Tender { Kind = TenderKind.Other, Amount = Eur(6150) } } };

        var results = (await orders.Ops.Orders.ImportOrdersAsync(new ImportOrdersRequest { Orders = { bare, whole } })).Results;

        Assert.Equal(ImportOutcome.Imported, results[0].Outcome);
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public async Task RecordOrder_AtATill_WhatItsTokenSaysIsNoValueOfTheRecord()
    {
        var till = orders.Till("till-1", "milano");
        var sold = new OrderRecord(Sold("token")) { DeliveredAt = null };
        var order = (await till.Orders.RecordOrderAsync(new RecordOrderRequest { Order = sold })).Order;
        var again = new OrderRecord(sold) { Channel = Channel.Web, StoreId = "roma", DeliveredAt = order.PlacedAt };

        Assert.Equal(order, (await till.Orders.RecordOrderAsync(new RecordOrderRequest { Order = again })).Order);
    }

    [Fact]
    public void AnyRecord_InAnyWriting_HasOneContent_AndNoOtherRecordHasIt() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var record = Any(random);
            var content = ContentOf(record, random);
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(content, ContentOf(Write(record, random), random));
            }

            var other = record.Clone();
            Changed.ElementAt(random.Next(Changed.Count)).Value(other);
            Assert.NotEqual(content, ContentOf(Write(other, random), random));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static string ContentOf(OrderRecord record, Random random)
    {
        var origin = random.Next(2) == 0 ? OrderOrigin.Live : OrderOrigin.Historical;
        var read = SaleReading.Read(record, new ReadingRules(origin, Domain.Some.Monday.AddYears(1), Numbers));
        Assert.True(read.IsAccepted, read.Refusal?.Message);
        return Convert.ToHexStringLower(SaleContent.OfRecord(read.Value));
    }

    /// <summary>The same values as another client might write them.</summary>
    private static OrderRecord Write(OrderRecord record, Random random)
    {
        var written = record.Clone();
        foreach (var line in written.Lines)
        {
            line.UnitPrice = new string('0', random.Next(3)) + line.UnitPrice.TrimEnd('0') + new string('0', random.Next(6));
            line.Discount ??= random.Next(2) == 0 ? Eur(0) : null;
            Reverse(line.Options);
        }

        written.Tax ??= random.Next(2) == 0 ? Eur(0) : null;
        written.PlacedAt.Nanos += random.Next(1000);
        foreach (var reverse in ((Action[])[() => Reverse(written.Lines), () => Reverse(written.Tenders)]).Where(_ => random.Next(2) == 0))
        {
            reverse();
        }

        // Numbers of JSON in quotes, or with a fraction of zero.
        var number = random.Next(2) == 0 ? "$2.0" : "\"$2\"";
        return JsonParser.Default.Parse<OrderRecord>(
            Regex.Replace(JsonFormatter.Default.Format(written), "\"(amountMinor|quantity)\": \"?([0-9]+)\"?", $"\"$1\": {number}"));
    }

    private static OrderRecord Any(Random random)
    {
        var record = Sold("any");
        record.DeliveredAt = At(random.Next(2, 9));
        record.Lines[0].UnitPrice = $"10.5{random.Next(10)}{random.Next(1, 10)}"[..random.Next(4, 7)];
        record.Lines[1].Discount = random.Next(2) == 0 ? Eur(random.Next(1, 2500)) : null;
        record.Tenders[0].Amount = Eur(350 + record.Lines.Sum(line =>
            UnitPrice.Parse("EUR", line.UnitPrice).Times(line.Quantity).AmountMinor - (line.Discount?.AmountMinor ?? 0)));
        return record;
    }

    /// <summary>Two lines, one with options, and postage: 61.50, by card and in cash.</summary>
    private static OrderRecord Sold(string externalId)
    {
        var record = RunningOrders.Record(externalId);
        record.Lines[0].UnitPrice = "10.5";
        record.Lines[0].Options.Add(new Dictionary<string, string> { ["size"] = "M", ["colour"] = "red", ["cut"] = "wide" });
        record.DeliveredAt = At(2);
        record.Tenders[0].Amount = Eur(6000);
        record.Tenders.Add(new Types.V1.Tender { Kind = TenderKind.Cash, Amount = Eur(150) });
        return record;
    }

    private static void Reverse<T>(IList<T> list)
    {
        var turned = list.Reverse().ToList();
        list.Clear();
        turned.ForEach(list.Add);
    }

    private static void Reverse(IDictionary<string, string> map)
    {
        var turned = map.Reverse().ToList();
        map.Clear();
        turned.ForEach(map.Add);
    }

    private async Task<Orders.V1.Order> Record(OrderRecord record) =>
        (await orders.Ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })).Order;
}
