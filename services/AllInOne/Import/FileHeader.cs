namespace Omnichannel.AllInOne.Import;

/// <summary>The header line of a file: where each column stands. What is missing or can be meant in two ways is told in terms of the file.</summary>
public sealed class FileHeader
{
    private static readonly char[] Separators = ['\t', ';', ',', '|'];
    private readonly string[] names;
    private readonly char separator;

    /// <param name="fields">The header's fields.</param>
    /// <param name="separator">What the map says stands between them.</param>
    public FileHeader(IReadOnlyList<string> fields, char separator)
    {
        names = [.. fields.Select(field => field.Trim())];
        this.separator = separator;
    }

    /// <summary>Number of columns.</summary>
    public int Count => names.Length;

    /// <summary>Place of a column.</summary>
    /// <param name="setting">The map's setting that names it.</param>
    /// <param name="column">Its name in the header.</param>
    /// <exception cref="InvalidDataException">There is no such column, or more than one.</exception>
    public int Find(string setting, string column)
    {
        var places = Places(name => name == column);
        return places.Count switch
        {
            1 => places[0],
            0 => throw new InvalidDataException($"The file has no column '{column}' ({setting} of the map). {Why(column)}"),
            _ => throw new InvalidDataException(
                $"The file has {places.Count} columns '{column}' ({setting} of the map): numbers {string.Join(", ", places.Select(place => place + 1))}. Rename all but one."),
        };
    }

    private string Why(string column)
    {
        if (Places(name => name.Equals(column, StringComparison.OrdinalIgnoreCase)) is [var alike, ..])
        {
            return $"It has '{names[alike]}': capitals count.";
        }

        if (names is [var only] && OtherSeparator(only) is { } other)
        {
            return $"Its header is one column by the map's separator '{Show(separator)}'; it seems to be separated by '{Show(other)}'.";
        }

        return names.All(name => name.Length == 0)
            ? "Its first line is no header: it has no names in it."
            : $"Its columns are: {string.Join(", ", names.Select(name => $"'{name}'"))}.";
    }

    private char? OtherSeparator(string header) =>
        Separators.Where(sign => sign != separator && header.Contains(sign)).Cast<char?>().MaxBy(sign => header.Count(each => each == sign));

    private static string Show(char sign) => sign == '\t' ? "tab" : sign.ToString();

    private List<int> Places(Func<string, bool> fits) => [.. Enumerable.Range(0, names.Length).Where(place => fits(names[place]))];
}
