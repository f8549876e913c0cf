using Google.Protobuf;
using Google.Protobuf.Reflection;
using Omnichannel.SupportContext.Domain;
using Omnichannel.SupportContext.Tests.Transport;
using Omnichannel.SupportContext.Transport;
using Omnichannel.Types.V1;

namespace Omnichannel.SupportContext.Tests.Domain;

public sealed class EventCatalogueTests
{
    private static readonly FileDescriptor[] Areas =
    [
        Cart.V1.CartEventsReflection.Descriptor,
        Orders.V1.OrdersEventsReflection.Descriptor,
        Returns.V1.ReturnsEventsReflection.Descriptor,
        Loyalty.V1.LoyaltyEventsReflection.Descriptor,
        Messaging.V1.MessagingEventsReflection.Descriptor,
        Support.V1.SupportEventsReflection.Descriptor,
    ];

    [Fact]
    public void EveryEventOfEveryArea_HasItsPlaceAndItsSentences()
    {
        var names = Areas.SelectMany(area => area.MessageTypes.Select(type => $"{area.Package.Split('.')[1]}.{type.Name}")).Order(StringComparer.Ordinal);

        Assert.Equal(names, EventCatalogue.Names.Order(StringComparer.Ordinal));
    }

    /// <summary>None is a number like any other: a sentence must not have a hole where it stands.</summary>
    [Fact]
    public void NumbersOfNothing_AreSaid()
    {
        // Support's own entries are not made of events.
        var events = Areas.SkipLast(1).SelectMany(area => area.MessageTypes).ToList();
        var told = 0;
        foreach (var type in events)
        {
            var entry = Read(type.Parser.ParseFrom([]));
            foreach (var number in type.Fields.InDeclarationOrder().Where(field => field is { FieldType: FieldType.Int32 or FieldType.Int64, IsRepeated: false } && entry.Form.English.Contains($"{{{field.Name}}}", StringComparison.Ordinal)))
            {
                Assert.Equal("0", entry.Fact(number.Name));
                told++;
            }
        }

        Assert.True(told >= 5, $"only {told} numbers stand in sentences");
        var handOff = Read(new Cart.V1.CartHandedOff { FromChannel = Types.V1.Channel.App });
        Assert.Equal("Took the cart from APP to another device, 0 items.", Sentences.Of(handOff, "en"));

        static Entry Read(IMessage message) => EventReader.Read((IEvent)message, SupportService.Record(message, "subject"));
    }
}
