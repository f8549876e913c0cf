using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using HandlebarsDotNet;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Store;
using Omnichannel.Platform.Text;
using Omnichannel.Values;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Omnichannel.Messaging.Tests.Content;

public sealed partial class ContentTests
{
    private static readonly JourneyCatalogue Journeys = MessagingApplication.Journeys();
    private static readonly Templates Templates = MessagingApplication.Templates();

    private static readonly Dictionary<string, MessageDescriptor> Events = new[]
    {
        Cart.V1.CartAbandoned.Descriptor.File, Orders.V1.OrderPlaced.Descriptor.File, Returns.V1.ReturnRequested.Descriptor.File, Loyalty.V1.TierChanged.Descriptor.File,
    }.SelectMany(file => file.MessageTypes).ToDictionary(type => type.FullName);

    [Fact]
    public void EveryJourney_StartsWithAnEventThatThereIs_AndKnowsItsSubjectAndConditions() => Assert.All(Journeys.All, each =>
    {
        var data = EventData.Of(Sample(Events[each.Journey.Trigger]));

        Assert.NotEqual("", JourneyCatalogue.Text(data, each.Journey.Subject));
        Assert.All(each.Journey.When.Keys, field => Assert.True(data.ContainsKey(field), field));
    });

    [Fact]
    public void EveryJourney_HasATemplate_ThatRendersInEveryLanguage() => Assert.All(Journeys.All, each =>
    {
        var data = EventData.Of(Sample(Events[each.Journey.Trigger]));
        data["timeZone"] = "Europe/Rome";
        foreach (var language in Phrases.Spoken)
        {
            var rendered = Templates.Render(each.Step.Template, language, data);

            Assert.Equal(language, rendered.Language);
            Assert.NotEqual("", rendered.Title);
            Assert.NotEqual("", rendered.Text);
            Assert.DoesNotContain("{{", rendered.Title + rendered.Text, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void EveryPlaceholder_IsAFieldOfItsEvent()
    {
        var texts = Phrases.Embedded(typeof(MessagingApplication).Assembly, "Templates");

        Assert.Equal(
            Journeys.All.Select(each => each.Step.Template).Distinct().SelectMany(template => new[] { $"{template}.text", $"{template}.title" }).Order(StringComparer.Ordinal),
            texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(Journeys.All, each =>
        {
            var data = EventData.Of(Sample(Events[each.Journey.Trigger]));
            var patterns = Phrases.Spoken.Select(texts.In).SelectMany(language => new[] { language.Pattern($"{each.Step.Template}.title"), language.Pattern($"{each.Step.Template}.text") });
            foreach (var path in patterns.SelectMany(pattern => Placeholder().Matches(pattern)).Select(match => match.Groups[1].Value))
            {
                Assert.True(path is "cartLink" or "orderLink" or "pickupCode" or "name" || Has(data, path) || (data.GetValueOrDefault("lines") is List<object?> lines && Has((Dictionary<string, object?>)lines[0]!, path)), $"{each.Step.Template}: {path}");
            }
        });
    }

    [Fact]
    public void Money_IsWrittenAsThere()
    {
        var text = Templates.Render("order-confirmation", "it-IT", EventData.Of(Some.Placed("o1"))).Text.Replace('\u00a0', ' ');
        Assert.Contains("2 × Lamp  1.234,56 €", text, StringComparison.Ordinal);
        Assert.EndsWith("Totale pagato: 1.234,56 €", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "455 g Ham", "at €19.90/kg.")]
    [InlineData("it", "455 g Ham", "a 19,90 €/kg.")]
    [InlineData("zh", "455克 Ham", "€19.90/千克。")]
    public void GoodsByMeasure_AreWrittenAsShopsDo(string language, string line, string price)
    {
        var placed = Some.Placed("o1");
        (placed.Lines[0].Title, placed.Lines[0].Quantity, placed.Lines[0].Measure) = ("Ham", 455, Types.V1.Measure.Gram);
        Assert.Contains(line, Templates.Render("order-confirmation", language, EventData.Of(placed)).Text, StringComparison.Ordinal);
        var back = new Cart.V1.BackInStock { Title = "Ham", UnitPrice = "19.9", CurrencyCode = "EUR", Measure = Types.V1.Measure.Gram };
        Assert.EndsWith(price, Templates.Render("back-in-stock", language, EventData.Of(back)).Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void UnitPrice_KeepsWhatIsFinerThanACent()
    {
        var back = new Cart.V1.BackInStock { Title = "Vite", UnitPrice = "0.001", CurrencyCode = "EUR" };

        Assert.EndsWith("è di nuovo disponibile, a 0,001 €.", Templates.Render("back-in-stock", "it", EventData.Of(back)).Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Your parcel is on its way.", "We cannot take back what you asked for from order O-1.")]
    [InlineData("it", "Il tuo pacco è in viaggio.", "Non possiamo accettare il reso richiesto dall'ordine O-1.")]
    [InlineData("ro", "Coletul tău este pe drum.", "Nu putem accepta returul cerut din comanda O-1.")]
    [InlineData("zh", "您的包裹正在运送途中。", "我们无法接受订单 O-1 的退货申请。")]
    public void WhatIsNotKnown_IsLeftOut(string language, string shipped, string declined)
    {
        Assert.Equal(shipped, Templates.Render("shipped", language, EventData.Of(new Orders.V1.ShipmentStatusChanged { OrderNumber = "O-1" })).Text);
        Assert.Equal(declined, Templates.Render("return-declined", language, EventData.Of(new Returns.V1.ReturnDeclined { OrderNumber = "O-1" })).Text);
    }

    /// <summary>Content, date and time, and what is to be done by when: in the reader's language, by the clock of the market.</summary>
    [Theory]
    [InlineData("en", "4 July 2026", "18 July 2026", "Declared by: Ada")]
    [InlineData("it", "4 luglio 2026", "18 luglio 2026", "Dichiarato da: Ada")]
    [InlineData("ro", "4 iulie 2026", "18 iulie 2026", "Declarată de: Ada")]
    [InlineData("zh", "2026年7月4日", "2026年7月18日", "声明人：Ada")]
    public void Acknowledgement_SaysWhatWasDeclared_OnTheDayAndAtTheTime(string language, string day, string lastDay, string name)
    {
        var data = EventData.Of(new Returns.V1.WithdrawalConfirmed
        {
            EffectiveAt = Timestamp.FromDateTime(new DateTime(2026, 7, 3, 22, 30, 15, DateTimeKind.Utc)), OrderNumber = "O-1", RmaCode = "R-2", Seal = "abc", Zone = "Europe/Rome",
            GoodsDueAt = Timestamp.FromDateTime(new DateTime(2026, 7, 18, 22, 0, 0, DateTimeKind.Utc)), Lines = { new Returns.V1.WithdrawnLine { Title = "Vase", Quantity = 2 } },
        });
        data["name"] = "Ada";

        var message = Templates.Render("withdrawal-acknowledgement", language, data);

        Assert.Contains("O-1", message.Title, StringComparison.Ordinal);
        foreach (var part in new[] { "O-1", day, "00:30:15 (Europe/Rome)", "2 × Vase", "R-2", lastDay, name, "abc" })
        {
            Assert.Contains(part, message.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Dates_AreThoseOfThePlaceAndLanguage()
    {
        var delivered = Some.Delivered("o1");
        delivered.EffectiveAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 4, 30, 22, 30, 0, TimeSpan.Zero));
        var data = EventData.Of(delivered);
        Assert.Contains("30 April 2026", Templates.Render("delivered", "en", data).Text, StringComparison.Ordinal);
        data["timeZone"] = "Europe/Rome";
        Assert.Contains("1 maggio 2026", Templates.Render("delivered", "it", data).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it", "it")]
    [InlineData("IT", "it")]
    [InlineData("it-CH", "it")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    public void Language_FallsBackToItsBase_AndThenToEnglish(string asked, string found) =>
        Assert.Equal(found, Templates.Render("delivered", asked, EventData.Of(Some.Delivered("o1"))).Language);

    [Fact]
    public void Conditions_DecideWhichJourneysStart()
    {
        static string[] Started(IMessage message) => [.. Journeys.StartedBy(message.Descriptor.FullName, EventData.Of(message)).Select(journey => journey.Id)];

        Assert.Equal(["delivered", "review-request"], Started(Some.Delivered("o1")));
        Assert.Equal(["review-request"], Started(Some.Delivered("o1", handedOver: true)));
        Assert.Equal(["abandoned-cart-2"], Started(Some.Abandoned(stage: 2)));
        Assert.Equal(["shipped"], Started(Some.Shipment("o1", Orders.V1.ShipmentStatus.InTransit)));
        Assert.Empty(Started(new Loyalty.V1.TierChanged { MemberId = "anna", TierId = "silver" }));
    }

    [Theory]
    [InlineData("- { id: a, trigger: t, subject: s, legal_class: SERVICE, purpose: SERVICE }")]
    [InlineData("- { id: a, trigger: t, legal_class: SERVICE, purpose: SERVICE, steps: [{ template: t }] }")]
    [InlineData("- { id: a, trigger: t, subject: s, steps: [{ template: t }] }")]
    [InlineData("- { id: a, trigger: t, subject: s, legal_class: MARKETING, steps: [{ template: t }] }")]
    [InlineData("- { id: a, trigger: t, subject: s, legal_class: SERVICE, purpose: SERVICE, steps: [{ delay: 1.00:00:00 }] }")]
    [InlineData("- { id: a, trigger: t, subject: s, legal_class: SERVICE, purpose: SERVICE, steps: [{ template: t, delay: 4.00:00:00 }] }")]
    public void IncompleteJourney_IsRefused(string yaml) => Assert.Throws<InvalidDataException>(() => new JourneyCatalogue(yaml));

    [Fact]
    public void TemplateThatCannotBeCompiled_IsRefused() => Assert.ThrowsAny<HandlebarsException>(() =>
        new Templates(Phrases.Of(Phrases.Spoken.ToDictionary(language => language, _ => "a.title: x\na.text: '{{#if b}}'"))).Render("a", "en", new Dictionary<string, object?>()));

    [Theory]
    [InlineData("legal_class: 1", "'1' is no LegalClass: NONE, TRANSACTIONAL, SERVICE, MARKETING, STATUTORY.")]
    [InlineData("legal_class: Service", "'Service' is no LegalClass: NONE, TRANSACTIONAL, SERVICE, MARKETING, STATUTORY.")]
    [InlineData("legal_class: SERVICE, purpose: 2", "'2' is no ConsentPurpose: NONE, MARKETING, SERVICE, PROFILING.")]
    [InlineData("legal_class: SERVICE, purpose: SERVICE, steps: [{ template: t, media: [FAX] }]", "'FAX' is no Medium: NONE, EMAIL, SMS, PUSH.")]
    public void JourneyWithAnUnknownWord_IsRefused_AndSaysWhereAndWhichThereAre(string part, string expected)
    {
        var error = Assert.Throws<YamlException>(() => new JourneyCatalogue($"- id: a\n- {{ id: b, {part} }}"));
        Assert.Contains(expected, error.GetBaseException().Message, StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<YamlException>(error.GetBaseException()).Start.Line);
    }

    // Every field has a value; text names its field.
    private static IMessage Sample(MessageDescriptor type, int depth = 0)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InFieldNumberOrder().Where(field => !field.IsMap && depth < 4))
        {
            var value = field.FieldType switch
            {
                FieldType.String => field.Name is "currency_code" ? "EUR" : field.Name + "-1",
                FieldType.Int32 => 7,
                FieldType.Int64 => 123456L,
                FieldType.Bool => true,
                FieldType.Enum => field.EnumType.Values[1].Number,
                FieldType.Message => field.MessageType.FullName == Timestamp.Descriptor.FullName ? Timestamp.FromDateTimeOffset(Some.Noon) : Sample(field.MessageType, depth + 1),
                _ => (object?)null,
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

    private static bool Has(Dictionary<string, object?> data, string path) => path.Split('.', 2) switch
    {
        [var name] => data.ContainsKey(name),
        [var name, var rest] => data.GetValueOrDefault(name) is Dictionary<string, object?> inner && Has(inner, rest),
        _ => false,
    };

    [GeneratedRegex(@"\{\{(?:money |date |price |#if |#each )?([a-zA-Z.]+)(?: timeZone| promise\.timeZone| currencyCode)?\}\}(?<!\{\{else\}\})")]
    private static partial Regex Placeholder();
}
