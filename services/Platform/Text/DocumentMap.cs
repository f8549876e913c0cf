using System.Globalization;
using System.Text.RegularExpressions;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Text;

/// <summary>A piece of a document with keys. What is asked for and is not there, or is something else, is a fault, and its default is answered.</summary>
public sealed partial class DocumentMap
{
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz",
    ];

    private readonly DocumentReader reader;
    private readonly DocumentNode node;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    internal DocumentMap(DocumentReader reader, DocumentNode node) => (this.reader, this.node) = (reader, node);

    /// <summary>Where it stands.</summary>
    public string Path => node.Path;

    /// <summary>Text that must be there.</summary>
    public string Text(string key) => Read(key, "text", null, TextOf) ?? "";

    /// <summary>Text.</summary>
    public string Text(string key, string otherwise) => Read(key, "text", otherwise.Length == 0 ? "none" : otherwise, TextOf) ?? otherwise;

    /// <summary>A whole number that must be there.</summary>
    public long Whole(string key) => Read(key, "whole number", null, WholeOf) ?? 0;

    /// <summary>A whole number.</summary>
    public long Whole(string key, long otherwise) => Read(key, "whole number", otherwise.ToString(CultureInfo.InvariantCulture), WholeOf) ?? otherwise;

    /// <summary>A number that is not negative, at most a million, with at most 6 places.</summary>
    public decimal Number(string key, decimal otherwise) => Read(key, "number", otherwise.ToString(CultureInfo.InvariantCulture), NumberOf) ?? otherwise;

    /// <summary>Yes or no.</summary>
    public bool Flag(string key, bool otherwise) => Read(key, "true or false", otherwise ? "true" : "false", FlagOf) ?? otherwise;

    /// <summary>A moment that must be there, in RFC 3339.</summary>
    public DateTimeOffset Instant(string key) => Read(key, "time", null, InstantOf) ?? default;

    /// <summary>A moment, in RFC 3339; null where there is none.</summary>
    public DateTimeOffset? InstantOrNone(string key) => Read(key, "time", "none", InstantOf);

    /// <summary>A word of a list of words.</summary>
    public TEnum Word<TEnum>(string key, TEnum otherwise)
        where TEnum : struct, Enum => Read(key, KindOf<TEnum>(), otherwise.Name(), WordOf<TEnum>) ?? otherwise;

    /// <summary>Several words of a list of words, each once.</summary>
    public IReadOnlyList<TEnum> Words<TEnum>(string key)
        where TEnum : struct, Enum => Items(key, $"list of {KindOf<TEnum>()}", WordOf<TEnum>);

    /// <summary>Several texts, each once.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        var found = new List<string>();
        foreach (var item in ItemsOf(key, "list of text"))
        {
            if (TextOf(item) is { } text)
            {
                Add(item, found, text);
            }
        }

        return found;
    }

    /// <summary>Texts by names that the writer chooses, such as languages.</summary>
    public IReadOnlyDictionary<string, string> Named(string key)
    {
        Ask(key, "text by name", "none");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node.Fields?.GetValueOrDefault(key) is not { } found)
        {
            return texts;
        }

        if (found.Fields is null)
        {
            reader.Fault(found, "must have keys");
            return texts;
        }

        foreach (var (name, value) in found.Fields)
        {
            if (TextOf(value) is { } text)
            {
                texts.Add(name, text);
            }
        }

        return texts;
    }

    /// <summary>A piece with keys of its own; an empty one where it is not there.</summary>
    public DocumentMap Map(string key)
    {
        Ask(key, "keys", "none");
        return reader.Open(node.Fields?.GetValueOrDefault(key) ?? new DocumentNode(PathOf(key), node.Line, node.Column) { Fields = new Dictionary<string, DocumentNode>() });
    }

    /// <summary>Several pieces with keys.</summary>
    public IReadOnlyList<DocumentMap> Maps(string key) => [.. ItemsOf(key, "list").Select(reader.Open)];

    internal IEnumerable<DocumentFault> Unasked() => node.Keys is null ? [] : node.Keys.Where(key => !asked.Contains(key.Key))
        .Select(key => new DocumentFault(PathOf(key.Key), key.Value.Line, key.Value.Column, "is not known here"));

    private static string KindOf<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Enum.GetValues<TEnum>().Where(word => Convert.ToInt64(word, CultureInfo.InvariantCulture) != 0).Select(word => word.Name()));

    private T? Read<T>(string key, string kind, string? otherwise, Func<DocumentNode, T?> read)
        where T : struct
    {
        Ask(key, kind, otherwise);
        return Find(key, otherwise) is { } found ? read(found) : null;
    }

    private string? Read(string key, string kind, string? otherwise, Func<DocumentNode, string?> read)
    {
        Ask(key, kind, otherwise);
        return Find(key, otherwise) is { } found ? read(found) : null;
    }

    private DocumentNode? Find(string key, string? otherwise)
    {
        var found = node.Fields?.GetValueOrDefault(key);
        if (found is null && otherwise is null && node.Fields is not null)
        {
            reader.Fault(node with { Path = PathOf(key) }, "is required");
        }

        return found;
    }

    private List<T> Items<T>(string key, string kind, Func<DocumentNode, T?> read)
        where T : struct
    {
        var found = new List<T>();
        foreach (var item in ItemsOf(key, kind))
        {
            if (read(item) is { } value)
            {
                Add(item, found, value);
            }
        }

        return found;
    }

    private void Add<T>(DocumentNode item, List<T> found, T value)
    {
        if (found.Contains(value))
        {
            reader.Fault(item, "is here twice");
        }

        found.Add(value);
    }

    private IReadOnlyList<DocumentNode> ItemsOf(string key, string kind)
    {
        Ask(key, kind, "none");
        if (node.Fields?.GetValueOrDefault(key) is not { } found)
        {
            return [];
        }

        if (found.Items is null)
        {
            reader.Fault(found, "must be a list");
        }

        return found.Items ?? [];
    }

    private string? TextOf(DocumentNode found) =>
        found.Value is not { } text ? Wrong<string>(found, "must be text")
        : found.IsQuoted || !SomethingElse().IsMatch(text) ? text
        : Wrong<string>(found, "must be text: put it in quotes");

    private long? WholeOf(DocumentNode found) => Plain(found) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value : WrongValue<long>(found, "must be a whole number of 64 bits, without quotes");

    private decimal? NumberOf(DocumentNode found) =>
        Plain(found) is { Length: <= 40 } text && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= 1_000_000 && decimal.Round(value, 6) == value
            ? value : WrongValue<decimal>(found, "must be a number from 0 to 1000000 with at most 6 places, without quotes");

    private bool? FlagOf(DocumentNode found) => Plain(found) switch
    {
        "true" => true,
        "false" => false,
        _ => WrongValue<bool>(found, "must be true or false"),
    };

    private DateTimeOffset? InstantOf(DocumentNode found) =>
        DateTimeOffset.TryParseExact(
            found.Value, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at : WrongValue<DateTimeOffset>(found, "must be a time like 2026-12-01T00:00:00+01:00");

    private TEnum? WordOf<TEnum>(DocumentNode found)
        where TEnum : struct, Enum
    {
        foreach (var word in Enum.GetValues<TEnum>())
        {
            if (word.Name() == found.Value && Convert.ToInt64(word, CultureInfo.InvariantCulture) != 0)
            {
                return word;
            }
        }

        return WrongValue<TEnum>(found, $"must be one of {KindOf<TEnum>()}");
    }

    private static string? Plain(DocumentNode found) => found.IsQuoted ? null : found.Value;

    private T? Wrong<T>(DocumentNode found, string fault)
        where T : class
    {
        reader.Fault(found, fault);
        return null;
    }

    private T? WrongValue<T>(DocumentNode found, string fault)
        where T : struct
    {
        reader.Fault(found, fault);
        return null;
    }

    private void Ask(string key, string kind, string? otherwise)
    {
        asked.Add(key);
        reader.Knows(new DocumentKey(Index().Replace(PathOf(key), "[]"), kind, otherwise));
    }

    private string PathOf(string key) => node.Path.Length == 0 ? key : $"{node.Path}.{key}";

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    // What other readers of YAML take for a number, a truth or nothing.
    [GeneratedRegex(@"^$|^~$|^[-+]?[.\d][\d_.,:eE+-]*$|^0[xob][0-9a-fA-F]+$|^[-+]?\.(inf|nan)$|^(null|true|false|yes|no|on|off|y|n)$", RegexOptions.IgnoreCase)]
    private static partial Regex SomethingElse();
}
