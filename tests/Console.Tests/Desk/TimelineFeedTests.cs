using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Support.V1;
using Omnichannel.WebConsole.Desk;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Tests.Desk;

public sealed class TimelineFeedTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Learn_WhatTheFirstPageHasToo_StandsThereOnce()
    {
        var feed = new TimelineFeed();
        Assert.True(feed.Learn(Entry("b", 2)));
        feed.Add(Page("", Entry("b", 2), Entry("a", 1)));

        Assert.Equal(["b", "a"], Ids(feed));
        Assert.False(feed.Learn(Entry("a", 1)));
        Assert.Equal(["b", "a"], Ids(feed));
    }

    [Fact]
    public void Learn_WhatComesLate_StandsWhereItHappened()
    {
        var feed = new TimelineFeed();
        feed.Add(Page("", Entry("c", 3), Entry("a", 1)));

        Assert.True(feed.Learn(Entry("b", 2, sequence: 99)));
        Assert.Equal(["c", "b", "a"], Ids(feed));
    }

    [Fact]
    public void Learn_WhatBelongsToALaterPage_ComesWithThatPage()
    {
        var feed = new TimelineFeed();
        feed.Add(Page("next", Entry("d", 4), Entry("c", 3)));

        Assert.False(feed.Learn(Entry("a", 1, sequence: 99)));
        feed.Add(Page("", Entry("b", 2), Entry("a", 1)));
        Assert.Equal(["d", "c", "b", "a"], Ids(feed));
    }

    [Fact]
    public void Learn_WhatNobodyLooksAt_IsLeftOut()
    {
        var feed = new TimelineFeed();
        feed.Look([TimelineKind.Order]);

        Assert.False(feed.Learn(Entry("m", 1, kind: TimelineKind.Message)));
        Assert.True(feed.Learn(Entry("o", 2, kind: TimelineKind.Order)));
        Assert.Equal(["o"], Ids(feed));
    }

    [Fact]
    public void Sequence_OfAPage_IsWhereAWatchGoesOn()
    {
        var feed = new TimelineFeed();
        feed.Add(Page("", Entry("late", 9, sequence: 4), Entry("early", 1, sequence: 17)));

        Assert.Equal(17, feed.Sequence);
    }

    [Fact]
    public void IsFresh_TellsWhatWasLearnedFromWhatWasThere()
    {
        var feed = new TimelineFeed();
        feed.Add(Page("", Entry("a", 1)));
        feed.Learn(Entry("b", 2));

        Assert.Equal([true, false], feed.Entries.Select(feed.IsFresh));
    }

    [Fact]
    public void Days_AreThoseOfTheReader()
    {
        var feed = new TimelineFeed();
        feed.Add(Page("", Entry("after", 2), Entry("before", 1)));
        var rome = new Moments("en", TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome"));

        // An hour before and at midnight in Rome; one day in London.
        Assert.Equal([new DateOnly(2026, 3, 3)], feed.Days(rome.DayOf).Select(day => day.Day).Take(1));
        Assert.Equal(2, feed.Days(rome.DayOf).Count());
        Assert.Single(feed.Days(at => DateOnly.FromDateTime(at.UtcDateTime.AddHours(-3))));
    }

    // However entries come, the timeline is the same.
    [Fact]
    public void Entries_InAnyOrderOfLearning_AreLatestFirst() => Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>(),
        hours =>
        {
            var feed = new TimelineFeed();
            foreach (var (hour, place) in hours.Select((hour, place) => (hour % 50, place)))
            {
                feed.Learn(Entry($"e{place}", hour, place));
            }

            return feed.Entries.SequenceEqual(feed.Entries.OrderByDescending(entry => entry.OccurredAt.ToDateTimeOffset()).ThenByDescending(entry => entry.Sequence));
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Ids(TimelineFeed feed) => feed.Entries.Select(entry => entry.EntryId);

    private static ListTimelineResponse Page(string next, params TimelineEntry[] entries) => new() { Entries = { entries }, NextPageToken = next };

    private static TimelineEntry Entry(string id, int hours, long sequence = 0, TimelineKind kind = TimelineKind.Cart) => new()
    {
        EntryId = id, Kind = kind, OccurredAt = Timestamp.FromDateTimeOffset(Begin.AddMinutes(hours * 30)), Sequence = sequence > 0 ? sequence : hours,
    };
}
