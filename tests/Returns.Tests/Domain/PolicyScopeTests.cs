using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using Omnichannel.Values;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>Which rule decides, by more than what and where: why, in what condition, at what price, of whom.</summary>
public sealed class PolicyScopeTests
{
    private static readonly PolicyScope Everything = PolicyScope.Everything;

    [Fact]
    public void Reason_AndCondition_DecideOnceTheyAreTold()
    {
        var policy = Some.With(
            rule => rule,
            Some.Rule("defect", Everything with { Reasons = [ReturnReason.Defective] }, 730),
            Some.Rule("opened", Everything with { Categories = ["home"], Conditions = [ItemCondition.Opened, ItemCondition.Used] }, 3));
        var order = Some.Order([Some.Line("1", 1, 1000)]);

        Assert.Empty(PolicyCheck.Find(policy, []));
        Assert.Equal("standard", RuleOf(policy, order, default));
        Assert.Equal("defect", RuleOf(policy, order, new Told(ReturnReason.Defective, ItemCondition.None)));
        Assert.Equal("opened", RuleOf(policy, order, new Told(ReturnReason.Defective, ItemCondition.Used)));
        var answer = Eligibility.Of(Some.Fresh(order), policy, Some.Now)[0];
        Assert.Equal(
            [new Told(ReturnReason.Defective, default), new Told(default, ItemCondition.Opened), new Told(default, ItemCondition.Used)],
            Eligibility.OtherAnswers(order, order.Lines[0], policy, answer.Rule, default));
    }

    [Fact]
    public void Return_IsDecidedByWhatItsLinesSay()
    {
        var policy = Some.With(
            rule => rule with { Window = new ReturnWindow(WindowAnchor.Delivery, 3, 0, []) }, Some.Rule("defect", Everything with { Reasons = [ReturnReason.Defective] }, 730));
        var order = Some.Fresh(Some.Order([Some.Line("1", 1, 1000)]));
        var asked = Some.Asks("a", "1", 1);

        Assert.IsType<LineNotReturnable>(Return.Create(asked, order, policy, Some.Now).Refusal);
        var defect = Some.Begun(order, asked with { Lines = [asked.Lines[0] with { Reason = ReturnReason.Defective, Condition = ItemCondition.Used }] }, policy);
        Assert.Equal(("defect", ItemCondition.Used), (defect.Lines[0].Decision!.RuleId, defect.ToProto().ToDomain().Lines[0].Condition));
    }

    [Theory]
    [InlineData(1, 4999, "EUR", "standard")]
    [InlineData(1, 5000, "EUR", "dear")]
    [InlineData(2, 9998, "EUR", "standard")]
    [InlineData(2, 10000, "EUR", "dear")]
    [InlineData(1, 20000, "EUR", "standard")]
    [InlineData(1, 5000, "RON", "standard")]
    public void Price_IsThatOfOneUnit_InTheCurrencyOfTheScope(int quantity, long net, string currency, string rule)
    {
        var policy = Some.With(first => first, Some.Rule("dear", Everything with { Price = new PriceRange("EUR", 5000, 20000) }, 60));
        var order = Some.Order([Some.Line("1", quantity, net) with { Net = new Money(currency, net) }]);

        Assert.Empty(PolicyCheck.Find(policy, []));
        Assert.Equal(rule, RuleOf(policy, order, default));
    }

    [Fact]
    public void Price_OfGoodsByMeasure_IsOfAllOfIt() =>
        Assert.Equal(Some.Eur(905), (Some.Line("1", 455, 905) with { Measure = Measure.Gram }).UnitPrice);

    [Fact]
    public void Signals_OfTheShopper_AsOfThePurchase()
    {
        var policy = Some.With(
            rule => rule,
            Some.Rule("often", Everything with { Signals = [ShopperSignal.FrequentReturner] }, 7),
            Some.Rule("guest", Everything with { Signals = [ShopperSignal.Guest], Markets = ["IT"] }, 14)) with
        { Frequent = new FrequentReturner(3, 90) };
        var order = Some.Order([Some.Line("1", 1, 1000)]);

        Assert.Empty(PolicyCheck.Find(policy, []));
        Assert.Equal("standard", RuleOf(policy, order, default));
        Assert.Equal("often", RuleOf(policy, order with { Signals = [ShopperSignal.FrequentReturner] }, default));
        Assert.Equal("guest", RuleOf(policy, order with { Signals = [ShopperSignal.FrequentReturner, ShopperSignal.Guest] }, default));
        Assert.Equal(["policy.frequent_returner"], PolicyCheck.Find(policy with { Frequent = null }, []).Select(fault => fault.Path));
    }

    [Fact]
    public void Ties_AreKeptApartByReasonsConditionsAndPrices_NotBySignals()
    {
        bool Tie(PolicyScope one, PolicyScope other) =>
            PolicyCheck.Find(Some.With(rule => rule, Some.Rule("one", one, 1), Some.Rule("other", other, 2)) with { Frequent = new FrequentReturner(1, 1) }, []).Count > 0;

        Assert.False(Tie(Everything with { Reasons = [ReturnReason.Defective] }, Everything with { Reasons = [ReturnReason.TooSmall] }));
        Assert.True(Tie(Everything with { Reasons = [ReturnReason.Defective] }, Everything with { Conditions = [ItemCondition.Opened] }));
        Assert.False(Tie(Everything with { Price = new PriceRange("EUR", 0, 100) }, Everything with { Price = new PriceRange("EUR", 100, null) }));
        Assert.True(Tie(Everything with { Price = new PriceRange("EUR", 0, 101) }, Everything with { Price = new PriceRange("EUR", 100, null) }));
        Assert.False(Tie(Everything with { Price = new PriceRange("EUR", 0, null) }, Everything with { Price = new PriceRange("RON", 0, null) }));
        Assert.True(Tie(Everything with { Signals = [ShopperSignal.Guest] }, Everything with { Signals = [ShopperSignal.FirstPurchase] }));
    }

    /// <summary>The index answers what going through all rules would.</summary>
    [Fact]
    public void Index_AnswersAsAllRulesWould()
    {
        string[] categories = ["a", "a/b", "/a/b/c/", "a/bc", "d"], skus = ["s1", "s2"], markets = ["IT", "RO"];
        ReturnReason[] reasons = [ReturnReason.Defective, ReturnReason.TooSmall];
        var scopes = from category in Gen.SubListOf(categories)
                     from sku in Gen.SubListOf(skus)
                     from market in Gen.SubListOf(markets)
                     from reason in Gen.SubListOf(reasons)
                     from parts in Gen.Choose(0, 15)
                     select Everything with
                     {
                         Categories = (parts & 1) == 0 ? [] : [.. category],
                         Skus = (parts & 2) == 0 ? [] : [.. sku],
                         Markets = (parts & 4) == 0 ? [] : [.. market],
                         Reasons = (parts & 8) == 0 ? [] : [.. reason],
                     };
        var policies = from list in Gen.ListOf(scopes, 5) select Some.With(rule => rule, [.. list.Select((scope, i) => Some.Rule($"rule-{i}", scope, i))]);
        var subjects = (from category in categories.Append("")
                        from sku in skus.Append("s3")
                        from market in markets
                        from reason in reasons.Append(ReturnReason.None)
                        select new RuleSubject(market, SalesChannel.Web, category, sku, "", [TenderKind.Card], Some.Placed) { Reason = reason }).ToArray();

        Prop.ForAll(policies.ToArbitrary(), policy =>
            PolicyCheck.Find(policy, []).Count > 0 || subjects.All(subject =>
            {
                PolicyRule? best = null;
                var depth = ScopeDepth.Nothing;
                foreach (var rule in policy.Rules)
                {
                    if (rule.Scope.DepthFor(subject) is { } next && next.IsDeeperThan(depth))
                    {
                        (best, depth) = (rule, next);
                    }
                }

                return ReferenceEquals(best, policy.RuleFor(subject));
            })).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Market_HasItsOwnClock_AndItsWorkingDays()
    {
        // Delivered at 23:30 of the first of May in Rome; in Auckland that is the second. Three days later is Monday the fourth there.
        var delivered = DateTimeOffset.Parse("2026-05-01T21:30:00Z", null);
        var policy = Some.With(rule => rule with { Window = new ReturnWindow(WindowAnchor.Delivery, 1, 0, []) { EndsOnWorkingDay = true } }) with
        {
            TimeZone = "UTC",
            MarketTimeZones = new Dictionary<string, string> { ["IT"] = "Europe/Rome", ["NZ"] = "Pacific/Auckland" },
        };
        DateTimeOffset? Ends(string market) => ReturnWindows.Of(Some.Order([Some.Line("1", 1, 1000)]) with { Market = market, DeliveredAt = delivered }, policy)[0].EndsAt;

        Assert.Empty(PolicyCheck.Find(policy, []));
        Assert.Equal(DateTimeOffset.Parse("2026-05-04T22:00:00Z", null), Ends("IT"));
        Assert.Equal(DateTimeOffset.Parse("2026-05-04T12:00:00Z", null), Ends("NZ"));
        Assert.Equal(DateTimeOffset.Parse("2026-05-05T00:00:00Z", null), Ends("XX"));
        var broken = policy with { MarketTimeZones = new Dictionary<string, string> { ["IT"] = "Rome" } };
        Assert.Equal(["policy.market_time_zones[IT]"], PolicyCheck.Find(broken, []).Select(fault => fault.Path));
    }

    [Fact]
    public void LastDay_IsToldByTheClockOfTheMarket()
    {
        var policy = Some.Policy with { MarketTimeZones = new Dictionary<string, string> { ["IT"] = "Pacific/Auckland" } };
        var order = Some.Fresh(Some.Order([Some.Line("1", 1, 1000)]) with { DeliveredAt = DateTimeOffset.Parse("2026-03-05T13:00:00Z", null) });

        var words = PolicyWords.Explain(Eligibility.Of(order, policy, Some.Now)[0], policy.In("IT"), "en");

        Assert.Contains("until 5 April 2026", words, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatScopesAndFeesAndWindowsSay_SurvivesTheContract()
    {
        var rule = Some.Rule("rich", Everything with
        {
            Reasons = [ReturnReason.TooSmall],
            Conditions = [ItemCondition.Unopened],
            Signals = [ShopperSignal.FirstPurchase],
            Price = new PriceRange("EUR", 100, null),
        }, 9);
        var policy = Some.With(first => first, rule with
        {
            Window = rule.Window! with { EndsOnWorkingDay = true },
            ShippingRefund = ShippingRefund.MerchantsFault,
            Fees = [new ReturnFee("RESTOCKING", [], [], null, 10m) { Reasons = [ReturnReason.TooSmall] }],
        }) with
        { Frequent = new FrequentReturner(3, 90), MarketTimeZones = new Dictionary<string, string> { ["IT"] = "Europe/Rome" } };

        var again = policy.ToProto().ToDomain();

        Assert.Empty(PolicyCheck.Find(policy, []));
        Assert.Equal(policy.ToProto(), again.ToProto());
        Assert.Equal((ShippingRefund.MerchantsFault, ShippingRefund.Never, true), (again.Rules[1].ShippingRefund, again.Rules[0].ShippingRefund, again.Rules[1].Window!.EndsOnWorkingDay));
        Assert.Equal(policy.Rules[1].Scope.Price, again.Rules[1].Scope.Price);
    }

    [Fact]
    public void Contradictions_AreAuthoringErrors_EachWithItsPath()
    {
        var policy = Some.With(
            rule => rule,
            Some.Rule("bad", Everything with { Reasons = [ReturnReason.Defective, ReturnReason.Defective], Price = new PriceRange("eur", 100, 100), Signals = [(ShopperSignal)9] }, 1) with
            {
                Methods = [ReturnMethod.Store],
                Resolutions = [Resolution.Refund],
                ShippingRefund = (ShippingRefund)9,
                Fees =
                [
                    new ReturnFee("POSTAGE", [ReturnMethod.Carrier], [Resolution.Repair], null, 10m),
                    new ReturnFee("RESTOCKING", [], [], null, 10m) { Reasons = [ReturnReason.WrongItem] },
                ],
            });

        Assert.Equal(
            [
                "policy.rules[1].scope.reasons", "policy.rules[1].scope.signals", "policy.rules[1].scope.price.currency_code", "policy.rules[1].scope.price.below_minor",
                "policy.rules[1].shipping_refund", "policy.rules[1].fees[0].methods", "policy.rules[1].fees[0].resolutions", "policy.rules[1].fees[0].reasons",
                "policy.rules[1].fees[1].reasons", "policy.rules[1].fees[1].reasons",
            ],
            PolicyCheck.Find(policy, []).Select(fault => fault.Path));
    }

    private static string RuleOf(ReturnPolicy policy, Order order, Told told) => policy.RuleFor(order.Subject(order.Lines[0], told)).RuleId;
}
