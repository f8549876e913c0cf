using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Time;

namespace Omnichannel.Platform.Tests.Time;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("IT", "2026-04-06", false)] // Easter Monday
    [InlineData("IT", "2026-04-07", true)]
    [InlineData("IT", "2026-04-25", false)]
    [InlineData("it-north", "2026-06-02", false)]
    [InlineData("RO", "2026-04-10", false)] // Good Friday of the eastern church
    [InlineData("RO", "2026-04-13", false)]
    [InlineData("RO", "2026-04-06", true)]
    [InlineData("RO", "2024-05-06", false)]
    [InlineData("GB", "2026-12-28", false)] // Boxing Day is a Saturday
    [InlineData("GB", "2022-12-26", false)]
    [InlineData("GB", "2022-12-27", false)] // Christmas was a Sunday
    [InlineData("GB", "2022-12-28", true)]
    [InlineData("GB", "2026-08-31", false)]
    [InlineData("US", "2026-07-03", false)] // the Fourth is a Saturday
    [InlineData("US", "2021-12-31", false)] // New Year's Day 2022 was a Saturday
    [InlineData("US", "2026-11-26", false)]
    [InlineData("US", "2026-05-25", false)]
    [InlineData("CN", "2026-02-16", false)] // Spring Festival is on 17 February
    [InlineData("CN", "2026-02-19", false)]
    [InlineData("CN", "2026-02-20", true)]
    [InlineData("CN", "2025-10-06", false)] // Mid-Autumn, in a year with a leap month
    [InlineData("CN", "2026-06-19", false)]
    [InlineData("CN", "2026-04-05", false)]
    [InlineData("DE", "2026-05-14", false)]
    [InlineData("moon", "2026-12-25", true)] // a market of no country
    [InlineData("moon", "2026-12-26", false)] // a Saturday
    public void IsWorkingDay_KnowsTheCalendarOfTheMarket(string market, string day, bool isWorking) =>
        Assert.Equal(isWorking, WorkingDays.BuiltIn.In(market).Calendar.IsWorkingDay(DateOnly.Parse(day)));

    [Fact]
    public void Add_CountsWorkingDaysOnly() => Prop.ForAll(
        Gen.Elements<string>([.. WorkingDays.BuiltIn.Countries]).ToArbitrary(),
        Gen.Choose(0, 20_000).ToArbitrary(),
        Gen.Choose(1, 40).ToArbitrary(),
        (country, day, count) =>
        {
            var calendar = WorkingDays.BuiltIn.In(country).Calendar;
            var from = new DateOnly(2000, 1, 1).AddDays(day);
            var to = calendar.Add(from, count);
            return calendar.IsWorkingDay(to)
                && Enumerable.Range(1, to.DayNumber - from.DayNumber).Count(i => calendar.IsWorkingDay(from.AddDays(i))) == count
                && calendar.OnOrAfter(to) == to;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("IT", "Europe/Rome", "Europe/Rome")]
    [InlineData("us", "America/New_York", "America/Los_Angeles")]
    [InlineData("JP", "Asia/Tokyo", "Asia/Tokyo")]
    [InlineData("br-south", "America/Sao_Paulo", "America/Eirunepe")]
    [InlineData("moon", "UTC", "UTC")]
    public void In_HasTheClocksOfTheMarket(string market, string counted, string ended)
    {
        var days = WorkingDays.BuiltIn.In(market);

        Assert.Equal((counted, ended), (days.Days.ZoneId, days.LastDays.ZoneId));
    }

    [Fact]
    public void EndAfterWorkingDays_IsTheEndOfBusiness_OfTheMarket()
    {
        var market = new BusinessDays(LocalDays.In("Europe/Rome"), WorkingDays.BuiltIn.In("IT").Calendar) { EndsAt = new TimeOnly(18, 0) };

        // Friday before Easter, in the afternoon: Tuesday at six in the evening.
        Assert.Equal(DateTimeOffset.Parse("2026-04-07T16:00:00Z", null), market.EndAfterWorkingDays(DateTimeOffset.Parse("2026-04-03T13:00:00Z", null), 1));
        Assert.Equal(DateTimeOffset.Parse("2026-04-04T16:00:00Z", null), market.EndAfter(DateTimeOffset.Parse("2026-04-03T13:00:00Z", null), 1));
        Assert.Equal(DateTimeOffset.Parse("2026-04-04T22:00:00Z", null), (market with { EndsAt = null }).EndAfter(DateTimeOffset.Parse("2026-04-03T13:00:00Z", null), 1));
    }

    [Theory]
    [InlineData("XX: { zones: [UTC], holidays: [13-01] }", "13-01")]
    [InlineData("XX: { zones: [UTC], holidays: ['mon#5 01'] }", "mon#5 01")]
    [InlineData("XX: { zones: [UTC], holidays: [02-30] }", "02-30")]
    [InlineData("XX: { zones: [Europe/Atlantis] }", "Europe/Atlantis")]
    [InlineData("XX: { holidays: [01-01] }", "zones")]
    [InlineData("XX: { zones: [UTC], weekend: [0] }", "ISO weekday")]
    [InlineData("XX: { zones: [UTC], weekend: [1, 2, 3, 4, 5, 6, 7] }", "no working day")]
    [InlineData("XX: { zones: [UTC], holiday: [01-01] }", "holiday")]
    public void Read_OfAFaultyFile_NamesTheFault(string yaml, string fault) =>
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => WorkingDays.Read(new StringReader(yaml))).Message, StringComparison.Ordinal);
}
