using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Store;

/// <content>Return windows that are told to others.</content>
public abstract partial class ReturnsStoreContract
{
    [Fact]
    public async Task Windows_AreToldAtTheDelivery_WhenItMoves_AndWhenItIsCorrected()
    {
        await Apply(Sales.Record("o1", Sales.Placed("o1")));
        Assert.Empty(await Windows());

        var delivered = Sales.Record("o1", Sales.Delivered("o1"), version: 2);
        await Apply(delivered);
        await Apply(delivered);
        var later = Sales.Delivered("o1");
        later.EffectiveAt = Timestamp.FromDateTimeOffset(Sales.DeliveredAt.AddDays(2));
        await Apply(Sales.Record("o1", later, version: 3));
        await Apply(Sales.Record("o1", Sales.Delivered("o1"), version: 2));
        await Apply(Sales.Record("o1", new OrderDeliveryCorrected { OrderId = "o1" }, version: 4));

        var deadlines = new[] { Sales.DeliveredAt, Sales.DeliveredAt.AddDays(2) }
            .Select(start => WindowClock.Deadline(BuiltInPolicy.Document.Rules[0].Window!, start, Sales.PlacedAt, BuiltInPolicy.Document.DaysOf("IT"))).ToList();
        var told = await Windows();
        Assert.Equal([1L, 2L, 3L], told.Select(each => each.Version));
        Assert.Equal([[deadlines[0], deadlines[0]], [deadlines[1], deadlines[1]], []], told.Select(each => each.Set.Lines.Select(line => line.EndsAt.ToDateTimeOffset()).ToList()));
        Assert.All(told, each => Assert.Equal(("o1", "o1"), (each.Subject, each.Set.OrderId)));
    }

    [Fact]
    public async Task Windows_AreThoseThatCustomersAreAnswered_LineByLine()
    {
        await Apply(Sales.Record("o1", Sales.Fulfilled("o1", candles: 3, lamps: 0), version: 2));
        await Apply(Sales.Record("o1", Sales.Placed("o1")));

        var told = Assert.Single(await Windows());

        var answers = (await queries.Eligibility("o1", As("customer-1"), default)).Lines.Where(line => line.DeadlineAt is not null);
        Assert.Equal(answers.Select(line => (line.Line.LineId, line.DeadlineAt!.Value)), told.Set.Lines.Select(line => (line.LineId, line.EndsAt.ToDateTimeOffset())));
        Assert.Equal("1", Assert.Single(told.Set.Lines).LineId);
    }

    [Fact]
    public async Task Windows_OfHistory_AreToldWhileTheyAreOpen()
    {
        foreach (var (order, at) in new[] { ("old", Sales.PlacedAt.AddYears(-2)), ("new", Sales.PlacedAt) })
        {
            await Apply(Sales.Record(order, Sales.Placed(order, externalId: order, origin: Types.V1.Origin.Historical, at: at)));
            var delivered = Sales.Delivered(order);
            delivered.EffectiveAt = Timestamp.FromDateTimeOffset(at.AddDays(1));
            await Apply(Sales.Record(order, delivered, version: 2));
        }

        var told = Assert.Single(await Windows());
        Assert.Equal(("new", Types.V1.Origin.Historical), (told.Set.OrderId, told.Set.Origin));
    }

    private async Task<List<(string Subject, long Version, V1.ReturnWindowSet Set)>> Windows() =>
        [.. (await Told()).Where(told => told.Type == V1.ReturnWindowSet.Descriptor.FullName).Select(told => (told.Subject, told.AggregateVersion, V1.ReturnWindowSet.Parser.ParseFrom(told.Data.Span)))];
}
