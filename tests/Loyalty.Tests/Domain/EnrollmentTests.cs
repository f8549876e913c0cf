using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

public sealed class EnrollmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Enrolments_InAnyOrderAndTwice_ComeToTheEarliest() => Check.One(Quick, Prop.ForAll(Gen.NonEmptyListOf(Gen.Choose(0, 90)).ToArbitrary(), ages =>
    {
        var enrolments = ages.Select(Past).ToList();
        var first = Enroll(enrolments[0]);

        var member = enrolments.Concat(enrolments).Aggregate(first, (known, enrolment) => enrolment.Again(known) ?? known);

        Assert.Equal(first with { EnrolledAt = Now.AddDays(-ages.Max()), CreditsFrom = Now.AddDays(-ages.Max()) }, member);
    }));

    [Fact]
    public void TodaysEnrolment_CreditsTheLast30Days_AndALaterOneChangesNothing()
    {
        var today = Today();
        var member = Enroll(today);

        Assert.Equal((Now, Now.AddDays(-30), "basic", Now), (member.EnrolledAt, member.CreditsFrom, member.TierId, member.TierSince));
        Assert.Null(today.Again(member));
        Assert.Null(Past(0).Again(member));
        Assert.Equal(Now.AddDays(-30), Past(3).Again(member)!.CreditsFrom);
        Assert.Equal(Now.AddDays(-31), Past(31).Again(member)!.CreditsFrom);
    }

    [Fact]
    public void EnrolmentOfThePast_IsHistory_AndDoesNotLieInTheFuture()
    {
        Assert.True(Past(1).Cause(Now).IsHistorical);
        Assert.False(Today().Cause(Now).IsHistorical);
        Assert.Null(Past(1).WhyNot(Now));
        Assert.IsType<EnrolledInFuture>(Past(-1).WhyNot(Now));
    }

    [Fact]
    public void CardNumber_ProvesItself_AgainstEachWrongDigit() => Check.One(Quick, Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 15).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (drawn, at, by) =>
    {
        var number = CardNumbers.WithCheckDigit(drawn.ToString("d15", System.Globalization.CultureInfo.InvariantCulture));
        var wrong = number.ToCharArray();
        wrong[at] = (char)('0' + ((wrong[at] - '0' + by) % 10));

        Assert.Equal(16, number.Length);
        Assert.True(CardNumbers.IsProven(number));
        Assert.False(CardNumbers.IsProven(new string(wrong)));
    }));

    [Fact]
    public void CardNumber_OfAKnownCard() => Assert.Equal("4539578763621486", CardNumbers.WithCheckDigit("453957876362148"));

    private static Enrollment Today() => new("m", LoyaltyProgram.DefaultId, null, SalesChannel.Store, null, null);

    private static Enrollment Past(int days) => Today() with { EnrolledAt = Now.AddDays(-days) };

    private static Member Enroll(Enrollment enrolment) => enrolment.NewMember(LoyaltyProgram.BuiltIn(), "1", Now);
}
