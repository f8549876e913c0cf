using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Tests.Domain;

public sealed class PolicyTests
{
    private static readonly string[] Categories = ["a", "a/b", "a/b/c", "a/bc", "d"];
    private static readonly string[] Skus = ["s1", "s2", "s3"];
    private static readonly string[] Markets = ["IT", "RO"];

    [Fact]
    public void Fee_WithoutAnAmountInACurrencyOfItsMarkets_IsAnAuthoringError()
    {
        MarketCurrency[] bought = [new("IT", "EUR"), new("UK", "GBP"), new("", "USD")];
        ReturnFee Fee(string currency, params ReturnMethod[] methods) => new("RETURN_SHIPPING", methods, [], new Money(currency, 495), null);
        IEnumerable<string> Faults(PolicyScope scope, params ReturnFee[] fees) =>
            PolicyCheck.Find(Some.With(rule => rule, Some.Rule("other", scope, 30) with { Fees = fees }), bought).Select(fault => $"{fault.Path} {fault.Description}");
        var everywhere = PolicyScope.Everything with { Skus = ["sku-1"] };

        Assert.Equal(
            [
                "policy.rules[1].fees[0].amount has no counterpart in GBP, in which market UK has bought",
                "policy.rules[1].fees[0].amount has no counterpart in USD, in which purchases without a market were bought",
            ],
            Faults(everywhere, Fee("EUR")));
        Assert.Empty(Faults(everywhere with { Markets = ["IT"] }, Fee("EUR")));
        Assert.Empty(Faults(everywhere, Fee("EUR"), Fee("USD"), Fee("GBP")));
        Assert.Empty(Faults(everywhere, new ReturnFee("RESTOCKING", [], [], null, 10m)));
        Assert.Equal(2, Faults(everywhere with { Markets = ["IT", "UK"] }, Fee("EUR", ReturnMethod.Carrier), Fee("GBP")).Count());
    }

    [Fact]
    public void BuiltIn_CanBePublished() => Assert.Empty(PolicyCheck.Find(BuiltInPolicy.Document, []));

    [Fact]
    public void BuiltIn_SurvivesTheContract() =>
        Assert.Equal(BuiltInPolicy.Document.ToProto(), BuiltInPolicy.Document.ToProto().ToDomain().ToProto());

    [Fact]
    public void RefundTrigger_AndDaysForWhatComesLate_SurviveTheContract_AndAreChecked()
    {
        var early = Some.With(rule => rule with { RefundAt = RefundTrigger.FirstScan });
        var policy = early with { Processing = early.Processing with { LateDays = 7 } };
        var unsaid = policy.ToProto();
        unsaid.Rules[0].RefundAt = V1.RefundTrigger.Unspecified;

        Assert.Equal((RefundTrigger.FirstScan, 7), (policy.ToProto().ToDomain().Rules[0].RefundAt, policy.ToProto().ToDomain().Processing.LateDays));
        Assert.Equal(RefundTrigger.Inspection, unsaid.ToDomain().Rules[0].RefundAt);
        Assert.Empty(PolicyCheck.Find(policy, []));
        var wrong = policy with { Rules = [policy.Rules[0] with { RefundAt = (RefundTrigger)9 }], Processing = policy.Processing with { LateDays = 366 } };
        Assert.Equal(["policy.rules[0].refund_at", "policy.processing.late_days"], PolicyCheck.Find(wrong, []).Select(fault => fault.Path));
    }

    [Fact]
    public void RuleFor_SkuBeforeCategory_DeeperBeforeParents_MoreTermsBeforeFewer()
    {
        var policy = Some.With(
            rule => rule,
            Some.Rule("category", PolicyScope.Everything with { Categories = ["a"] }, 10),
            Some.Rule("deeper", PolicyScope.Everything with { Categories = ["a/b"] }, 11),
            Some.Rule("deeper-it", PolicyScope.Everything with { Categories = ["a/b"], Markets = ["IT"] }, 12),
            Some.Rule("sku", PolicyScope.Everything with { Skus = ["s1"] }, 13));

        Assert.Empty(PolicyCheck.Find(policy, []));
        Assert.Equal("standard", policy.RuleFor(Subject("d", "s2")).RuleId);
        Assert.Equal("standard", policy.RuleFor(Subject("ab", "s2")).RuleId);
        Assert.Equal("category", policy.RuleFor(Subject("a/x", "s2")).RuleId);
        Assert.Equal("deeper", policy.RuleFor(Subject("a/b/c", "s2", "RO")).RuleId);
        Assert.Equal("deeper-it", policy.RuleFor(Subject("a/b/c", "s2")).RuleId);
        Assert.Equal("sku", policy.RuleFor(Subject("a/b/c", "s1")).RuleId);
    }

    [Fact]
    public void Check_Ties_AreAuthoringErrors()
    {
        var byMarket = Some.With(
            rule => rule,
            Some.Rule("it", PolicyScope.Everything with { Markets = ["IT", "RO"] }, 10),
            Some.Rule("store", PolicyScope.Everything with { Channels = [SalesChannel.Store] }, 20));
        var byCategory = Some.With(
            rule => rule,
            Some.Rule("one", PolicyScope.Everything with { Categories = ["a/b", "d"] }, 10),
            Some.Rule("two", PolicyScope.Everything with { Categories = ["d"] }, 20));
        var apart = Some.With(
            rule => rule,
            Some.Rule("it", PolicyScope.Everything with { Markets = ["IT"] }, 10),
            Some.Rule("ro", PolicyScope.Everything with { Markets = ["RO"] }, 20),
            Some.Rule("early", PolicyScope.Everything with { Categories = ["a"], PlacedBefore = Some.Now }, 20),
            Some.Rule("late", PolicyScope.Everything with { Categories = ["a"], PlacedFrom = Some.Now }, 20));

        Assert.Contains(PolicyCheck.Find(byMarket, []), fault => fault.Path == "policy.rules[2].scope");
        Assert.Contains(PolicyCheck.Find(byCategory, []), fault => fault.Path == "policy.rules[2].scope");
        Assert.Empty(PolicyCheck.Find(apart, []));
    }

    [Fact]
    public void Check_FindsEveryFaultAtOnce()
    {
        var rule = Some.Policy.Rules[0];
        var policy = Some.Policy with
        {
            TimeZone = "Mars/Base",
            Rules =
            [
                rule with { Scope = PolicyScope.Everything with { Markets = ["IT"] }, Window = null },
                rule with
                {
                    Scope = PolicyScope.Everything with { Skus = ["s"] },
                    Window = new ReturnWindow(WindowAnchor.None, -1, 1440, []),
                    Resolutions = [],
                    Fees = [new ReturnFee("", [], [], null, 101m)],
                },
            ],
        };

        var paths = PolicyCheck.Find(policy, []).Select(fault => fault.Path).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "policy.time_zone", "policy.rules", "policy.rules[0].window", "policy.rules[1].rule_id", "policy.rules[1].window.anchor", "policy.rules[1].window.days",
                "policy.rules[1].window.end_of_day_minute", "policy.rules[1].resolutions", "policy.rules[1].fees[0].code", "policy.rules[1].fees[0].percent",
            },
            paths);
    }

    [Fact]
    public void Published_NoLineEverMeetsTwoRulesAtOneDepth()
    {
        var scopes = from categories in Gen.SubListOf(Categories)
                     from skus in Gen.SubListOf(Skus)
                     from markets in Gen.SubListOf(Markets)
                     from parts in Gen.Choose(0, 7)
                     select PolicyScope.Everything with
                     {
                         Categories = (parts & 1) == 0 ? [] : [.. categories],
                         Skus = (parts & 2) == 0 ? [] : [.. skus],
                         Markets = (parts & 4) == 0 ? [] : [.. markets],
                     };
        var policies = from list in Gen.ListOf(scopes, 4)
                       select Some.With(rule => rule, [.. list.Select((scope, i) => Some.Rule($"rule-{i}", scope, i))]);
        var subjects = (from category in Categories from sku in Skus from market in Markets select Subject(category, sku, market)).ToArray();

        Prop.ForAll(policies.ToArbitrary(), policy =>
            PolicyCheck.Find(policy, []).Count > 0 || subjects.All(subject =>
            {
                var depths = policy.Rules.Select(rule => rule.Scope.DepthFor(subject)).OfType<ScopeDepth>().ToArray();
                return depths.Distinct().Count() == depths.Length && policy.RuleFor(subject) is not null;
            })).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("Europe/Rome", 0, "2026-04-04T22:00:00Z")]
    [InlineData("Europe/Rome", 1080, "2026-04-04T16:00:00Z")]
    [InlineData("UTC", 0, "2026-04-05T00:00:00Z")]
    [InlineData("Pacific/Auckland", 0, "2026-04-04T11:00:00Z")]
    public void Deadline_IsTheEndOfTheLastDayInTheZone(string zone, int endOfDay, string expected)
    {
        var window = new ReturnWindow(WindowAnchor.Delivery, 30, endOfDay, []);

        Assert.Equal(DateTimeOffset.Parse(expected, null), WindowClock.Deadline(window, Some.Delivered, Some.Placed, There(zone)));
    }

    [Fact]
    public void Deadline_SkippedAndDoubledLocalTimes_FavourTheCustomer()
    {
        var rome = There("Europe/Rome");
        var skipped = new ReturnWindow(WindowAnchor.Order, 0, 150, []);

        // 2026-03-29 02:30 does not exist in Rome, 2026-10-25 02:30 comes twice.
        Assert.Equal(
            DateTimeOffset.Parse("2026-03-29T01:00:00Z", null), WindowClock.Deadline(skipped, DateTimeOffset.Parse("2026-03-28T23:30:00Z", null), Some.Placed, rome));
        Assert.Equal(
            DateTimeOffset.Parse("2026-10-25T01:30:00Z", null), WindowClock.Deadline(skipped, DateTimeOffset.Parse("2026-10-25T00:30:00Z", null), Some.Placed, rome));
    }

    [Fact]
    public void Deadline_HolidayExtension_LaterEndCounts()
    {
        var until = Some.Delivered.AddDays(60);
        var window = new ReturnWindow(WindowAnchor.Delivery, 30, 0, [new WindowExtension(Some.Placed.AddDays(-1), Some.Placed.AddDays(1), until)]);

        Assert.Equal(until, WindowClock.Deadline(window, Some.Delivered, Some.Placed, There("UTC")));
        Assert.NotEqual(until, WindowClock.Deadline(window, Some.Delivered, Some.Placed.AddDays(1), There("UTC")));
    }

    [Theory]
    [InlineData("en", "en", "Can be returned within 30 days of delivery for a refund")]
    [InlineData("en-GB", "en", "Can be returned")]
    [InlineData("it-IT", "it", "Si può restituire entro 30 giorni dalla consegna per un rimborso")]
    [InlineData("ro", "ro", "Se poate returna în 30 de zile de la livrare")]
    [InlineData("zh-Hans", "zh", "可在送达后30天内退回")]
    [InlineData("xx", "en", "Can be returned")]
    public void Explain_SaysItInTheCustomersLanguage(string asked, string language, string begins)
    {
        var words = PolicyWords.Explain(Some.Policy, Some.Policy.Rules[0], asked);

        Assert.Equal(language, words.Language);
        Assert.StartsWith(begins, words.CategoryWindowActions, StringComparison.Ordinal);
        Assert.NotEmpty(words.PickupProcessing);
        Assert.NotEmpty(words.GeneralRules);
    }

    [Theory]
    [InlineData("R-7K2M9QPX", "R-7K2M9QPX")]
    [InlineData(" r 7k2m-9qpx ", "R-7K2M9QPX")]
    [InlineData("7k2m9qpx", "R-7K2M9QPX")]
    [InlineData("R-OIL00000", "R-01100000")]
    [InlineData("R-7K2M9Q", null)]
    [InlineData("", null)]
    [InlineData("R-7K2M9QPU", null)]
    public void RmaCode_IsReadAsPeopleTypeIt(string typed, string? code) => Assert.Equal(code, Canonical.RmaCode(typed));

    [Fact]
    public void RmaCode_OfAnyReturn_ReadsAsItself()
    {
        foreach (var _ in Enumerable.Range(0, 1000))
        {
            var code = RmaCode.From(Guid.NewGuid());
            Assert.Equal(code, Canonical.RmaCode(code));
        }
    }

    private static MarketDays There(string zone) => (Some.Policy with { TimeZone = zone }).DaysOf("");

    private static RuleSubject Subject(string category, string sku, string market = "IT") => new(market, SalesChannel.Web, category, sku, "", [TenderKind.Card], Some.Placed);
}
