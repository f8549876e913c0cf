using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Points that tills redeemed while they were off line.</content>
public abstract partial class LoyaltyStoreContract
{
    private OfflineRedemptions Offline => bench.Get<OfflineRedemptions>();

    [Fact]
    public async Task Offline_TillRedeems_TheMemberSpendsTheSamePointsMeanwhile_AndOwesThem_AndReturnsPayIt()
    {
        await OfferOffline();
        await bench.Enroll("m");
        await bench.Give("m", 50);
        var off = await GrantOffline(First);
        var code = await Code("m");
        var at = bench.Clock.Now;
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.Capture("m", await bench.Hold("m", 50));
        bench.Clock.Advance(TimeSpan.FromHours(1));

        var taken = await TakeOffline(First, off, 1, 40, "m", code, at);

        Assert.Equal((OfflineOutcome.Booked, 40, "m"), (taken.Sent.Outcome, taken.Sent.Debt, taken.Sent.MemberId));
        Assert.Equal([OfflineException.Debt], taken.Exceptions);
        Assert.Equal((0, 0, 0, 40), await bench.Points("m"));
        var told = Assert.Single(await bench.Published<V1.OfflineOverspent>());
        Assert.Equal(("m", "store-1", "till-1", off, 40, 40, V1.OfflineOutcome.Booked), (told.MemberId, told.StoreId, told.TerminalId, told.AllowanceId, told.Points, told.DebtPoints, told.Outcome));
        var report = Assert.Single((await OfflinePage("store-1")).Reports);
        Assert.Equal((40, 40, 0, 40, 0), (report.Redeemed, report.Booked, report.Lost, report.Debt, report.Overspent));
        await bench.Verify();

        // The receipt names its hold: what comes back pays the debt, exactly.
        await bench.Place(bench.Order("order-1", "m", 4000) with { StoreId = "store-1", HoldId = $"{off}/r1", Redemptions = [new RedeemedLine("l0", 4, 40)] });
        Assert.Empty(await bench.Published<V1.OrderHoldRefused>());
        await bench.Return("order-1", ("l0", 4));
        Assert.Equal(0, (await bench.Points("m")).Owed);
        await bench.Verify();
    }

    [Fact]
    public async Task Offline_SentTwentyTimesAtOnce_IsBookedOnce_AndOtherContentIsTold()
    {
        await OfferOffline();
        await bench.Enroll("m");
        await bench.Give("m", 500);
        var off = await GrantOffline(First);
        var (code, at) = (await Code("m"), bench.Clock.Now);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TakeOffline(First, off, (i % 4) + 1, 10, "m", code, at)));

        Assert.All(outcomes, outcome => Assert.Equal(OfflineOutcome.Booked, outcome.Sent.Outcome));
        Assert.Equal((0, 460, 0, 0), await bench.Points("m"));
        Assert.Equal([OfflineException.RepeatedCode, OfflineException.ContentChanged], (await TakeOffline(First, off, 1, 999, "m", code, at, altered: true)).Exceptions);
        Assert.Equal((0, 460, 0, 0), await bench.Points("m"));
        await bench.Verify();
    }

    [Fact]
    public async Task Offline_WhatIsNotProved_OrAnothers_IsNotBooked_AndIsReported()
    {
        await OfferOffline();
        await bench.Enroll("m");
        await bench.Give("m", 500);
        var (off, foreign) = (await GrantOffline(First), await GrantOffline(Elsewhere));
        var at = bench.Clock.Now;
        var code = await Code("m");
        bench.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(OfflineOutcome.PresenceNotProved, await Take(off, 1, 10, "m", "12345678"));
        Assert.Equal(OfflineOutcome.PresenceNotProved, await Take(off, 2, 10, "m", code, at.AddMinutes(20)));
        Assert.Equal(OfflineOutcome.MemberUnknown, await Take(off, 3, 10, "nobody", null));
        Assert.Equal(OfflineOutcome.CardLimit, await Take(off, 4, 301, "m", null));
        Assert.Equal(OfflineOutcome.AllowanceUnknown, await Take(foreign, 5, 10, "m", code));
        Assert.Equal(OfflineOutcome.AllowanceUnknown, await Take("off-none", 6, 10, "m", code));
        Assert.Equal((0, 500, 0, 0), await bench.Points("m"));
        Assert.Equal(OfflineOutcome.Booked, await Take(off, 7, 10, "m", code));
        Assert.Equal(OfflineOutcome.ReceiptTaken, (await TakeOffline(First, off, 8, 10, "m", code, at, order: "order-7")).Sent.Outcome);

        // A device that was lost meanwhile was good then.
        await bench.Commands.RenewCode(bench.Context(), "m", _ => new Empty());
        Assert.Equal(OfflineOutcome.Booked, await Take(off, 9, 10, "m", code));
        var page = await OfflinePage("store-1");
        var report = Assert.Single(page.Reports);
        Assert.Equal((361, 20, 341, 2), (report.Redeemed, report.Booked, report.Lost, report.Missing));
        Assert.Equal([new NumberGap(5, 6)], report.Gaps);
        Assert.Equal(new[] { foreign, "off-none" }.Order(), page.Strays.Select(stray => stray.Sent.Told.AllowanceId).Order());
        Assert.Equal(0, Assert.Single((await OfflinePage("store-2")).Reports).Count);
        await bench.Verify();

        async Task<OfflineOutcome> Take(string allowance, long number, long points, string member, string? told, DateTimeOffset? when = null) =>
            (await TakeOffline(First, allowance, number, points, member, told, when ?? at)).Sent.Outcome;
    }

    [Fact]
    public async Task Offline_TwentyTillsAskAtOnce_AndAreGrantedNoMoreThanTheStoreMay()
    {
        await OfferOffline();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Record.ExceptionAsync(() => GrantOffline(new Till("store-1", $"till-{i}"), 900))));

        Assert.Equal(3, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.Where(outcome => outcome is not null), error => Assert.Equal(new OfflineLimit(2500), Assert.IsAssignableFrom<RefusedException>(error).Refusal));
        Assert.Equal([700, 900, 900], (await OfflinePage("store-1")).Reports.Select(report => report.Allowance.Points).Order());
        await GrantOffline(Elsewhere, 900);
    }

    [Fact]
    public async Task Offline_NextAllowance_EndsTheOneBefore_WhenAllOfItWasSent_AndASwitchEndsAll()
    {
        await OfferOffline();
        await bench.Enroll("m");
        await bench.Give("m", 500);
        var off = await GrantOffline(First);
        await TakeOffline(First, off, 2, 10, "m", await Code("m"));
        Assert.Equal(new OfflineRedemptionsMissing(1), (await Assert.ThrowsAsync<RefusedException>(() => GrantOffline(First, used: new UsedAllowance(off, 2)))).Refusal);
        await TakeOffline(First, off, 1, 10, "m", await Code("m"));
        var next = await GrantOffline(First, used: new UsedAllowance(off, 2));
        Assert.Equal([(off, true, 2L), (next, false, null)], (await OfflinePage("store-1")).Reports.Select(report => (report.Allowance.AllowanceId, report.Allowance.ClosedAt is not null, report.Allowance.LastNumber)).OrderBy(row => row.Item2 ? 0 : 1));

        Assert.Equal(1, await SwitchOffline("", off: true));
        Assert.Equal("OFFLINE_SWITCHED_OFF", await Reason(() => GrantOffline(First)));
        Assert.Single((await OfflinePage("store-1")).Switches);

        // The till was off line, and did not know.
        Assert.Equal(OfflineOutcome.Booked, (await TakeOffline(First, next, 1, 10, "m", await Code("m"), order: "order-next")).Sent.Outcome);
        Assert.Equal(0, await SwitchOffline("", off: false));
        await GrantOffline(First);
    }

    private async Task OfferOffline()
    {
        await Publish(LoyaltyProgram.BuiltIn() with
        {
            EffectiveFrom = bench.Clock.Now.AddSeconds(1),
            Offline = new OfflineTerms { PerTerminal = 1000, PerStore = 2500, PerMember = 300, LongestHours = 24 },
        });
        await bench.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<string> GrantOffline(Till till, long points = 1000, UsedAllowance? used = null) => (await Offline.Grant(
        bench.Context(), "default", new GrantCommand(till, points, null, "EUR", SalesChannel.Store), used, granted => new StringValue { Value = granted.AllowanceId })).Value;

    private Task<ReportedRedemption> TakeOffline(
        Till till, string allowance, long number, long points, string member, string? code, DateTimeOffset? at = null, string? receipt = null, string? order = null, bool altered = false) => Offline.Take(
            till,
            new OfflineRedemption(allowance, $"r{number}", number, points, code is null ? PresenceKind.Card : PresenceKind.Code, at ?? bench.Clock.Now)
            {
                OrderId = order ?? $"order-{number}",
                Receipt = receipt ?? $"{number}",
                ContentHash = System.Text.Encoding.UTF8.GetBytes($"{number} {points} {receipt} {altered}"),
            },
            new ShownOffline(member == "nobody" ? null : member, code),
            SalesChannel.Store);

    private async Task<int> SwitchOffline(string terminal, bool off) => (await Offline.Switch(
        bench.Context(), new OfflineSwitch("store-1", terminal, off, "why", "olga", default), (_, ended) => new Int32Value { Value = ended })).Value;

    private Task<OfflinePage> OfflinePage(string store) => Offline.Page(new OfflineQuery(store, "", null, 20), default);
}
