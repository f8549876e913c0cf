using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Codes by which members prove to be at a till.</summary>
public sealed class RotatingCodeTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890123456789012");
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>RFC 6238, appendix B, SHA256.</summary>
    [Theory]
    [InlineData(59L, "46119246")]
    [InlineData(1111111109L, "68084774")]
    [InlineData(1111111111L, "67062674")]
    [InlineData(1234567890L, "91819424")]
    [InlineData(2000000000L, "90698825")]
    [InlineData(20000000000L, "77737706")]
    public void At_GivesTheCodesOfTheStandard(long seconds, string code) =>
        Assert.Equal(code, RotatingCode.At(Secret, RotatingCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void StepOf_TakesAStepEarlyOrLate(int off, bool isTaken)
    {
        var told = RotatingCode.At(Secret, RotatingCode.StepAt(Start.AddSeconds(off)));
        Assert.Equal(isTaken ? RotatingCode.StepAt(Start.AddSeconds(off)) : null, RotatingCode.StepOf(Secret, told, Start));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("4611924")]
    [InlineData("461192460")]
    [InlineData("４６１１９２４６")]
    [InlineData("46119246\0")]
    public void StepOf_OfWhatIsNoCode_IsNone(string told) => Assert.Null(RotatingCode.StepOf(Secret, told, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void StepOf_ReadsWhatPeopleWrite() => Assert.Equal(1, RotatingCode.StepOf(Secret, " 4611 9246 ", DateTimeOffset.FromUnixTimeSeconds(59)));

    // Whatever is shown, early, late and again: the steps that are taken only rise, so none is taken twice.
    [Fact]
    public void Take_EachStepOnce_AndNoneBeforeIt() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        Gen.ListOf(Gen.Zip(Gen.Choose(0, 45), Gen.Choose(-2, 2)), 30).ToArbitrary(), shown =>
    {
        var (code, now) = (MemberCode.Unused("m"), Start);
        foreach (var (seconds, off) in shown)
        {
            now = now.AddSeconds(seconds);
            var step = RotatingCode.StepAt(now) + off;
            var taken = code.Take(Secret, RotatingCode.At(Secret, step), now);
            Assert.Equal(Math.Abs(off) <= 1 && step > code.LastStep, taken.IsAccepted);
            Assert.Equal(Math.Abs(off) > 1, taken.Refusal is PresenceNotProved);
            code = taken.IsAccepted ? taken.Value : code;
        }
    }));

    [Theory]
    [InlineData("M1.4006381333931234.94287082", "4006381333931234", "94287082")]
    [InlineData(" m1.4006381333931234.94287082\n", "4006381333931234", "94287082")]
    [InlineData("4006 3813-3393 1234", "4006381333931234", null)]
    [InlineData("M1.4006381333931234.", "4006381333931234", "")]
    [InlineData("M1.", "M1.", null)]
    [InlineData("M1..", "", "")]
    [InlineData("", "", null)]
    public void Scan_IsACard_OrACardWithACode(string scan, string card, string? code) => Assert.Equal(new ScannedMember(card, code), ScannedMember.Read(scan));

    [Theory]
    [InlineData("4006381333931234", true)]
    [InlineData("400638133393", false)]
    [InlineData("A006381333931234", false)]
    public void CardNumber_IsMisread_WhenItLooksLikeOurs_AndDoesNotAddUp(string number, bool isMisread)
    {
        Assert.Equal(isMisread, CardNumbers.IsMisread(number));
        Assert.False(CardNumbers.IsMisread(CardNumbers.WithCheckDigit("400638133393123")));
    }
}
