using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Returns.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.Types.V1;

namespace Omnichannel.SupportContext.Transport;

/// <summary>
/// Makes a timeline entry of any area's event. The events share their first fields and the names of the others, so one reading of the descriptors serves all:
/// an event of tomorrow needs a line in the catalogue, not a mapping.
/// </summary>
internal static class EventReader
{
    // What an event is about, by area; the first field that it has.
    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        ["cart"] = "cart_id",
        ["orders"] = "order_id",
        ["returns"] = "return_id",
        ["loyalty"] = "member_id",
        ["messaging"] = "message_id",
    };

    // Told by the entry itself, or nobody's business.
    private static readonly HashSet<string> NoFacts =
        ["origin", "effective_at", "channel", "customer_id", "guest_id", "contact_id", "store_id", "member_id", "actor", "tenders", "instructions", "buyer_marks"];

    private static readonly ConcurrentDictionary<MessageDescriptor, Plan> Plans = new();

    /// <summary>The entry of an event.</summary>
    public static Entry Read(IEvent message, EventRecord record)
    {
        var plan = Plans.GetOrAdd(message.Descriptor, static type => new Plan(type));
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in plan.Facts)
        {
            AddFact(facts, field, field.Accessor.GetValue(message));
        }

        return new Entry
        {
            Id = record.Id,
            Owner = Owner(plan, message, record),
            Name = plan.Name,
            OccurredAt = message.EffectiveAt?.ToDateTimeOffset() ?? record.Time,
            Channel = message.Channel.ToDomain(),
            IsHistorical = message.Origin is Origin.Historical,
            StoreId = plan.Text("store_id", message),
            SubjectId = plan.Text(plan.Subject, message) is { Length: > 0 } subject ? subject : record.Subject,
            Version = record.AggregateVersion,
            Facts = facts,
        };
    }

    /// <summary>Customer or guest whose the event is; null when it names none.</summary>
    public static string? Person(IMessage message)
    {
        var plan = Plans.GetOrAdd(message.Descriptor, static type => new Plan(type));
        return FirstOf(plan.Text("customer_id", message), plan.Text("member_id", message), plan.Text("guest_id", message));
    }

    /// <summary>The contact that the event names; null when none.</summary>
    public static string? Contact(IMessage message) => FirstOf(Plans.GetOrAdd(message.Descriptor, static type => new Plan(type)).Text("contact_id", message));

    private static string Owner(Plan plan, IMessage message, EventRecord record)
    {
        if (Person(message) is { } person)
        {
            return person;
        }

        if (plan.Text("contact_id", message) is { Length: > 0 } contact)
        {
            return EntryOwner.Contact(contact);
        }

        return plan.Text("order_id", message) is { Length: > 0 } order ? EntryOwner.Order(order) : $"other/{record.Subject}";
    }

    private static string? FirstOf(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return null;
    }

    private static void AddFact(Dictionary<string, string> facts, FieldDescriptor field, object? value)
    {
        switch (value)
        {
            case null or "" or false:
                break;
            case true:
                facts[field.Name] = "true";
                break;
            case string or int or long:
                facts[field.Name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
                break;
            case System.Enum:
                AddName(facts, field, Convert.ToInt32(value, CultureInfo.InvariantCulture));
                break;
            case Timestamp at:
                facts[field.Name] = Text(at);
                break;
            case Money money:
                AddMoney(facts, field.Name, money);
                break;
            case Totals totals:
                AddMoney(facts, FactNames.Due, totals.Due);
                break;
            case Balance balance:
                AddBalance(facts, balance);
                break;
            case DeliveryPromise promise:
                AddPromise(facts, promise);
                break;
            case IEnumerable items:
                AddItems(facts, field, items);
                break;
        }
    }

    private static void AddName(Dictionary<string, string> facts, FieldDescriptor field, int number) => AddName(facts, field.Name, field.EnumType, number);

    private static void AddName(Dictionary<string, string> facts, string fact, EnumDescriptor type, int number)
    {
        if (number != 0 && type.FindValueByNumber(number) is { } name)
        {
            facts[fact] = name.Name[Prefix(type).Length..];
        }
    }

    // MESSAGE_STATE_ of MESSAGE_STATE_UNSPECIFIED.
    private static string Prefix(EnumDescriptor type) => type.FindValueByNumber(0).Name[..^"UNSPECIFIED".Length];

    private static string Text(Timestamp at) => at.ToDateTimeOffset().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static void AddMoney(Dictionary<string, string> facts, string name, Money? money)
    {
        if (money is not null)
        {
            facts[name + FactNames.MinorSuffix] = money.AmountMinor.ToString(CultureInfo.InvariantCulture);
            facts[FactNames.Currency] = money.CurrencyCode;
        }
    }

    private static void AddBalance(Dictionary<string, string> facts, Balance balance)
    {
        facts["balance_pending"] = balance.Pending.ToString(CultureInfo.InvariantCulture);
        facts["balance_active"] = balance.Active.ToString(CultureInfo.InvariantCulture);
        facts["balance_held"] = balance.Held.ToString(CultureInfo.InvariantCulture);
        facts["balance_debt"] = balance.Debt.ToString(CultureInfo.InvariantCulture);
    }

    private static void AddPromise(Dictionary<string, string> facts, DeliveryPromise promise)
    {
        facts[FactNames.PromiseId] = promise.PromiseId;
        facts[FactNames.PromiseZone] = promise.TimeZone;
        AddName(facts, FactNames.PromiseState, DeliveryPromise.Descriptor.FindFieldByName("state").EnumType, (int)promise.State);
        if (promise.EarliestAt is { } from)
        {
            facts[FactNames.PromisedFrom] = Text(from);
        }

        if (promise.LatestAt is { } until)
        {
            facts[FactNames.PromisedUntil] = Text(until);
        }
    }

    private static void AddItems(Dictionary<string, string> facts, FieldDescriptor field, IEnumerable items)
    {
        switch (items)
        {
            case IEnumerable<string> texts when texts.Any():
                facts[field.Name] = string.Join(',', texts);
                break;
            case IEnumerable<SaleLine> lines:
                Count(facts, FactNames.ItemCount, lines.Sum(line => Things(line.Measure, line.Quantity)));
                break;
            case IEnumerable<ReturnedLine> lines:
                Count(facts, FactNames.ItemCount, lines.Sum(line => Things(line.Measure, line.Quantity)));
                break;
            case IEnumerable<WithdrawnLine> lines:
                Count(facts, FactNames.ItemCount, lines.Sum(line => Things(line.Measure, line.Quantity)));
                break;
            case IEnumerable<CancelledLine> lines:
                Count(facts, FactNames.ItemCount, lines.Sum(line => Things(line.Measure, line.Quantity)));
                break;
            case IEnumerable<CountedLine> lines:
                Count(facts, FactNames.ItemCount, lines.Sum(line => Things(line.Measure, line.Quantity)));
                break;
            case IEnumerable<LineQuantity> lines:
                Count(facts, FactNames.ItemCount, lines.Sum(line => Things(line.Measure, line.Quantity)));
                break;
            case IEnumerable<LineFulfilment> lines:
                AddFulfilment(facts, [.. lines]);
                break;
        }
    }

    private static void AddFulfilment(Dictionary<string, string> facts, List<LineFulfilment> lines)
    {
        Count(facts, "ordered", lines.Sum(line => Things(line.Measure, line.OrderedQuantity)));
        Count(facts, "fulfilled", lines.Sum(line => Things(line.Measure, line.FulfilledQuantity)));
        Count(facts, "delivered", lines.Sum(line => Things(line.Measure, line.DeliveredQuantity)));
        Count(facts, "cancelled", lines.Sum(line => Things(line.Measure, line.CancelledQuantity)));
        Count(facts, "returned", lines.Sum(line => Things(line.Measure, line.ReturnedQuantity)));
    }

    private static long Things(Measure measure, int quantity) => Values.Measures.Things(measure.ToDomain(), quantity);

    private static void Count(Dictionary<string, string> facts, string name, long count) => facts[name] = count.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is read of one type of event; made once.</summary>
    private sealed class Plan
    {
        private readonly Dictionary<string, FieldDescriptor> texts;

        public Plan(MessageDescriptor type)
        {
            var area = type.File.Package.Split('.')[1];
            Name = $"{area}.{type.Name}";
            Subject = Subjects[area];
            texts = type.Fields.InDeclarationOrder().Where(field => field is { FieldType: FieldType.String, IsRepeated: false }).ToDictionary(field => field.Name, StringComparer.Ordinal);
            Facts = [.. type.Fields.InDeclarationOrder().Where(field => !NoFacts.Contains(field.Name) && !field.IsMap && (field.Name != Subject || area == "messaging"))];
        }

        public string Name { get; }

        public string Subject { get; }

        public FieldDescriptor[] Facts { get; }

        public string Text(string name, IMessage message) => texts.TryGetValue(name, out var field) ? (string)field.Accessor.GetValue(message) : "";
    }
}
