using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Points on birthdays.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Birthday_EarnsOnceAYear_HoweverLateOrOftenItsTimerFires()
    {
        await BirthdayRules();
        await bench.Enroll("m");
        Assert.Equal("2026-03-31", await SetBirthday("--03-31"));
        await bench.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, (await bench.Points("m")).Active);

        await bench.Advance(TimeSpan.FromHours(12));
        Assert.Equal("2027-03-31", await SetBirthday("--03-31"));
        await bench.Apply(unit => { unit.Schedule(TimerKinds.Birthday, "m", unit.Now); return Task.CompletedTask; });
        await bench.Advance(TimeSpan.Zero);
        Assert.Equal(50, (await bench.Points("m")).Active);

        // Nobody was there for two years.
        await bench.Advance(TimeSpan.FromDays(740));
        Assert.Equal(150, (await bench.Points("m")).Active);
        Assert.Equal(
            [new DateTime(2026, 3, 31), new(2027, 3, 31), new(2028, 3, 31)],
            (await bench.Published<V1.BonusEarned>()).Where(e => e.EventType == NamedEvent.Birthday).Select(e => e.EffectiveAt.ToDateTime()));
    }

    [Fact]
    public async Task Birthday_ThatIsSetLate_Changed_OrForgotten_BringsNothingSooner()
    {
        await BirthdayRules();
        await bench.Enroll("m");
        Assert.Equal("2027-03-30", await SetBirthday("--03-30"));
        Assert.Equal("2026-04-01", await SetBirthday("--04-01"));
        await bench.Advance(TimeSpan.FromDays(32));
        Assert.Equal(50, (await bench.Points("m")).Active);

        Assert.Equal("", await SetBirthday(""));
        Assert.Equal("2027-06-01", await SetBirthday("--06-01"));
        await bench.Advance(TimeSpan.FromDays(300));
        Assert.Equal(50, (await bench.Points("m")).Active);
        Assert.Equal("", await SetBirthday(""));
        await bench.Advance(TimeSpan.FromDays(300));
        Assert.Equal(50, (await bench.Points("m")).Active);
    }

    [Fact]
    public async Task Birthday_OfAProfile_IsAMembers_AlsoWhenItIsToldBeforeTheyEnrol()
    {
        await BirthdayRules();
        await bench.Enroll("m");
        await Told("m", "--04-15");
        await Told("later", "--04-15");
        await Told("gone", "--04-15");
        await Told("gone", "");
        await bench.Enroll("later");
        await bench.Enroll("gone");
        await bench.Advance(TimeSpan.FromDays(46));
        Assert.Equal((50, 50, 0), ((await bench.Points("m")).Active, (await bench.Points("later")).Active, (await bench.Points("gone")).Active));

        await Told("m", "");
        await bench.Advance(TimeSpan.FromDays(366));
        Assert.Equal((50, 100), ((await bench.Points("m")).Active, (await bench.Points("later")).Active));

        Task Told(string customerId, string day) => bench.Apply(unit => bench.Get<Birthdays>().Follow(unit, customerId, Birthday.Read(day)));
    }

    private Task BirthdayRules() => Publish(LoyaltyProgram.BuiltIn() with
    {
        EffectiveFrom = bench.Clock.Now,
        ExpiryDays = 0,
        EarnRules = [new EarnRule { RuleId = "base", PointsPerUnit = 1 }, new EarnRule { RuleId = "birthday", Points = 50, EventType = NamedEvent.Birthday }],
    });

    private async Task<string> SetBirthday(string text, string memberId = "m") => (await bench.Get<Birthdays>().Set(
        bench.Context(), memberId, Birthday.Read(text), next => new StringValue { Value = next?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "" })).Value;
}
