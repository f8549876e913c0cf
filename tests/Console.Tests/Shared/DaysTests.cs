using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Tests.Shared;

public sealed class DaysTests
{
    [Theory]
    [InlineData("Europe/Rome", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z")]
    public void Day_IsFromItsFirstMomentToThatOfTheNext_AlsoWhereMidnightIsSkipped(string zoneId, string day, string start, string end)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((Instant(start), Instant(end)), (Days.StartOf(date, zone)!.ToDateTimeOffset(), Days.EndOf(date, zone)!.ToDateTimeOffset()));
    }

    [Fact]
    public void Nothing_AndTheLastDayThatThereIs_HaveNoEnd()
    {
        Assert.Null(Days.StartOf(null, TimeZoneInfo.Utc));
        Assert.Null(Days.EndOf(null, TimeZoneInfo.Utc));
        Assert.Null(Days.EndOf(DateOnly.MaxValue, TimeZoneInfo.Utc));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
