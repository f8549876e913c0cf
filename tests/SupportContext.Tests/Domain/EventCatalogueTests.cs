using Google.Protobuf.Reflection;
using Omnichannel.SupportContext.Domain;

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
}
