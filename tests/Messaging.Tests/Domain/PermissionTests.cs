using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Messaging.Domain;

namespace Omnichannel.Messaging.Tests.Domain;

public sealed class PermissionTests
{
    private static readonly Contact Anna = new("anna", "Anna", "anna@example.com", "+390612345678", "it", "Europe/Rome", ["token-1"]);
    private static readonly PermissionRequest Marketing = new(
        LegalClass.Marketing, [Medium.Email, Medium.Sms, Medium.Push], Anna, new Dictionary<Medium, string>(), Consents((Medium.Email, true)), null, 0, new Dictionary<Medium, int>(), Some.Noon, Some.Noon.AddDays(3));

    private static readonly PermissionRequest Transactional = Marketing with { LegalClass = LegalClass.Transactional, Consents = Consents() };

    [Fact]
    public void Everything_Allowed_LeavesEveryCheckInTheOrderOfTheContract()
    {
        var verdict = Permission.Decide(Marketing);

        Assert.Equal((Medium.Email, null, null), (verdict.Medium, verdict.PostponedUntil, verdict.End));
        Assert.Equal(["LEGAL_CLASS", "SUPPRESSION", "CONSENT", "QUIET_HOURS", "FREQUENCY_CAP", "STILL_TRUE", "CONTACT"], verdict.Decisions.Select(decision => decision.Check));
        Assert.All(verdict.Decisions, decision => Assert.Equal("ALLOWED", decision.Outcome));
        Assert.Equal("form", verdict.Decisions[2].Facts["source"]);
        Assert.Equal("2026-01-01T00:00:00Z", verdict.Decisions[2].Facts["decided_at"]);
    }

    [Fact]
    public void EachRule_EndsWithItsReason_AndIsTheLastOfTheTrail()
    {
        var night = Some.Noon.AddHours(9);
        Ends("SUPPRESSION", MessageState.Suppressed, "BOUNCED_BEFORE", Marketing with { Media = [Medium.Email], SuppressedMedia = new Dictionary<Medium, string> { [Medium.Email] = "BOUNCED_BEFORE" } });
        Ends("CONSENT", MessageState.Suppressed, "NO_CONSENT", Marketing with { Consents = Consents() });
        Ends("CONSENT", MessageState.Suppressed, "UNSUBSCRIBED", Marketing with { Consents = Consents((Medium.Email, false)), Media = [Medium.Email] });
        Ends("CONSENT", MessageState.Suppressed, "UNSUBSCRIBED", Marketing with { LegalClass = LegalClass.Service, Consents = Consents((Medium.Email, false)), Media = [Medium.Email] });
        Ends("QUIET_HOURS", MessageState.Suppressed, "QUIET_HOURS", Marketing with { Now = night, DeadlineAt = night.AddHours(1) });
        Ends("FREQUENCY_CAP", MessageState.Suppressed, "CAP_REACHED", Marketing with { MarketingSentInWindow = Permission.MarketingCap });
        Ends("FREQUENCY_CAP", MessageState.Suppressed, "ADDRESS_CAP_REACHED", Marketing with { SentToAddressInDay = ToAddress(Medium.Email, Permission.AddressCap) });
        Ends("FREQUENCY_CAP", MessageState.Suppressed, "ADDRESS_CAP_REACHED", Marketing with { LegalClass = LegalClass.Service, SentToAddressInDay = ToAddress(Medium.Email, Permission.AddressCap) });
        Ends("STILL_TRUE", MessageState.Cancelled, "DELIVERED", Marketing with { Untrue = "DELIVERED" });
        Ends("STILL_TRUE", MessageState.Cancelled, "TOO_LATE", Transactional with { DeadlineAt = Some.Noon });
        Ends("CONTACT", MessageState.Failed, "NO_CONTACT", Transactional with { Contact = null, DeadlineAt = Some.Noon });
        Ends("CONTACT", MessageState.Failed, "NO_CONTACT", Transactional with { Media = [Medium.Sms], Contact = Anna with { Phone = "" }, DeadlineAt = Some.Noon });
    }

    [Fact]
    public void AnEarlierRule_DecidesBeforeALaterOne()
    {
        var everything = Marketing with
        {
            Media = [Medium.Email],
            SuppressedMedia = new Dictionary<Medium, string> { [Medium.Email] = "BOUNCED_BEFORE" },
            Consents = Consents(),
            MarketingSentInWindow = 9,
            Untrue = "CART_BOUGHT",
            Now = Some.Noon.AddHours(10),
            DeadlineAt = Some.Noon.AddHours(11),
        };
        Assert.Equal("BOUNCED_BEFORE", Permission.Decide(everything).Reason);
        everything = everything with { SuppressedMedia = new Dictionary<Medium, string>() };
        Assert.Equal("NO_CONSENT", Permission.Decide(everything).Reason);
        everything = everything with { Consents = Consents((Medium.Email, true)) };
        Assert.Equal("QUIET_HOURS", Permission.Decide(everything).Reason);
        everything = everything with { Now = Some.Noon };
        Assert.Equal("CAP_REACHED", Permission.Decide(everything).Reason);
        everything = everything with { MarketingSentInWindow = 0 };
        Assert.Equal("CART_BOUGHT", Permission.Decide(everything).Reason);
    }

    [Fact]
    public void AMediumThatMayNot_GivesWayToTheNext()
    {
        Assert.Equal(Medium.Push, Permission.Decide(Marketing with { Consents = Consents((Medium.Email, false), (Medium.Push, true)) }).Medium);
        Assert.Equal(Medium.Sms, Permission.Decide(Transactional with { Contact = Anna with { Email = "" } }).Medium);
        Assert.Equal(Medium.Sms, Permission.Decide(Transactional with { SuppressedMedia = new Dictionary<Medium, string> { [Medium.Email] = "BOUNCED_BEFORE" } }).Medium);
    }

    [Fact]
    public void Bought_NeedsNoConsent_AndKnowsNoNight()
    {
        var verdict = Permission.Decide(Transactional with { Consents = Consents((Medium.Email, false)), Now = Some.Noon.AddHours(12), MarketingSentInWindow = 9, SentToAddressInDay = ToAddress(Medium.Email, 9) });

        Assert.Equal(Medium.Email, verdict.Medium);
    }

    /// <summary>What the law wants sent goes out at once: refused, at night, in a flood, and to an address from which something came back.</summary>
    [Fact]
    public void Statutory_GoesOut_WhateverElseHolds()
    {
        var verdict = Permission.Decide(Transactional with
        {
            LegalClass = LegalClass.Statutory,
            Media = [Medium.Email],
            Consents = Consents((Medium.Email, false)),
            SuppressedMedia = new Dictionary<Medium, string> { [Medium.Email] = "BOUNCED_BEFORE" },
            Now = Some.Noon.AddHours(12),
            MarketingSentInWindow = 9,
            SentToAddressInDay = ToAddress(Medium.Email, 9),
        });

        Assert.Equal((Medium.Email, null, null), (verdict.Medium, verdict.PostponedUntil, verdict.End));
    }

    [Fact]
    public void AddressCap_CountsTheAddressThatTheMessageGoesTo_AndIsNotEvadedByTheNextMedium()
    {
        var full = Marketing with { LegalClass = LegalClass.Service, SentToAddressInDay = ToAddress(Medium.Email, Permission.AddressCap) };

        Assert.Equal("ADDRESS_CAP_REACHED", Permission.Decide(full).Reason);
        Assert.Equal(Medium.Sms, Permission.Decide(full with { Contact = Anna with { Email = "" } }).Medium);
        Assert.Equal(Medium.Email, Permission.Decide(full with { SentToAddressInDay = ToAddress(Medium.Email, Permission.AddressCap - 1) }).Medium);
        var facts = Permission.Decide(full).Decisions[^1].Facts;
        Assert.Equal(("5", "5", "1"), (facts["sent"], facts["cap"], facts["days"]));
    }

    [Fact]
    public void NoContact_WaitsForTheDeadline_ButNotWithoutConsent()
    {
        Assert.Equal(Some.Noon.AddDays(3), Permission.Decide(Transactional with { Contact = null }).PostponedUntil);
        Assert.Equal(Some.Noon.AddMinutes(3), Permission.Decide(Transactional with { Contact = null, DeadlineAt = Some.Noon.AddMinutes(3) }).PostponedUntil);
        Assert.Equal("NO_CONSENT", Permission.Decide(Marketing with { Contact = null, Consents = Consents() }).Reason);
        Assert.Equal("NO_CONTACT", Permission.Decide(Marketing with { Contact = null }).Reason);
    }

    [Theory]
    [InlineData("2026-03-02T19:59:59Z", null)]
    [InlineData("2026-03-02T20:00:00Z", "2026-03-03T07:00:00Z")]
    [InlineData("2026-03-03T06:59:59Z", "2026-03-03T07:00:00Z")]
    [InlineData("2026-03-03T07:00:00Z", null)]
    [InlineData("2026-03-28T20:30:00Z", "2026-03-29T06:00:00Z")] // The clocks go forward in this night.
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("2026-03-29T19:00:00Z", "2026-03-30T06:00:00Z")]
    [InlineData("2026-10-24T19:30:00Z", "2026-10-25T07:00:00Z")] // And back in this one.
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T07:00:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T07:00:00Z")]
    [InlineData("2026-10-25T19:59:00Z", null)]
    public void QuietHours_AreThoseOfRome(string now, string? until)
    {
        var at = DateTimeOffset.Parse(now, null);

        var verdict = Permission.Decide(Marketing with { Now = at, DeadlineAt = at.AddDays(2) });

        Assert.Equal(until is null ? null : DateTimeOffset.Parse(until, null), verdict.PostponedUntil);
    }

    [Fact]
    public void QuietHours_OfNobodyKnowsWhere_AreUtc()
    {
        var at = Some.Noon.AddHours(9);

        Assert.Equal(Some.Noon.AddHours(20), Permission.Decide(Marketing with { Contact = Anna with { TimeZone = "" }, Now = at }).PostponedUntil);
        Assert.Equal(Some.Noon.AddHours(20), Permission.Decide(Marketing with { Contact = Anna with { TimeZone = "Moon/Crater" }, Now = at }).PostponedUntil);
    }

    [Fact]
    public void ExactlyOne_OfMediumPostponementAndEnd_IsDecided()
    {
        var media = Enum.GetValues<Medium>().Where(medium => medium is not Medium.None).ToArray();
        var requests =
            from legal in Gen.Elements(LegalClass.Transactional, LegalClass.Service, LegalClass.Marketing)
            from tried in Gen.SubListOf(media)
            from bounced in Gen.SubListOf(media)
            from decided in Gen.SubListOf(media)
            from granted in Gen.SubListOf(media)
            from contact in Gen.Elements(null, Anna, Anna with { Email = "" }, Anna with { Phone = "", PushTokens = [] }, Anna with { TimeZone = "Pacific/Auckland", Email = "" })
            from untrue in Gen.Elements(null, null, "DELIVERED")
            from sent in Gen.Choose(0, 4)
            from toAddress in Gen.Choose(0, Permission.AddressCap + 1)
            from minutes in Gen.Choose(0, 600_000)
            from left in Gen.Choose(-100, 3000)
            select new PermissionRequest(
                legal, [.. tried], contact, bounced.ToDictionary(medium => medium, _ => "BOUNCED_BEFORE"), Consents([.. decided.Select(medium => (medium, granted.Contains(medium)))]),
                untrue, sent, ToAddress(Medium.Email, toAddress), Some.Noon.AddMinutes(minutes), Some.Noon.AddMinutes(minutes + left));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(requests.ToArbitrary(), request =>
        {
            var verdict = Permission.Decide(request);
            var outcomes = new[] { verdict.Medium is not Medium.None, verdict.PostponedUntil is not null, verdict.End is not null };
            return outcomes.Count(isSet => isSet) == 1
                && (verdict.PostponedUntil is not { } until || (until > request.Now && until <= request.DeadlineAt))
                && (verdict.Medium is Medium.None || (request.Media.Contains(verdict.Medium) && !request.SuppressedMedia.ContainsKey(verdict.Medium) && request.Contact!.AddressFor(verdict.Medium).Length > 0))
                && (verdict.Medium is Medium.None || request.LegalClass is not LegalClass.Marketing || request.Consents[verdict.Medium].IsGranted)
                && (verdict.Medium is not Medium.Email || request.LegalClass is LegalClass.Transactional || request.SentToAddressInDay[Medium.Email] < Permission.AddressCap)
                && (verdict.Medium is not Medium.None || verdict.Reason.Length > 0);
        }));
    }

    private static void Ends(string check, MessageState state, string reason, PermissionRequest request)
    {
        var verdict = Permission.Decide(request);

        Assert.Equal((state, reason, check), (verdict.End, verdict.Reason, verdict.Decisions[^1].Check));
        Assert.NotEqual("ALLOWED", verdict.Decisions[^1].Outcome);
    }

    private static Dictionary<Medium, int> ToAddress(Medium medium, int sent) => new() { [medium] = sent };

    private static Dictionary<Medium, ConsentInForce> Consents(params (Medium Medium, bool IsGranted)[] decisions) => decisions.ToDictionary(
        decision => decision.Medium, decision => new ConsentInForce(decision.IsGranted, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "form", "v1"));
}
