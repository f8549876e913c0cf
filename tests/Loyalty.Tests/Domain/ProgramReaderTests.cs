using System.Text.Json;
using Omnichannel.Loyalty.Documents;
using Omnichannel.Loyalty.Domain;
using Omnichannel.TestKit;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>What program documents may say, and how precisely faults are told.</summary>
public sealed class ProgramReaderTests
{
    private const string Head = "program_id: p\neffective_from: 2026-12-01T00:00:00Z\n";
    private const string Rules = "earn_rules:\n  - {rule_id: base, points_per_unit: 1}\n";

    [Fact]
    public void BuiltIn_IsItsDocument() => Assert.Equal(
        JsonSerializer.Serialize(LoyaltyProgram.BuiltIn() with { Version = 0, Source = ProgramReader.BuiltInText }), JsonSerializer.Serialize(Program(ProgramReader.BuiltInText)));

    [Fact]
    public void Json_IsTakenAsWell()
    {
        var program = Program("""{"program_id": "p", "effective_from": "2026-12-01T00:00:00+01:00", "earn_rules": [{"rule_id": "base", "points_per_unit": 0.5, "weekdays": ["SUNDAY"]}]}""");

        Assert.Equal(new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero), program.EffectiveFrom);
        Assert.Equal((0.5m, Weekday.Sunday), (program.EarnRules[0].PointsPerUnit, program.EarnRules[0].Weekdays.Single()));
    }

    [Theory]
    [InlineData("", "", 1, 1)]
    [InlineData("- a", "", 1, 1)]
    [InlineData(Head + Rules + "expiry_dayz: 3\n", "expiry_dayz", 5, 1)]
    [InlineData(Head + Rules + "expiry_days: 30\nexpiry_days: 30\n", "expiry_days", 6, 1)]
    [InlineData(Head + Rules + "expiry_days: \"30\"\n", "expiry_days", 5, 14)]
    [InlineData(Head + Rules + "expiry_days: 30.5\n", "expiry_days", 5, 14)]
    [InlineData(Head + Rules + "expiry_days: 9223372036854775807\n", "expiry_days", 5, 1)]
    [InlineData(Head + Rules + "expiry_days: 9223372036854775808\n", "expiry_days", 5, 14)]
    [InlineData(Head + Rules + "minimum_redemption: 9223372036854775807\n", "minimum_redemption", 5, 1)]
    [InlineData(Head + Rules + "pending_days: 30\nexpiry_days: 20\n", "expiry_days", 6, 1)]
    [InlineData(Head + Rules + "expiry_calendar: {month_day: \"02-29\"}\n", "expiry_calendar.month_day", 5, 19)]
    [InlineData(Head + Rules + "expiry_calendar: {month_day: \"3-31\"}\n", "expiry_calendar.month_day", 5, 19)]
    [InlineData(Head + Rules + "expiry_calendar: {years_after: 2}\n", "expiry_calendar.years_after", 5, 19)]
    [InlineData(Head + Rules + "expiry_calendar: {month_day: \"03-31\", years_after: 0}\n", "expiry_calendar.years_after", 5, 39)]
    [InlineData(Head + Rules + "expiry_days: 30\nexpiry_calendar: {month_day: \"03-31\"}\n", "expiry_calendar", 6, 1)]
    [InlineData(Head + Rules + "expiry_days: 30\nexpiry_inactive_months: 3\n", "expiry_inactive_months", 6, 1)]
    [InlineData(Head + Rules + "expiry_inactive_months: 3\nexpiry_calendar: {month_day: \"03-31\"}\n", "expiry_inactive_months", 5, 1)]
    [InlineData(Head + Rules + "pending_days: 30\nexpiry_inactive_months: 1\n", "expiry_inactive_months", 6, 1)]
    [InlineData(Head + Rules + "expiry_inactive_months: -1\n", "expiry_inactive_months", 5, 1)]
    [InlineData(Head + Rules + "expiry_notice_days: 3\n", "expiry_notice_days", 5, 1)]
    [InlineData(Head + Rules + "expiry_days: 30\nexpiry_notice_days: 30\n", "expiry_notice_days", 6, 1)]
    [InlineData(Head + Rules + "expiry_calendar: {month_day: \"01-31\"}\nexpiry_notice_days: 31\n", "expiry_notice_days", 6, 1)]
    [InlineData(Head + Rules + "time_zone: Rome\n", "time_zone", 5, 1)]
    [InlineData(Head + Rules + "max_redemption_percent: 0\n", "max_redemption_percent", 5, 1)]
    [InlineData(Head + Rules + "points_name: [a]\n", "points_name", 5, 14)]
    [InlineData(Head + Rules + "tiers: basic\n", "tiers", 5, 8)]
    [InlineData(Head + Rules + "tiers:\n  - {tier_id: a}\n  - {tier_id: b, threshold: 9}\n  - {tier_id: c, threshold: 8}\n", "tiers[2].threshold", 8, 18)]
    [InlineData(Head + Rules + "tiers:\n  - basic\n", "tiers[0]", 6, 5)]
    [InlineData(Head + Rules + "  - {rule_id: base, points_per_item: 1}\n", "earn_rules[1].rule_id", 5, 6)]
    [InlineData(Head + Rules + "  - {rule_id: b, points_per_item: 1, multiplier: 2}\n", "earn_rules[1]", 5, 5)]
    [InlineData(Head + Rules + "  - {rule_id: b, multiplier: 0.5}\n", "earn_rules[1].multiplier", 5, 18)]
    [InlineData(Head + Rules + "  - {rule_id: b, points: 5, markets: [NO]}\n", "earn_rules[1].markets[0]", 5, 39)]
    [InlineData(Head + Rules + "  - {rule_id: b, points: 5, channels: [WEB, FAX]}\n", "earn_rules[1].channels[1]", 5, 45)]
    [InlineData(Head + Rules + "  - {rule_id: b, points: 5, weekdays: [MONDAY, MONDAY]}\n", "earn_rules[1].weekdays[1]", 5, 48)]
    [InlineData(Head + Rules + "  - {rule_id: b, points: 5, tier_ids: [gold]}\n", "earn_rules[1].tier_ids", 5, 29)]
    [InlineData(Head + Rules + "  - {rule_id: b, points: 5, event_type: e, markets: [IT]}\n", "earn_rules[1].event_type", 5, 29)]
    [InlineData(Head + Rules + "earn_caps:\n  - {cap_id: c, points: 0}\n", "earn_caps[0].points", 6, 17)]
    [InlineData(Head + Rules + "  - {rule_id: b, points: 50}\nearn_caps:\n  - {cap_id: c, points: 49}\n", "earn_caps[0].points", 7, 17)]
    [InlineData(Head + Rules + "earn_caps:\n  - {cap_id: c, points: 49, campaign_id: none}\n", "earn_caps[0].campaign_id", 6, 29)]
    [InlineData(Head + Rules + "referral: {most_rewards: 3}\n", "referral.most_rewards", 5, 12)]
    [InlineData(Head + Rules + "referral: {friend: {points: 3}}\n", "referral.most_rewards", 5, 1)]
    [InlineData(Head + Rules + "referral: {most_rewards: 3, friend_days: 0, friend: {points: 3}}\n", "referral.friend_days", 5, 29)]
    [InlineData(Head + Rules + "referral: {most_rewards: 3, friend: {points: 3, coupon: {campaign_id: c, percent: 5, valid_days: 3}}}\n", "referral.friend", 5, 29)]
    [InlineData(Head + Rules + "referral: {most_rewards: 3, referrer: {coupon: {percent: 5}}, friend: {points: 1}}\n", "referral.referrer.coupon", 5, 40)]
    [InlineData(Head + Rules + "referral: {most_rewards: 3, referrer: {coupon: {campaign_id: c, percent: 5, free_shipping: true, valid_days: 3}}}\n", "referral.referrer.coupon", 5, 40)]
    [InlineData(Head + Rules + "referral: {most_rewards: 3, friend: {points: 1}, minimum_orders: [{currency_code: euro, amount_minor: 1}]}\n", "referral.minimum_orders[0].currency_code", 5, 68)]
    [InlineData(Head + "earn_rules:\n  - &a {rule_id: base, points_per_unit: 1}\n", "earn_rules[0]", 4, 5)]
    [InlineData(Head + "earn_rules:\n  - {rule_id: base}\n", "earn_rules[0]", 4, 5)]
    [InlineData(Head + "earn_rules:\n  - {points_per_unit: 1}\n", "earn_rules[0].rule_id", 4, 5)]
    [InlineData(Head + "earn_rules:\n  - {rule_id: base, points_per_unit: -1}\n", "earn_rules[0].points_per_unit", 4, 38)]
    [InlineData(Head + "earn_rules: []\n", "earn_rules", 3, 1)]
    [InlineData("program_id: p\neffective_from: tomorrow\n" + Rules, "effective_from", 2, 17)]
    [InlineData("program_id: p\n" + Rules, "effective_from", 1, 1)]
    [InlineData("program_id: 12\neffective_from: 2026-12-01T00:00:00Z\n" + Rules, "program_id", 1, 13)]
    [InlineData(Head + Rules + "---\na: b\n", "", 5, 1)]
    [InlineData(Head + Rules + " x: {", "", 5, 2)]
    public void Fault_IsToldWithItsPlace(string document, string path, long line, long column)
    {
        var (program, faults) = ProgramReader.Read(document);

        Assert.Null(program);
        Assert.Contains((path, line, column), faults.Select(fault => (fault.Path, fault.Line, fault.Column)));
    }

    [Fact]
    public void Faults_AreAllTold_FromTopToBottom()
    {
        var (_, faults) = ProgramReader.Read(Head + "a: 1\nearn_rules:\n  - {rule_id: [x], points_per_unit: one}\nb: 2\n");

        Assert.Equal([3, 5, 5, 6], faults.Select(fault => fault.Line));
    }

    [Fact]
    public void AnyText_IsReadOrRefused_NeverThrown()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var text = ProgramReader.BuiltInText.ToCharArray();
            for (var j = random.Next(1, 6); j > 0; j--)
            {
                text[random.Next(text.Length)] = "{}[]:,-#&*!|>'\"%@`\t\n 0a\u0001"[random.Next(24)];
            }

            var (program, faults) = ProgramReader.Read(new string(text));
            Assert.Equal(program is null, faults.Count > 0);
        }
    }

    [Fact]
    public void Readme_DescribesEveryKey()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "services", "Loyalty", "Documents", "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        Assert.Equal(
            ProgramReader.Keys().Select(key => $"`{key.Path}` {key.Kind} {key.Default ?? "required"}"),
            rows.Select(row => $"{row[1]} {row[2]} {row[3]}"));
        Assert.All(rows, row => Assert.NotEmpty(row[4]));
    }

    private static LoyaltyProgram Program(string document)
    {
        var (program, faults) = ProgramReader.Read(document);
        Assert.Empty(faults.Select(fault => $"{fault.Path}: {fault.Description}"));
        return program!;
    }
}
