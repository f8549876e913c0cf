using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <summary>The form in which orders are stored: it has all that the domain knows, and what was stored stays readable.</summary>
public class OrderDocumentTests
{
    [Fact]
    public void Order_WithEveryMember_ComesBackWithEveryMember() => CheckEqual(Filled.New<Order>(), order => OrderDocument.Read(OrderDocument.Write(order)));

    [Fact]
    public void WhatWaitsAndWhatIsSaved_WithEveryMember_ComesBackWithEveryMember()
    {
        CheckEqual(Filled.New<ReturnNews>(), news => Stored.ReturnNews.Parser.ParseFrom(news.ToStored().ToByteArray()).ToDomain());
        CheckEqual(Filled.New<TrackingEvent>(), e => Stored.TrackingEvent.Parser.ParseFrom(e.ToStored().ToByteArray()).ToDomain());
        CheckEqual(Filled.New<SavedTenders>(), saved => Stored.SavedTenders.Parser.ParseFrom(saved.ToStored().ToByteArray()).ToDomain());
    }

    [Fact]
    public void Order_WithNothingButWhatItNeeds_ComesBackTheSame()
    {
        CheckEqual(new Order { Sale = Some.Sale() }, order => OrderDocument.Read(OrderDocument.Write(order)));

        // A return that was resolved to nothing is not one that nobody has resolved.
        var order = new Order { Sale = Some.Sale(), Returns = [new OrderReturn { ReturnId = "open" }, new OrderReturn { ReturnId = "none", Resolved = [] }] };
        CheckEqual(order, each => OrderDocument.Read(OrderDocument.Write(each)));
    }

    // Filled made it, when there was one form. What is new in later ones leaves it as it is.
    [Fact]
    public void Order_ThatWasStoredLongAgo_MeansWhatItMeant()
    {
        var stored = Document("order.binpb");

        Assert.Equal(Lines("order.json"), Text(stored).Split('\n'));
        Assert.Equal(stored, OrderDocument.Write(OrderDocument.Read(stored)));
    }

    // Both words and numbers: a number that comes to mean something else changes what is stored already.
    [Fact]
    public void Form_ThatChanges_IsALaterForm() => Assert.Equal(
        Lines(string.Create(CultureInfo.InvariantCulture, $"form-{OrderDocument.Form}.fields")), FieldsOf(Stored.Order.Descriptor).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(OrderDocument.Form + 1)]
    [InlineData(0)]
    public void Order_OfAFormThatIsNotKnown_IsForAReplicaThatKnowsIt(int form)
    {
        var stored = Stored.Order.Parser.ParseFrom(OrderDocument.Write(new Order { Sale = Some.Sale() }));
        stored.Form = form;

        var refusal = Assert.Throws<DatabaseUnavailableException>(() => OrderDocument.Read(stored.ToByteArray()));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"form {form}"), refusal.Message, StringComparison.Ordinal);
    }

    private static void CheckEqual<T>(T value, Func<T, T> storeAndLoad)
        where T : class =>
        Assert.Equal(Filled.Members(value), Filled.Members(storeAndLoad(value)));

    private static HashSet<string> FieldsOf(MessageDescriptor root)
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        Add(root);
        return lines;

        void Add(MessageDescriptor message)
        {
            foreach (var field in message.Fields.InDeclarationOrder())
            {
                var type = field.FieldType is FieldType.Message ? field.MessageType.Name : field.FieldType is FieldType.Enum ? field.EnumType.Name : field.FieldType.ToString();
                if (!lines.Add(string.Create(CultureInfo.InvariantCulture, $"{message.Name}.{field.Name} = {field.FieldNumber} {(field.IsRepeated ? "many " : "")}{type}")))
                {
                    continue;
                }

                if (field.FieldType is FieldType.Message)
                {
                    Add(field.MessageType);
                }
                else if (field.FieldType is FieldType.Enum)
                {
                    lines.UnionWith(field.EnumType.Values.Select(word => string.Create(CultureInfo.InvariantCulture, $"{field.EnumType.Name}.{word.Name} = {word.Number}")));
                }
            }
        }
    }

    private static string Text(byte[] stored) => new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation()).Format(Stored.Order.Parser.ParseFrom(stored));

    private static byte[] Document(string name)
    {
        using var stream = typeof(OrderDocumentTests).Assembly.GetManifestResourceStream($"Omnichannel.OrderTracking.Tests.Store.Documents.{name}")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string[] Lines(string name) => System.Text.Encoding.UTF8.GetString(Document(name)).TrimEnd('\n').Split('\n');
}
