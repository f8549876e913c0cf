using Omnichannel.Cart.V1;
using Omnichannel.Client.Carts;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;

namespace Omnichannel.WebConsole.Channels;

/// <summary>What one view of a cart shows and the one before did not.</summary>
public static class TillStory
{
    private const string NotePrefix = "channels.note.";

    /// <summary>Each difference as a text's key and what fills it, with the line that it is about (empty for a code).</summary>
    public static IEnumerable<(string LineKey, string Text, (string Name, object Value)[] Values)> Differences(CartView before, CartView after)
    {
        var old = before.Lines.ToDictionary(KeyOf, StringComparer.Ordinal);
        foreach (var line in after.Lines)
        {
            var key = KeyOf(line);
            if (!old.Remove(key, out var known))
            {
                yield return (key, "channels.event.added", Values(line, 0, line.Quantity));
            }
            else if (known.IsSaved != line.IsSaved)
            {
                yield return (key, line.IsSaved ? "channels.event.saved" : "channels.event.unsaved", Values(line, known.Quantity, line.Quantity));
            }
            else if (known.Quantity != line.Quantity)
            {
                yield return (key, "channels.event.changed", Values(line, known.Quantity, line.Quantity));
            }
        }

        foreach (var (key, line) in old)
        {
            yield return (key, "channels.event.removed", Values(line, line.Quantity, 0));
        }

        foreach (var code in after.Codes.Except(before.Codes, StringComparer.Ordinal))
        {
            yield return ("", "channels.event.codeEntered", [("code", code)]);
        }

        foreach (var code in before.Codes.Except(after.Codes, StringComparer.Ordinal))
        {
            yield return ("", "channels.event.codeRemoved", [("code", code)]);
        }
    }

    /// <summary>What tells two lines apart, whether or not the server has named them.</summary>
    public static string KeyOf(CartViewLine line) => KeyOf(line.Sku, line.Options);

    /// <inheritdoc cref="KeyOf(CartViewLine)"/>
    public static string KeyOf(string sku, IReadOnlyDictionary<string, string> options) =>
        string.Join('\u001f', [sku, .. options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => $"{option.Key}\u001e{option.Value}")]);

    /// <summary>The text of a remark of the merge rules.</summary>
    public static string NoteKey(MergeNote note) => NotePrefix + note.Kind switch
    {
        MergeNoteKind.UnseenKept => "UNSEEN_KEPT",
        MergeNoteKind.SetLost => "SET_LOST",
        MergeNoteKind.Transferred => "TRANSFERRED",
        MergeNoteKind.FromGuest => "FROM_GUEST",
        MergeNoteKind.BaseTooOld => "BASE_TOO_OLD",
        MergeNoteKind.BoughtElsewhere => "BOUGHT_ELSEWHERE",
        MergeNoteKind.NotRestored => "NOT_RESTORED",
        _ => "OTHER",
    };

    /// <summary>So much of a line.</summary>
    public static Quantity QuantityOf(CartViewLine line, int units) => new(units, (line.Server?.Measure ?? Types.V1.Measure.Piece).ToDomain());

    public static ItemName NameOf(CartViewLine line) => new(line.Sku, line.Server?.Title ?? "");

    private static (string, object)[] Values(CartViewLine line, int before, int after) =>
        [("name", NameOf(line)), ("before", QuantityOf(line, before)), ("after", QuantityOf(line, after))];
}
