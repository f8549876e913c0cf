using System.Globalization;
using Omnichannel.Platform.Text;

namespace Omnichannel.WebConsole.Texts;

/// <summary>The texts in the language of who looks at the page: <c>W["desk.find"]</c>. A key begins with the name of its page.</summary>
public sealed class Wording(Wordings wordings)
{
    /// <summary>The cookie that keeps the choice.</summary>
    public const string Cookie = "lang";

    /// <summary>The language (BCP 47).</summary>
    public string Language { get; private set; } = Phrases.Fallback;

    /// <summary>How the language writes numbers, money and dates.</summary>
    public Locale Locale => Locale.In(Language);

    /// <summary>A text without placeholders.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text.</exception>
    public string this[string key] => Of(key).Say(key);

    /// <summary>A text with its placeholders filled.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text, or nothing to fill a placeholder with.</exception>
    public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Of(key).Say(key, values);

    /// <summary>Whether there is such a text.</summary>
    public bool Has(string key) => Find(key)?.Has(key) == true;

    /// <summary>Takes the language of a cookie, else of a browser's list.</summary>
    public void Choose(string? chosen, string? accepted) =>
        Language = LanguageChoice.For(chosen is { Length: > 0 } ? chosen : First(accepted), Phrases.Spoken)!;

    private Phrases.Language Of(string key) => Find(key) ?? throw new KeyNotFoundException($"There is no text '{key}'.");

    private Phrases.Language? Find(string key) => key.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? wordings.Find(key[..dot], Language) : null;

    // The best that we speak.
    private static string First(string? accepted)
    {
        var wishes = (accepted ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            var weight = pieces.Length > 1 && pieces[1].StartsWith("q=", StringComparison.Ordinal)
                && double.TryParse(pieces[1].AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : 1;
            return (Tag: pieces[0], Weight: weight);
        });
        return wishes.OrderByDescending(wish => wish.Weight).Select(wish => wish.Tag)
            .FirstOrDefault(tag => Phrases.Spoken.Any(spoken => tag.Equals(spoken, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(spoken + "-", StringComparison.OrdinalIgnoreCase))) ?? "";
    }
}
