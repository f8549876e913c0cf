using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Omnichannel.Values.Scanning;

/// <summary>A GS1 application identifier, and what its data must look like.</summary>
internal sealed record ApplicationIdentifier(string Code, ImmutableArray<DataPart> Parts)
{
    private static readonly FrozenDictionary<string, ApplicationIdentifier> All =
        ApplicationIdentifierTable.Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Row)
            .ToFrozenDictionary(identifier => identifier.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ApplicationIdentifier>.AlternateLookup<ReadOnlySpan<char>> ByText = All.GetAlternateLookup<ReadOnlySpan<char>>();

    // Identifier and data together, by the first two digits; also of identifiers that are not given out yet (GS1 General Specifications, figure 7.8.5-2).
    private static readonly FrozenDictionary<string, int> FixedLengths = new Dictionary<string, int>
    {
        ["00"] = 20, ["01"] = 16, ["02"] = 16, ["03"] = 16, ["04"] = 18, ["11"] = 8, ["12"] = 8, ["13"] = 8, ["14"] = 8, ["15"] = 8, ["16"] = 8, ["17"] = 8, ["18"] = 8, ["19"] = 8,
        ["20"] = 4, ["31"] = 10, ["32"] = 10, ["33"] = 10, ["34"] = 10, ["35"] = 10, ["36"] = 10, ["41"] = 16,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> FixedLengthByText = FixedLengths.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The code without the digit that only says where the decimal point is: <c>310</c> for <c>3103</c>.</summary>
    public string Stem => Code.Length == 4 && Code[0] == '3' ? Code[..3] : Code;

    /// <summary>What the last digit of the code says; of those that have a decimal point.</summary>
    public int Decimals => Code[^1] - '0';

    /// <summary>All that there are.</summary>
    public static IEnumerable<ApplicationIdentifier> Known => All.Values;

    /// <summary>By its code; null for none.</summary>
    public static ApplicationIdentifier? Find(string code) => All.GetValueOrDefault(code);

    /// <summary>The one with which the text begins; null for none that is known.</summary>
    public static ApplicationIdentifier? At(ReadOnlySpan<char> text)
    {
        for (var length = 2; length <= Math.Min(4, text.Length); length++)
        {
            if (ByText.TryGetValue(text[..length], out var identifier))
            {
                return identifier;
            }
        }

        return null;
    }

    /// <summary>Length of identifier and data where no separator needs to follow; null where one ends the data.</summary>
    public static int? FixedLength(ReadOnlySpan<char> text) => FixedLengthByText.TryGetValue(text[..2], out var length) ? length : null;

    /// <summary>Null when the data is as it must be.</summary>
    public ScanFault? Refuse(string data, int year)
    {
        var at = 0;
        foreach (var part in Parts)
        {
            if (at == data.Length && part.IsOptional)
            {
                break;
            }

            var taken = data.AsSpan(at, Math.Min(part.Most, data.Length - at));
            if (taken.Length < part.Least || taken.ContainsAnyExcept(part.Characters) || !part.IsDate(taken, year))
            {
                return ScanFault.ElementInvalid(Code);
            }

            if (part.HasCheckDigit && !CheckDigit.IsRight(taken))
            {
                return ScanFault.CheckDigitWrong(Code);
            }

            at += taken.Length;
        }

        return at == data.Length ? null : ScanFault.ElementInvalid(Code);
    }

    // "3100-3105 N6": codes, and the parts of their data.
    private static IEnumerable<ApplicationIdentifier> Row(string row)
    {
        var words = row.Split(' ');
        var parts = words[1..].Select(DataPart.Parse).ToImmutableArray();
        var codes = words[0].Split('-');
        var (first, last) = (int.Parse(codes[0], CultureInfo.InvariantCulture), int.Parse(codes[^1], CultureInfo.InvariantCulture));
        return Enumerable.Range(first, last - first + 1).Select(code => new ApplicationIdentifier(code.ToString($"D{codes[0].Length}", CultureInfo.InvariantCulture), parts));
    }
}

/// <summary>A part of an identifier's data.</summary>
internal sealed record DataPart(SearchValues<char> Characters, int Least, int Most, bool IsOptional, char Rule)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Set82 = SearchValues.Create("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> Set39 = SearchValues.Create("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> Set64 = SearchValues.Create("-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>The last one is the check digit of the others.</summary>
    public bool HasCheckDigit => Rule == 'c';

    /// <summary>Whether it begins with a date where it must.</summary>
    public bool IsDate(ReadOnlySpan<char> data, int year) => Rule is not ('d' or 'm') || ShortDate.Read(data, year, mayLackDay: Rule == 'm') is not null;

    /// <summary><c>N6m</c>, <c>X..20</c>, <c>[N4]</c>: see <see cref="ApplicationIdentifierTable"/>.</summary>
    public static DataPart Parse(string text)
    {
        var form = text.Trim('[', ']');
        var rule = char.IsAsciiLetter(form[^1]) ? form[^1] : ' ';
        var length = form[1..].Trim('.').TrimEnd(rule);
        var most = int.Parse(length, CultureInfo.InvariantCulture);
        var characters = form[0] switch
        {
            'N' => Digits,
            'X' => Set82,
            'Y' => Set39,
            'Z' => Set64,
            _ => throw new InvalidDataException($"'{text}' is no form of data."),
        };
        return new DataPart(characters, form.Contains("..", StringComparison.Ordinal) ? 1 : most, most, text[0] == '[', rule);
    }
}
