using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests.Shared;

public sealed class RelativeTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", 0, "just now")]
    [InlineData("en", 4, "just now")]
    [InlineData("en", 5, "5 seconds ago")]
    [InlineData("en", 119, "119 seconds ago")]
    [InlineData("en", 120, "2 minutes ago")]
    [InlineData("en", 7_200, "2 hours ago")]
    [InlineData("en", 172_800, "2 days ago")]
    [InlineData("en", -1, "in 1 second")]
    [InlineData("it", 60, "60 secondi fa")]
    [InlineData("it", -7_200, "tra 2 ore")]
    public void Moments_AreSaidAsPeopleSayThem(string language, int secondsAgo, string said) =>
        Assert.Equal(said, RelativeTime.Ago(In(language), Now.AddSeconds(-secondsAgo), Now));

    [Fact]
    public void Machine_IsUniversalTime() => Assert.Equal("2026-03-02T12:00:00.000Z", RelativeTime.Machine(Now.ToOffset(TimeSpan.FromHours(5))));

    [Fact]
    public void Exact_IsTheSameForEverybody() => Assert.Equal("2026-03-02 12:00:00 UTC", RelativeTime.Exact(Now.ToOffset(TimeSpan.FromHours(5))));

    private static Wording In(string language)
    {
        var words = new Wording(new Wordings());
        words.Choose(language, null);
        return words;
    }
}
