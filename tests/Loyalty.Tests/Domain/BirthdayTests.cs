using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>When a birthday counts.</summary>
public sealed class BirthdayTests
{
    [Theory]
    [InlineData("--03-31", "2026-03-01", null, "2026-03-31")]
    [InlineData("--03-31", "2026-03-02", null, "2027-03-31")]
    [InlineData("--03-31", "2026-03-31", null, "2027-03-31")]
    [InlineData("--01-15", "2026-12-10", null, "2027-01-15")]
    [InlineData("--01-15", "2026-12-20", null, "2028-01-15")]
    [InlineData("--02-29", "2026-12-01", null, "2027-02-28")]
    [InlineData("--02-29", "2027-12-01", null, "2028-02-29")]
    [InlineData("--01-20", "2026-12-20", "2026-12-20", "2028-01-20")]
    [InlineData("--02-29", "2027-03-01", "2027-02-28", "2028-02-29")]
    public void First_Is30DaysAwayAtLeast_AndAYearAfterTheLast(string birthday, string told, string? last, string first) =>
        Assert.Equal(Day(first), Birthday.Read(birthday)!.Value.FirstAfter(Day(told), last is null ? null : Day(last)));

    [Theory]
    [InlineData("")]
    [InlineData("03-31")]
    [InlineData("--02-30")]
    [InlineData("--3-31")]
    [InlineData("1990-03-31")]
    public void NoDayOfAYear_IsNoBirthday(string text) => Assert.Null(Birthday.Read(text));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
