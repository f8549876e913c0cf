using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>Purchases and policies to decide on.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Placed = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Delivered = Placed.AddDays(3);
    public static readonly DateTimeOffset Now = Delivered.AddDays(5);
    public static readonly Actor Till = new("till-1", ActorRole.Terminal, SalesChannel.Store, "store-1", "associate-1");
    public static readonly Actor Shopper = new("customer-1", ActorRole.Customer, SalesChannel.App, "", "");
    public static readonly ReturnPolicy Policy = BuiltInPolicy.Document with { Version = 1 };

    public static Money Eur(long minor) => new("EUR", minor);

    public static OrderLine Line(string id, int quantity, long net, string category = "home/candles", bool isMerchandise = true) =>
        new(id, "sku-" + id, "Title " + id, category, quantity, Eur(net), isMerchandise);

    public static Order Order(IReadOnlyList<OrderLine> lines, params IReadOnlyList<TenderKind> tenders) => new(
        "order-1", "O-0000000001", "", "", "customer-1", "", "contact-1", "IT", "EUR", SalesChannel.Web, "", Origin.Live, Placed, "", 1, lines,
        tenders.Count > 0 ? tenders : [TenderKind.Card], new Dictionary<string, LineProgress>(), new Dictionary<string, int>(), Delivered)
    {
        Total = Eur(lines.Sum(line => line.Net.AmountMinor)),
    };

    public static OrderReturns Fresh(Order order) => new(order, []);

    public static NewReturn Asks(string id, string lineId, int quantity, Resolution resolution = Resolution.Refund, ReturnMethod method = ReturnMethod.Store) =>
        new(id, "R-" + id, [Asked(lineId, quantity, resolution)], method, Shopper);

    public static NewReturn AsksAll(string id, params IReadOnlyList<NewReturnLine> lines) => new(id, "R-" + id, lines, ReturnMethod.Store, Shopper);

    public static NewReturnLine Asked(string lineId, int quantity, Resolution resolution = Resolution.Refund) =>
        new(lineId, quantity, ReturnReason.ChangedMind, "", resolution) { DonationPurpose = resolution is Resolution.Donate ? "hospice" : "" };

    public static Return Begun(OrderReturns order, NewReturn asked, ReturnPolicy? policy = null) => Return.Create(asked, order, policy ?? Policy, Now).Value.Next;

    public static ReturnPolicy With(Func<PolicyRule, PolicyRule> change, params PolicyRule[] more) =>
        Policy with { Rules = [change(Policy.Rules[0]), .. more] };

    /// <summary>What a rule lets customers keep and give away, in euros.</summary>
    public static KeepTerms Keep(long mostMinor) =>
        new([Eur(mostMinor)], [new DonationPurpose("hospice", new Words(new Dictionary<string, string> { ["en"] = "the hospice", ["it"] = "l'hospice" }))]);

    public static PolicyRule Rule(string id, PolicyScope scope, int days) => Policy.Rules[0] with
    {
        RuleId = id,
        Scope = scope,
        Window = new ReturnWindow(WindowAnchor.Delivery, days, 0, []),
    };
}
