using Omnichannel.Support.V1;

namespace Omnichannel.WebConsole.Desk;

/// <summary>
/// A timeline as it is looked at: pages from the past, and what is learned meanwhile. An entry that comes both ways stands there once; one that comes late stands
/// where it happened.
/// </summary>
public sealed class TimelineFeed
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> fresh = new(StringComparer.Ordinal);
    private readonly List<TimelineEntry> entries = [];
    private readonly HashSet<TimelineKind> kinds = [];

    /// <summary>Latest first, of the kinds that are looked at.</summary>
    public IReadOnlyList<TimelineEntry> Entries => entries;

    /// <summary>The kinds that are looked at; all when empty.</summary>
    public IReadOnlyCollection<TimelineKind> Kinds => kinds;

    /// <summary>The latest that is known, in the order in which things were learned: from there on a watch misses nothing.</summary>
    public long Sequence { get; private set; }

    /// <summary>Where the next page begins; empty when there is none.</summary>
    public string NextPageToken { get; private set; } = "";

    /// <summary>Begins anew with these kinds; all when empty.</summary>
    public void Look(IEnumerable<TimelineKind> at)
    {
        kinds.Clear();
        kinds.UnionWith(at);
        known.Clear();
        entries.Clear();
        NextPageToken = "";
    }

    /// <summary>Adds a page from the past.</summary>
    public void Add(ListTimelineResponse page)
    {
        foreach (var entry in page.Entries)
        {
            Insert(entry);
            Sequence = Math.Max(Sequence, entry.Sequence);
        }

        NextPageToken = page.NextPageToken;
    }

    /// <summary>Adds what was learned just now.</summary>
    /// <returns>Whether it is new, and of a kind that is looked at.</returns>
    public bool Learn(TimelineEntry entry)
    {
        // Whatever is older than the pages so far comes with its own page.
        var isBehind = NextPageToken.Length > 0 && entries.Count > 0 && IsLater(entries[^1], entry);
        if (isBehind || !Insert(entry))
        {
            return false;
        }

        fresh.Add(entry.EntryId);
        return true;
    }

    /// <summary>Was learned while somebody looked.</summary>
    public bool IsFresh(TimelineEntry entry) => fresh.Contains(entry.EntryId);

    /// <summary>By day, latest first.</summary>
    /// <param name="dayOf">In which day something happened, for the reader.</param>
    public IEnumerable<(DateOnly Day, IReadOnlyList<TimelineEntry> Entries)> Days(Func<DateTimeOffset, DateOnly> dayOf) =>
        entries.GroupBy(entry => dayOf(entry.OccurredAt.ToDateTimeOffset())).Select(day => (day.Key, (IReadOnlyList<TimelineEntry>)[.. day]));

    private bool Insert(TimelineEntry entry)
    {
        if ((kinds.Count > 0 && !kinds.Contains(entry.Kind)) || !known.Add(entry.EntryId))
        {
            return false;
        }

        var place = entries.Count;
        while (place > 0 && IsLater(entry, entries[place - 1]))
        {
            place--;
        }

        entries.Insert(place, entry);
        return true;
    }

    // Of two of one instant, a page has its own order, and what was learned later comes above.
    private static bool IsLater(TimelineEntry one, TimelineEntry other) => one.OccurredAt.CompareTo(other.OccurredAt) is var order && order != 0 ? order > 0 : one.Sequence > other.Sequence;
}
