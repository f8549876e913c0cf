using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Members;
using Omnichannel.WebConsole.Programs;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests.Programs;

/// <summary>What a program says, in words.</summary>
public sealed class ProgramWordsTests
{
    private readonly Wording words = new(new Wordings());

    [Fact]
    public void Expiry_IsToldByItsKind()
    {
        Assert.Equal("365 days after they can be spent", words.Expiry(new LoyaltyProgram { ExpiryDays = 365 }));
        Assert.Equal("on March 31, 1 year after the one in which they can be spent", words.Expiry(new LoyaltyProgram { ExpiryCalendar = new CalendarExpiry { MonthDay = "03-31", YearsAfter = 1 } }));
        Assert.Equal("after 18 months without earning or spending", words.Expiry(new LoyaltyProgram { ExpiryInactiveMonths = 18 }));
        Assert.Equal("never", words.Expiry(new LoyaltyProgram()));
    }

    [Fact]
    public void Tiers_AndCaps_AreToldByWhatTheyMeasure()
    {
        Assert.Equal("for everybody", words.Rests(new Tier()));
        Assert.Equal("from 50 status points in 30 days", words.Rests(new Tier { Metric = TierMetric.StatusPoints, Threshold = 50, WindowDays = 30 }));
        Assert.Equal("at most 100 points for each member a month", words.Room(new EarnCap { Points = 100, PerMember = true, Period = CapPeriod.Month }));
    }

    [Fact]
    public void Reward_SaysWhetherAMemberCanHaveIt()
    {
        var member = new Member { TierId = "silver", Balance = new Balance { Active = 10 } };

        Assert.Equal("members.reward.ENOUGH", new Reward { Points = 10 }.StateKey(member));
        Assert.Equal("members.reward.TOO_FEW", new Reward { Points = 11 }.StateKey(member));
        Assert.Equal("members.reward.OTHER_TIER", new Reward { Points = 1, TierIds = { "gold" } }.StateKey(member));
    }
}
