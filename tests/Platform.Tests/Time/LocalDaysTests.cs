using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Time;

namespace Omnichannel.Platform.Tests.Time;

public sealed class LocalDaysTests
{
    // Clocks that go forward at midnight, by half an hour, that left out a day, that are 45 minutes off, that have two changes in Ramadan.
    private static readonly string[] Zones =
    [
        "Europe/Rome", "Europe/Bucharest", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Shanghai", "Asia/Tokyo", "Australia/Lord_Howe",
        "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca", "America/Santiago", "Asia/Beirut", "UTC",
    ];

    private static readonly Arbitrary<(LocalDays Days, TimeZoneInfo Judge, DateTimeOffset At)> Moments = Gen.Choose(0, Zones.Length - 1)
        .SelectMany(zone => Gen.Choose(0, 30 * 366 * 24 * 12).Select(step => (
            LocalDays.In(Zones[zone]), TimeZoneInfo.FindSystemTimeZoneById(Zones[zone]), new DateTimeOffset(1996, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(5L * step))))
        .ToArbitrary();

    [Fact]
    public void DayAndClock_AreWhatTheSystemsZonesSay() => Prop.ForAll(Moments, given =>
    {
        var judged = TimeZoneInfo.ConvertTime(given.At, given.Judge).DateTime;
        return given.Days.ClockOf(given.At) == judged && given.Days.DayOf(given.At) == DateOnly.FromDateTime(judged);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Start_IsTheFirstMomentThatTheSystemsZonesCountToTheDay() => Prop.ForAll(Moments, given =>
    {
        var day = given.Days.DayOf(given.At);
        var start = given.Days.StartOf(day);
        DateOnly Judged(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, given.Judge).DateTime);

        // Where clocks go back over midnight, the day before comes again for a while; the day has begun.
        return Judged(start) == day && Judged(start.AddTicks(-1)) < day && start <= given.At && given.At < given.Days.EndOf(day)
            && given.Days.EndOf(day) == given.Days.StartOf(day.AddDays(1));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void FromAndUntil_ShowTheTimeOnTheClock_UnlessItIsSkipped() => Prop.ForAll(Moments, given =>
    {
        var clock = given.Days.ClockOf(given.At);
        var (day, time) = (DateOnly.FromDateTime(clock), TimeOnly.FromDateTime(clock));
        var (from, until) = (given.Days.From(day, time), given.Days.Until(day, time));
        return from <= given.At && given.At <= until && given.Days.ClockOf(from) == clock && given.Days.ClockOf(until) == clock
            && (from == until) == (TimesShown(given.Judge, clock, given.At) == 1);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void FromAndUntil_WhereTheNormalTimeIsTheLaterOne()
    {
        // In Morocco winter is the exception since 2018; what the system tells of ambiguous times is wrong for the years before.
        var days = LocalDays.In("Africa/Casablanca");
        var (day, time) = (new DateOnly(2013, 10, 27), new TimeOnly(1, 50));

        Assert.Equal(days.From(day, time), days.Until(day, time));
    }

    [Fact]
    public void AddDays_KeepsTheTimeOfDay_UnlessItIsSkipped() => Prop.ForAll(Moments, ArbMap.Default.ArbFor<byte>(), (given, days) =>
    {
        var later = given.Days.ClockOf(given.At).AddDays(days);
        var added = given.Days.AddDays(given.At, days);
        return TimesShown(given.Judge, later, added) == 0 ? given.Days.ClockOf(added) > later : given.Days.ClockOf(added) == later;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Theory]
    [InlineData("Europe/Rome", "2026-03-29", "02:30", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Rome", "2026-10-25", "02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("America/Los_Angeles", "2026-03-10", "23:59", "2026-03-11T06:59:00Z", "2026-03-11T06:59:00Z")]
    [InlineData("Asia/Shanghai", "2026-10-01", "00:00", "2026-09-30T16:00:00Z", "2026-09-30T16:00:00Z")]
    public void FromAndUntil_SkippedAndDoubledTimes(string zone, string day, string time, string from, string until)
    {
        var days = LocalDays.In(zone);

        Assert.Equal(DateTimeOffset.Parse(from, null), days.From(DateOnly.Parse(day), TimeOnly.Parse(time)));
        Assert.Equal(DateTimeOffset.Parse(until, null), days.Until(DateOnly.Parse(day), TimeOnly.Parse(time)));
    }

    [Fact]
    public void Start_OfADayWhoseMidnightIsSkipped_IsWhenTheClocksGoOn() =>
        Assert.Equal(DateTimeOffset.Parse("2026-09-06T04:00:00Z", null), LocalDays.In("America/Santiago").StartOf(new DateOnly(2026, 9, 6)));

    [Fact]
    public void EndOfDayAfter_IsTheEndOfTheLastDay_WhereTheCustomerIs() =>
        Assert.Equal(
            DateTimeOffset.Parse("2026-03-11T07:00:00Z", null),
            LocalDays.In("America/Los_Angeles").EndOfDayAfter(DateTimeOffset.Parse("2026-03-01T07:30:00Z", null), 10));

    // How often the clocks show a time, near a moment: what the system says of invalid and ambiguous times leaves out days that were skipped, and Morocco's winters.
    private static int TimesShown(TimeZoneInfo judge, DateTime clock, DateTimeOffset near) =>
        new[] { near.AddDays(-2), near.AddDays(-1), near, near.AddDays(1), near.AddDays(2) }
            .Select(moment => new DateTimeOffset(clock, judge.GetUtcOffset(moment)))
            .Where(moment => TimeZoneInfo.ConvertTime(moment, judge).DateTime == clock)
            .Select(moment => moment.UtcDateTime).Distinct().Count();

    [Theory]
    [InlineData("Europe/Rome", true)]
    [InlineData("Asia/Calcutta", true)]
    [InlineData("UTC", true)]
    [InlineData("", false)]
    [InlineData("europe/rome", false)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("Europe/Atlantis", false)]
    [InlineData("../etc/localtime", false)]
    public void IsZone_IsTheIanaName(string name, bool isZone) => Assert.Equal(isZone, LocalDays.IsZone(name));

    [Fact]
    public void In_AnUnknownZone_IsNamed() =>
        Assert.Contains("Europe/Atlantis", Assert.Throws<ArgumentException>(() => LocalDays.In("Europe/Atlantis")).Message, StringComparison.Ordinal);
}
