using System.Globalization;
using System.Text;
using Omnichannel.Platform.Events;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>Events for tests that do not look into them.</summary>
internal static class TestEvents
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static readonly DateTimeOffset Moment = new(2026, 3, 4, 5, 6, 7, 891, TimeSpan.Zero);

    /// <summary>The <paramref name="version"/>-th event of an aggregate.</summary>
    public static EventRecord Record(string topic, string subject, long version) => new(
        topic, $"{topic}/{subject}/{version}", "test.Happened", "/test", subject, version, Moment.AddMicroseconds(version), null, Encoding.UTF8.GetBytes($"{subject}:{version}"));

    /// <summary>Events of several aggregates, interleaved at random, each aggregate's in order.</summary>
    public static List<EventRecord> Interleaved(Random random, string topic, int subjects, int perSubject)
    {
        var next = new long[subjects];
        var open = Enumerable.Range(0, subjects).ToList();
        var events = new List<EventRecord>();
        while (open.Count > 0)
        {
            var subject = open[random.Next(open.Count)];
            events.Add(Record(topic, "s" + subject.ToString(CultureInfo.InvariantCulture), ++next[subject]));
            if (next[subject] == perSubject)
            {
                open.Remove(subject);
            }
        }

        return events;
    }

    /// <summary>Polls and commits until so many different events have come; what a publisher repeated comes along.</summary>
    public static async Task<List<EventRecord>> Take(this IEventSubscription subscription, int count, int maxEvents = 256, bool commit = true)
    {
        var taken = new List<EventRecord>();
        var different = new HashSet<string>();
        using var patience = new CancellationTokenSource(Patience);
        while (different.Count < count)
        {
            if (await subscription.Poll(maxEvents, TimeSpan.FromSeconds(1), patience.Token) is { } batch)
            {
                taken.AddRange(batch.Events);
                different.UnionWith(batch.Events.Select(record => record.Id));
                if (commit)
                {
                    await subscription.Commit(batch, patience.Token);
                }
            }
        }

        return taken;
    }

    /// <summary>Polls until a batch comes.</summary>
    public static async Task<EventBatch> TakeBatch(this IEventSubscription subscription, int maxEvents = 256)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await subscription.Poll(maxEvents, TimeSpan.FromSeconds(1), patience.Token) is { } batch)
            {
                return batch;
            }
        }
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>First occurrences only.</summary>
    public static List<EventRecord> Once(IEnumerable<EventRecord> events)
    {
        var seen = new HashSet<string>();
        return [.. events.Where(record => seen.Add(record.Id))];
    }

    /// <summary>Every aggregate's events are there, each once, in its order.</summary>
    public static void AssertOrder(IEnumerable<EventRecord> expected, IEnumerable<EventRecord> actual) => Assert.Equal(
        expected.GroupBy(record => record.Subject).OrderBy(group => group.Key).Select(group => (group.Key, string.Join(',', group.Select(record => record.AggregateVersion)))),
        actual.GroupBy(record => record.Subject).OrderBy(group => group.Key).Select(group => (group.Key, string.Join(',', group.Select(record => record.AggregateVersion)))));
}
