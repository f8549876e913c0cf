using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Text;
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

    // Support's own entries are not made of events.
    private static readonly List<MessageDescriptor> Events = [.. Areas.SkipLast(1).SelectMany(area => area.MessageTypes)];

    public static TheoryData<string> Languages => [.. Phrases.Spoken];

    [Fact]
    public void EveryEventOfEveryArea_HasItsPlaceAndItsSentences()
    {
        var names = Areas.SelectMany(area => area.MessageTypes.Select(type => $"{area.Package.Split('.')[1]}.{type.Name}")).Order(StringComparer.Ordinal);

        Assert.Equal(names, EventCatalogue.Names.Order(StringComparer.Ordinal));
        Assert.Empty(EventCatalogue.Names.Except(Sentences.Texts.Keys));
    }

    [Fact]
    public void EverySentence_NamesFactsThatItsEventHas() => Assert.All(Events, type =>
    {
        var entry = Read(Full(type));

        Assert.All(PlacesOf(entry.Form.Name), place => Assert.True(entry.Fact(place).Length > 0 || entry.Amount(place) is not null, $"{entry.Name} has no {place}"));
    });

    /// <summary>None is a number like any other, and what is not known is left out: a sentence must not have a hole where it stands.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void EventsOfNothing_AreSaidWithoutAHole(string language)
    {
        foreach (var type in Events)
        {
            Whole.Is(Sentences.Of(Read(type.Parser.ParseFrom([])), language));
            Whole.Is(Sentences.Of(Read(Full(type)), language));
        }

        Whole.Is(Sentences.Of(Histories.Of("cart.Gone", 0), language));
        foreach (var own in EventCatalogue.Names.Where(name => name.StartsWith("support.", StringComparison.Ordinal)))
        {
            Assert.NotEqual("", Sentences.Of(Histories.Of(own, 0, facts: [("kind", "PAGE_VIEW")]), language));
        }
    }

    [Fact]
    public void NumbersOfNothing_AreSaid()
    {
        var handOff = Read(new Cart.V1.CartHandedOff { FromChannel = Types.V1.Channel.App });

        Assert.Equal("Took the cart from APP to another device, 0 items.", Sentences.Of(handOff, "en"));
        Assert.Equal("0 points expired.", Sentences.Of(Read(new Loyalty.V1.PointsExpired()), "en"));
        Assert.Equal("1 punto scaduto.", Sentences.Of(Read(new Loyalty.V1.PointsExpired { Points = 1 }), "it"));
    }

    [Fact]
    public void AConsentThatIsRefused_IsToldAsSuch()
    {
        var changed = new Messaging.V1.ConsentChanged { Purpose = Messaging.V1.ConsentPurpose.Marketing, Medium = Messaging.V1.Medium.Email };

        Assert.Equal("Decided on MARKETING by EMAIL: not agreed.", Sentences.Of(Read(changed), "en"));
        changed.Granted = true;
        Assert.Equal("Ha deciso su MARKETING via EMAIL: consenso dato.", Sentences.Of(Read(changed), "it"));
    }

    [Theory]
    [InlineData("en", "The price of Lamp fell to 1,012.50 EUR, which they wanted to know.", "Delivery was promised by 4 March 2026.")]
    [InlineData("it", "Il prezzo di Lamp è sceso a 1.012,50 EUR, come voleva sapere.", "Consegna promessa entro il 4 marzo 2026.")]
    [InlineData("ro", "Prețul pentru Lamp a scăzut la 1.012,50 EUR, cum dorea să afle.", "Livrarea a fost promisă până la 4 martie 2026.")]
    [InlineData("zh", "Lamp的价格已降至 1,012.50 EUR，这是其希望得知的。", "已承诺在 2026年3月4日 前送达。")]
    public void PricesAndDays_AreWrittenAsTheLanguageDoes(string language, string price, string promise)
    {
        Assert.Equal(price, Sentences.Of(Read(new Cart.V1.PriceDropped { Title = "Lamp", UnitPrice = "1012.5", CurrencyCode = "EUR" }), language));
        Assert.Equal(promise, Sentences.Of(Histories.Journey().First(entry => entry.Name == "orders.PromiseMade"), language));
    }

    [Fact]
    public void GoodsByMeasure_AreOneThing_AndTheirPriceIsForTheKilogram()
    {
        var ham = new SaleLine { LineId = "1", Quantity = 455, Measure = Measure.Gram };
        var mugs = new SaleLine { LineId = "2", Quantity = 2, Measure = Measure.Piece };
        Assert.Equal(3, Read(new Orders.V1.OrderPlaced { Lines = { ham, mugs } }).Number("item_count"));
        Assert.Equal(1, Read(new Orders.V1.OrderCancelled { Lines = { new Orders.V1.CancelledLine { LineId = "1", Quantity = 200, Measure = Measure.Gram } } }).Number("item_count"));
        Assert.Equal(1, Read(new Returns.V1.ReturnResolved { Lines = { new Returns.V1.ReturnedLine { LineId = "1", Quantity = 155, Measure = Measure.Gram } } }).Number("item_count"));
        var fulfilled = Read(new Orders.V1.OrderFulfilmentChanged
        {
            Lines = { new Orders.V1.LineFulfilment { LineId = "1", OrderedQuantity = 455, FulfilledQuantity = 300, Measure = Measure.Gram } },
        });
        Assert.Equal((1, 1, 0), (fulfilled.Number("ordered"), fulfilled.Number("fulfilled"), fulfilled.Number("delivered")));
        Assert.Equal(
            "The price of Ham fell to 19.90 EUR/kg, which they wanted to know.",
            Sentences.Of(Read(new Cart.V1.PriceDropped { Title = "Ham", UnitPrice = "19.9", CurrencyCode = "EUR", Measure = Measure.Gram }), "en"));
    }

    // What a text asks for when everything is there.
    private static List<string> PlacesOf(string key)
    {
        var places = new List<string>();
        Sentences.Texts.In("en").Say(key, name =>
        {
            places.Add(name);
            return "1";
        });
        return places;
    }

    // Every field has a value; text names its field.
    private static IMessage Full(MessageDescriptor type, int depth = 0)
    {
        var message = type.Parser.ParseFrom([]);
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => !field.IsMap && depth < 4))
        {
            object? value = field.FieldType switch
            {
                FieldType.String => field.Name is "currency_code" ? "EUR" : field.Name is "unit_price" ? "12.5" : field.Name,
                FieldType.Int32 => 7,
                FieldType.Int64 => 123456L,
                FieldType.Bool => true,
                FieldType.Enum => field.EnumType.Values[1].Number,
                FieldType.Message => field.MessageType.FullName == Timestamp.Descriptor.FullName ? Timestamp.FromDateTimeOffset(Histories.Start) : Full(field.MessageType, depth + 1),
                _ => null,
            };
            if (value is not null && field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
            }
            else if (value is not null)
            {
                field.Accessor.SetValue(message, value);
            }
        }

        return message;
    }

    private static Entry Read(IMessage message) => EventReader.Read((IEvent)message, SupportService.Record(message, "subject"));
}
