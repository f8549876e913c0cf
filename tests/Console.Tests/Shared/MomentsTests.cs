using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Tests.Shared;

public sealed class MomentsTests
{
    private static readonly DateTimeOffset Night = new(2026, 3, 2, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Europe/Rome", "3 March 2026 00:30")]
    [InlineData("America/New_York", "2 March 2026 18:30")]
    [InlineData("Asia/Shanghai", "3 March 2026 07:30")]
    public void Full_IsByTheClockOfTheReader(string zone, string expected) =>
        Assert.Equal(expected, new Moments("en", TimeZoneInfo.FindSystemTimeZoneById(zone)).Full(Night));

    [Theory]
    [InlineData("Europe/Rome", "Europe/Rome", "3 March 2026 00:30")]
    [InlineData("Mars/Olympus", "UTC", "2 March 2026 23:30")]
    [InlineData("", "UTC", "2 March 2026 23:30")]
    public void Full_IsByTheClockOfANamedZone_ElseOfUtc(string named, string zone, string expected)
    {
        var moments = Moments.In(named, "en");
        Assert.Equal((zone, expected), (moments.Zone.Id, moments.Full(Night)));
    }

    [Fact]
    public void Full_IsInTheLanguageOfTheReader() => Assert.Equal("2026年3月2日 23:30", new Moments("zh", TimeZoneInfo.Utc).Full(Night));
}
