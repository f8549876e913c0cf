using System.Reflection;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

public sealed class PolicyWordsTests
{
    public static TheoryData<string> Languages => [.. Phrases.Spoken];

    [Fact]
    public void EveryTermAndReason_HasItsWords_AndNoOthersHave()
    {
        SameKeys("anchor", Enum.GetNames<WindowAnchor>());
        SameKeys("resolution", Enum.GetNames<Resolution>());
        SameKeys("method", Enum.GetNames<ReturnMethod>());
        SameKeys("why", Enum.GetNames<ReturnReason>());
        SameKeys("rule.shipping", Enum.GetNames<ShippingRefund>().Where(refund => refund is not "Never"));
        SameKeys("reason", typeof(Ineligible).GetFields(BindingFlags.Public | BindingFlags.Static).Select(reason => (string)reason.GetRawConstantValue()!));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void WhateverAPolicySays_IsSaidInEveryLanguage_OfWindowsOfNoneOneAndManyDays(string language)
    {
        var said = new HashSet<string>();
        foreach (var days in new[] { 0, 1, 30 })
        {
            var policy = Some.Policy with { Processing = new ProcessingTerms(days, days, days, Words.None) };
            foreach (var anchor in Enum.GetValues<WindowAnchor>().Where(anchor => anchor is not WindowAnchor.None))
            {
                var rule = Rich(anchor, days);
                var words = PolicyWords.Explain(policy, rule, language);

                Assert.Equal(language, words.Language);
                Assert.True(said.Add(words.CategoryWindowActions));
                IsWhole(words.CategoryWindowActions);
                IsWhole(words.PickupProcessing);
                IsWhole(PolicyWords.Explain(Answer(rule), policy, language));
                IsWhole(PolicyWords.Explain(Answer(rule) with { DeadlineAt = Some.Now }, policy, language));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void EveryReason_IsSaidInEveryLanguage(string language) => Assert.All(
        typeof(Ineligible).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!),
        reason => IsWhole(PolicyWords.Explain(Answer(Some.Policy.Rules[0]) with { Returnable = 0, Reason = reason, DeadlineAt = Some.Now }, Some.Policy, language)));

    [Theory]
    [InlineData("en", "RESTOCKING 12.5 %, POSTAGE 1,234.50 EUR, POSTAGE 500 JPY.")]
    [InlineData("it", "RESTOCKING 12,5 %, POSTAGE 1.234,50 EUR, POSTAGE 500 JPY.")]
    [InlineData("ro", "RESTOCKING 12,5 %, POSTAGE 1.234,50 EUR, POSTAGE 500 JPY.")]
    [InlineData("zh", "RESTOCKING 12.5 %、POSTAGE 1,234.50 EUR、POSTAGE 500 JPY。")]
    public void Fees_AreWrittenAsTheLanguageWritesNumbers(string language, string fees) =>
        Assert.Contains(fees, PolicyWords.Explain(Some.Policy, Rich(WindowAnchor.Delivery, 30), language).CategoryWindowActions, StringComparison.Ordinal);

    [Fact]
    public void AWindowOfNoDays_IsTheDayItself()
    {
        var words = PolicyWords.Explain(Answer(Rich(WindowAnchor.Order, 0)), Some.Policy, "en");

        Assert.StartsWith("2 of 3 can be returned, on the day of the order, for a refund, ", words, StringComparison.Ordinal);
    }

    private static PolicyRule Rich(WindowAnchor anchor, int days) => Some.Policy.Rules[0] with
    {
        Window = new ReturnWindow(anchor, days, 0, [new WindowExtension(Some.Placed, Some.Placed.AddDays(9), Some.Placed.AddDays(90))]) { EndsOnWorkingDay = true },
        Resolutions = [.. Enum.GetValues<Resolution>().Where(resolution => resolution is not Resolution.None)],
        Methods = [ReturnMethod.Store, ReturnMethod.Carrier],
        Fees = [new("RESTOCKING", [], [], null, 12.50m), new("POSTAGE", [], [], Some.Eur(123_450), null), new("POSTAGE", [], [], new Money("JPY", 500), null)],
        RequiresApproval = true,
        ShippingRefund = ShippingRefund.MerchantsFault,
        Keep = Some.Keep(4000),
        StoreCreditBonusPercent = 7.5m,
    };

    [Theory]
    [InlineData("en", "Taken off: RESTOCKING 10 % for too small a size or another reason. Nothing is taken off for what is our fault, and its label is free. What delivery cost is given back, too.")]
    [InlineData("it", "RESTOCKING 10 % per una taglia troppo piccola o un altro motivo.")]
    [InlineData("zh", "RESTOCKING 10 %（尺码偏小或其他原因）。")]
    public void Fees_SayForWhichReasons_AndThatTheMerchantsFaultCostsNothing(string language, string said)
    {
        var rule = Some.Policy.Rules[0] with
        {
            Fees = [new("RESTOCKING", [], [], null, 10m) { Reasons = [ReturnReason.TooSmall, ReturnReason.Other] }],
            ShippingRefund = ShippingRefund.Always,
        };

        Assert.Contains(said, PolicyWords.Explain(Some.Policy, rule, language).CategoryWindowActions, StringComparison.Ordinal);
    }

    private static LineEligibility Answer(PolicyRule rule) =>
        new(Some.Line("1", 3, 900), rule, new PolicyDecision("default", 1, rule.RuleId), 2, null, null, null, Some.Eur(300))
        { Resolutions = rule.Resolutions, Keepable = new Keepable(2, Some.Eur(4000)) };

    private static void SameKeys(string prefix, IEnumerable<string> names) => Assert.Equal(
        names.Where(name => name is not "None").Select(name => $"{prefix}.{name}").Order(StringComparer.Ordinal),
        PolicyWords.Texts.Keys.Where(key => key.StartsWith(prefix + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static void IsWhole(string text)
    {
        Assert.Matches("[.。]$", text);
        Assert.DoesNotMatch(@"[{}\[\]|]|  | [.,;:。，]|\(\)|^\s*$", text);
    }
}
