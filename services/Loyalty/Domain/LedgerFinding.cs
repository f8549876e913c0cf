using System.Globalization;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Something that does not follow from what it must follow from.</summary>
/// <param name="Table">Where.</param>
/// <param name="Key">Which row: the fields of its key, with a slash between.</param>
/// <param name="Field">Which field; the key's own where a row is missing, or is there and must not be.</param>
/// <param name="Expected">What it must be.</param>
/// <param name="Found">What it is.</param>
public sealed record LedgerFinding(string Table, string Key, string Field, string Expected, string Found)
{
    /// <summary>For what is there.</summary>
    public const string Present = "present";

    /// <summary>For what is not.</summary>
    public const string Absent = "absent";

    /// <summary>A value as findings show it.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };
}

/// <summary>Where what was found is told.</summary>
public sealed class LedgerFindings
{
    private readonly List<LedgerFinding> findings = [];

    /// <summary>Those that nobody took yet.</summary>
    public IReadOnlyList<LedgerFinding> All => findings;

    /// <summary>Takes them away.</summary>
    public IReadOnlyList<LedgerFinding> Take()
    {
        LedgerFinding[] taken = [.. findings];
        findings.Clear();
        return taken;
    }

    /// <summary>Tells it unless it is as it must be.</summary>
    public void Compare<T>(string table, string key, string field, T expected, T found)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            Tell(table, key, field, expected, found);
        }
    }

    /// <summary>Tells it unless the bytes are as they must be.</summary>
    public void Compare(string table, string key, string field, byte[]? expected, byte[]? found)
    {
        if (expected is null != found is null || !expected.AsSpan().SequenceEqual(found))
        {
            Tell(table, key, field, expected, found);
        }
    }

    /// <summary>Tells it.</summary>
    public void Tell(string table, string key, string field, object? expected, object? found) =>
        findings.Add(new LedgerFinding(table, key, field, LedgerFinding.Show(expected), LedgerFinding.Show(found)));
}
