using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Events;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>Over the event types of the contracts: a new one is held to the same.</summary>
public sealed class EventHeaderTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Types => [.. EventTypes.All.Select(type => type.FullName)];

    // Which fields the events of an area share: an interface beside its events file.
    public static TheoryData<string> Shared => [.. SharedHeaders.Select(header => header.FullName!)];

    private static IEnumerable<System.Type> SharedHeaders =>
        typeof(IEvent).Assembly.GetExportedTypes().Where(type => type.IsInterface && type != typeof(IEvent) && type.IsAssignableTo(typeof(IEvent)));

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryEvent_CarriesTheHeader_AndIsOtherwiseAsItWas(string name)
    {
        var type = EventTypes.Find(name)!;
        var message = Assert.IsType<IEvent>(Activator.CreateInstance(type.ClrType), exactMatch: false);

        var outgoing = new EventHeader(IsHistorical: true, At, Channel.App).On(message);

        Assert.Same(message, outgoing.Message);
        object[] header = [Origin.Historical, At.ToTimestamp(), Channel.App];
        Assert.Equal(header, HeaderFields(type).Select(field => field.Accessor.GetValue(message)));
        HeaderFields(type).ToList().ForEach(field => field.Accessor.Clear(message));
        Assert.Equal(Activator.CreateInstance(type.ClrType), message);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryEvent_SurvivesTheWay_WithItsHeader(string name)
    {
        var type = EventTypes.Find(name)!;
        var now = At.AddDays(1);
        var news = EventHeader.News(At, Channel.Store).On((IEvent)Activator.CreateInstance(type.ClrType)!).ToRecord(Guid.Empty, "/omnichannel/test", "subject", 7, now);
        var past = new EventHeader(IsHistorical: true, At, Channel.Store).On((IEvent)Activator.CreateInstance(type.ClrType)!).ToRecord(Guid.Empty, "/omnichannel/test", "subject", 7, now);

        Assert.Equal((name, "subject", 7L, now), (news.Type, news.Subject, news.AggregateVersion, news.Time));
        Assert.Equal(At, past.Time);
        var read = (IEvent)type.Parser.ParseFrom(news.Data.Span);
        Assert.Equal(new EventHeader(IsHistorical: false, At, Channel.Store), EventHeader.Of(read));
    }

    [Theory]
    [MemberData(nameof(Shared))]
    public void EventsWithTheFieldsOfASharedHeader_AreDeclaredSo(string name)
    {
        var header = SharedHeaders.Single(type => type.FullName == name);
        var properties = header.GetProperties().Select(property => property.Name).ToList();
        var area = EventTypes.All.Where(type => type.ClrType.Namespace == header.Namespace).ToList();

        var able = area.Where(type => properties.TrueForAll(property => type.ClrType.GetProperty(property) is not null)).ToList();

        Assert.NotEmpty(able);
        Assert.Equal(able.Select(type => type.Name), able.Where(type => type.ClrType.IsAssignableTo(header)).Select(type => type.Name));
    }

    // What is told of another aggregate is named here: until when an order can be returned is said before there is any return.
    [Theory]
    [InlineData(typeof(Orders.V1.IOrderEvent))]
    [InlineData(typeof(Returns.V1.IReturnEvent), nameof(Returns.V1.ReturnWindowSet))]
    public void AnAreaOfOneAggregate_HasOneHeader(System.Type header, params string[] ofOthers)
    {
        var area = EventTypes.All.Where(type => type.ClrType.Namespace == header.Namespace).ToList();
        Assert.NotEmpty(area);
        Assert.Equal(ofOthers, area.Where(type => !type.ClrType.IsAssignableTo(header)).Select(type => type.Name));
    }

    private static IEnumerable<FieldDescriptor> HeaderFields(MessageDescriptor type) =>
        new[] { "origin", "effective_at", "channel" }.Select(name => type.FindFieldByName(name) ?? throw new InvalidOperationException($"{type.FullName} has no {name}."));
}
