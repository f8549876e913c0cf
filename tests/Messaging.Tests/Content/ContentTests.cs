using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Store;
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
    public void EveryJourney_HasATemplate_ThatRendersInEnglishAndItalian() => Assert.All(Journeys.All, each =>
    {
        var data = EventData.Of(Sample(Events[each.Journey.Trigger]));
        data["timeZone"] = "Europe/Rome";
        foreach (var language in new[] { "en", "it" })
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
        using var reader = new StreamReader(typeof(MessagingApplication).Assembly.GetManifestResourceStream("Omnichannel.Messaging.Templates.templates.yaml")!);
        var texts = new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, string>>>>(reader.ReadToEnd());

        Assert.Equal(texts.Keys.Order(), Journeys.All.Select(each => each.Step.Template).Distinct().Order());
        Assert.All(Journeys.All, each =>
        {
            var data = EventData.Of(Sample(Events[each.Journey.Trigger]));
            foreach (var path in texts[each.Step.Template].Values.SelectMany(parts => parts.Values).SelectMany(text => Placeholder().Matches(text)).Select(match => match.Groups[1].Value))
            {
                Assert.True(path is "cartLink" || Has(data, path) || (data.GetValueOrDefault("lines") is List<object?> lines && Has((Dictionary<string, object?>)lines[0]!, path)), $"{each.Step.Template}: {path}");
            }
        });
    }

    [Fact]
    public void Money_IsWrittenAsThere()
    {
        var italian = CultureInfo.GetCultureInfo("it-IT");

        Assert.Equal("1.234,56 €", Templates.Format(new Platform.Domain.Money("EUR", 123456), italian).Replace('\u00a0', ' '));
        Assert.Equal("¥1,235", Templates.Format(new Platform.Domain.Money("JPY", 1235), CultureInfo.GetCultureInfo("en-GB")));
        Assert.Equal("£0.05", Templates.Format(new Platform.Domain.Money("GBP", 5), CultureInfo.GetCultureInfo("en-GB")));
        var text = Templates.Render("order-confirmation", "it-IT", EventData.Of(Some.Placed("o1"))).Text.Replace('\u00a0', ' ');
        Assert.Contains("2 × Lamp  1.234,56 €", text, StringComparison.Ordinal);
        Assert.EndsWith("Totale pagato: 1.234,56 €", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12.5", "12,50 €")]
    [InlineData("1234", "1.234,00 €")]
    [InlineData("0.001", "0,001 €")]
    public void UnitPrice_KeepsWhatIsFinerThanACent(string price, string written) =>
        Assert.Equal(written, Templates.Format(Platform.Domain.UnitPrice.Parse("EUR", price), CultureInfo.GetCultureInfo("it-IT")).Replace('\u00a0', ' '));

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

    [Theory]
    [InlineData("legal_class: 1", "'1' is no LegalClass: NONE, TRANSACTIONAL, SERVICE, MARKETING.")]
    [InlineData("legal_class: Service", "'Service' is no LegalClass: NONE, TRANSACTIONAL, SERVICE, MARKETING.")]
    [InlineData("legal_class: SERVICE, purpose: 2", "'2' is no ConsentPurpose: NONE, MARKETING, SERVICE, PROFILING.")]
    [InlineData("legal_class: SERVICE, purpose: SERVICE, steps: [{ template: t, media: [FAX] }]", "'FAX' is no Medium: NONE, EMAIL, SMS, PUSH.")]
    public void JourneyWithAnUnknownWord_IsRefused_AndSaysWhereAndWhichThereAre(string part, string expected)
    {
        var error = Assert.Throws<YamlException>(() => new JourneyCatalogue($"- id: a\n- {{ id: b, {part} }}"));
        Assert.Contains(expected, error.GetBaseException().Message, StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<YamlException>(error.GetBaseException()).Start.Line);
    }

    [Theory]
    [InlineData("a: { it: { title: x, text: y } }")]
    [InlineData("a: { en: { title: x } }")]
    public void IncompleteTemplate_IsRefused(string yaml) => Assert.Throws<InvalidDataException>(() => new Templates(yaml));

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

    [GeneratedRegex(@"\{\{(?:money |date |price |#if |#each )?([a-zA-Z.]+)(?: timeZone| currencyCode)?\}\}(?<!\{\{else\}\})")]
    private static partial Regex Placeholder();
}
