using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Store;

/// <summary>A plain edit that was made, as it is remembered.</summary>
/// <param name="Digest">Whose key for which call (<see cref="AnswerKey.Digest"/>).</param>
/// <param name="MadeAt">When.</param>
/// <param name="Answer">What it was answered.</param>
public sealed record KeptEdit(string Digest, DateTimeOffset MadeAt, RecordedAnswer Answer);

/// <summary>
/// The latest plain edits of one cart: who sends one again gets its answer. They are written with the cart's state, so whoever knows the last state and the edits
/// up to it knows them all, and looks nothing up.
/// </summary>
internal sealed class EditLog
{
    /// <summary>Edits of a cart.</summary>
    public const int Most = 200;

    /// <summary>How long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly Dictionary<string, KeptEdit> byDigest = new(StringComparer.Ordinal);
    private readonly Queue<KeptEdit> order = [];

    /// <summary>As stored.</summary>
    /// <param name="edits">The oldest first.</param>
    public EditLog(IEnumerable<KeptEdit> edits)
    {
        foreach (var edit in edits)
        {
            Add(edit);
        }
    }

    /// <summary>Takes note of an edit; the oldest beyond the bound goes.</summary>
    public void Add(KeptEdit edit)
    {
        // A key that was used again after its time means its latest edit.
        byDigest[edit.Digest] = edit;
        order.Enqueue(edit);
        if (order.Count > Most && order.Dequeue() is var oldest && ReferenceEquals(byDigest[oldest.Digest], oldest))
        {
            byDigest.Remove(oldest.Digest);
        }
    }

    /// <summary>What an edit was answered; null when it was not made, or is no longer remembered.</summary>
    public RecordedAnswer? Find(string digest, DateTimeOffset now) =>
        byDigest.TryGetValue(digest, out var edit) && edit.MadeAt + Lifetime > now ? edit.Answer : null;
}
