namespace Omnichannel.Platform.Events;

/// <summary>One partition of the embedded log.</summary>
internal sealed class LogPartition(long key, string topic, int number, long nextOffset)
{
    private long head = nextOffset;

    /// <summary>High part of the row keys.</summary>
    public long Key => key;

    /// <summary>The topic.</summary>
    public string Topic => topic;

    /// <summary>Number within the topic.</summary>
    public int Number => number;

    /// <summary>The offset after the last event on disk.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>The offset of the next append; only the writer's thread touches it, and it runs ahead of <see cref="Head"/> inside a transaction.</summary>
    public long Next { get; set; } = nextOffset;

    /// <summary>Makes what was appended up to <paramref name="offset"/> visible to readers.</summary>
    public void Advance(long offset) => Volatile.Write(ref head, Math.Max(Head, offset));

    /// <summary>The partition that a subject belongs to, for ever (FNV-1a over UTF-16).</summary>
    public static int Of(string subject, int partitions)
    {
        var hash = 2166136261u;
        foreach (var character in subject)
        {
            hash = (hash ^ character) * 16777619u;
        }

        // FNV's low bits alone spread short keys badly.
        hash ^= hash >> 16;
        return (int)(hash % (uint)partitions);
    }
}
