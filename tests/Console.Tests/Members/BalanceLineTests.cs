using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Members;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Tests.Members;

/// <summary>A balance over time, from a statement in any order.</summary>
public sealed class BalanceLineTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Line_StaysUntilTheNextEntry_AndEndsNow()
    {
        var line = BalanceLine.Of([Entry(2, hours: 10, active: 50, total: 100), Entry(1, hours: 0, active: 0, total: 100)], Start.AddHours(20));

        Assert.Equal([(0L, 100L), (50L, 50L)], line.Points.Select(point => (point.Active, point.Pending)));
        Assert.Equal(100, line.Most);
        Assert.Equal("M0 120H0V120H300V60H600", line.ActivePath);
        Assert.Equal("M0 120H0V0H300V0H600V120H0Z", line.TotalArea);
    }

    [Fact]
    public void Days_AreThoseOfTheReader_WithTheBalanceAtTheirEnd()
    {
        var line = BalanceLine.Of([Entry(1, hours: 0, active: 10, total: 10), Entry(2, hours: 1, active: 20, total: 20), Entry(3, hours: 3, active: 5, total: 9)], Start.AddHours(4));

        var days = line.Days(new Moments("en", TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome")));

        Assert.Equal([(new DateOnly(2026, 3, 2), 5L, 4L), (new DateOnly(2026, 3, 1), 10L, 0L)], days.Select(day => (day.Day, day.Balance.Active, day.Balance.Pending)));
    }

    [Fact]
    public void Nothing_IsNoLine()
    {
        var line = BalanceLine.Of([], Start);
        Assert.Equal((0, "", ""), (line.Most, line.ActivePath, line.TotalArea));
        Assert.Equal("M0 120H0V0H600", BalanceLine.Of([Entry(1, hours: 0, active: 7, total: 7)], Start).ActivePath);
        Assert.Equal("M0 120H0V120H600", BalanceLine.Of([Entry(1, hours: 0, active: 0, total: 0)], Start).ActivePath);
    }

    [Fact]
    public void Lapses_AreByDay_TheNextFirst_WithoutWhatNeverDoes()
    {
        var lapses = LapseList.Of(
            [Lot(3, 48), Lot(4, 2), Lot(5, 3), Lot(0, 4), new Lot { Active = 9 }], new Moments("en", TimeZoneInfo.Utc));

        Assert.Equal([(new DateOnly(2026, 3, 2), 9L), (new DateOnly(2026, 3, 3), 3L)], lapses);
    }

    private static Lot Lot(long active, int hours) => new() { Active = active, ExpiresAt = Start.AddHours(hours).ToTimestamp() };

    private static LedgerEntry Entry(long sequence, int hours, long active, long total) =>
        new() { Sequence = sequence, RecordedAt = Start.AddHours(hours).ToTimestamp(), RunningActive = active, RunningTotal = total };
}
