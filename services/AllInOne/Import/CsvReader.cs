using System.Buffers;
using System.Text;

namespace Omnichannel.AllInOne.Import;

/// <summary>One record of a CSV file, or why it is none.</summary>
/// <param name="Line">Number of the line it starts on; the first line of the file is 1.</param>
/// <param name="Fields">Its fields; empty when <paramref name="Problem"/> is set.</param>
/// <param name="Problem"><c>BROKEN_QUOTING</c>, <c>INVALID_TEXT</c> or <c>LINE_TOO_LONG</c>; null for a good record.</param>
/// <param name="Text">The line as read, for the reject file.</param>
public sealed record CsvRecord(long Line, IReadOnlyList<string> Fields, string? Problem, string Text);

/// <summary>
/// Reads CSV by RFC 4180 as a stream. A broken record costs itself only: a quote that is never closed does not swallow the rest of the file,
/// and bytes that are no text reject their line. UTF-8, or UTF-16 as spreadsheets write it.
/// </summary>
public sealed class CsvReader(Stream file, char separator = ',')
{
    private const int MostLineBytes = 1 << 20;
    private const int MostLinesInRecord = 100;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly UTF8Encoding Lenient = new(false);

    private readonly Stream stream = TextEncoding.AsUtf8(file);
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> line = new(4096);
    private readonly LinkedList<(long Number, string Text, string? Problem)> pushedBack = new();
    private int start;
    private int end;
    private long lineNumber;

    /// <summary>The next record; null at the end. Empty lines are no records.</summary>
    public CsvRecord? Read()
    {
        while (NextLine() is var (number, text, problem))
        {
            if (problem is not null)
            {
                return new CsvRecord(number, [], problem, text);
            }

            if (text.Length > 0)
            {
                return ReadRecord(number, text);
            }
        }

        return null;
    }

    private CsvRecord ReadRecord(long number, string first)
    {
        if (!first.Contains('"', StringComparison.Ordinal))
        {
            return new CsvRecord(number, first.Split(separator), null, first);
        }

        var text = first;
        var taken = new List<(long Number, string Text, string? Problem)>();
        while (true)
        {
            switch (Parse(text, out var fields))
            {
                case ParseResult.Complete:
                    return new CsvRecord(number, fields, null, text);
                case ParseResult.Open when taken.Count < MostLinesInRecord && NextLine() is { } next:
                    taken.Add(next);
                    if (next.Problem is null)
                    {
                        text += "\n" + next.Text;
                        continue;
                    }

                    break;
                default:
                    break;
            }

            // The quote is never closed: only the line where it opens is lost, the others are read again for themselves.
            for (var i = taken.Count - 1; i >= 0; i--)
            {
                pushedBack.AddFirst(taken[i]);
            }

            return new CsvRecord(number, [], "BROKEN_QUOTING", first);
        }
    }

    private ParseResult Parse(string text, out List<string> fields)
    {
        fields = [];
        var field = new StringBuilder();
        for (var i = 0; ; i++)
        {
            if (i < text.Length && text[i] == '"')
            {
                for (i++; ; i++)
                {
                    if (i >= text.Length)
                    {
                        return ParseResult.Open;
                    }

                    if (text[i] != '"')
                    {
                        field.Append(text[i]);
                    }
                    else if (i + 1 < text.Length && text[i + 1] == '"')
                    {
                        field.Append('"');
                        i++;
                    }
                    else
                    {
                        break;
                    }
                }

                i++;
                if (i < text.Length && text[i] != separator)
                {
                    return ParseResult.Broken;
                }
            }
            else
            {
                for (; i < text.Length && text[i] != separator; i++)
                {
                    if (text[i] == '"')
                    {
                        return ParseResult.Broken;
                    }

                    field.Append(text[i]);
                }
            }

            fields.Add(field.ToString());
            field.Clear();
            if (i >= text.Length)
            {
                return ParseResult.Complete;
            }
        }
    }

    private (long Number, string Text, string? Problem)? NextLine()
    {
        if (pushedBack.First is { } first)
        {
            pushedBack.RemoveFirst();
            return first.Value;
        }

        if (!FillLine(out var isTooLong))
        {
            return null;
        }

        lineNumber++;
        var bytes = line.WrittenSpan;
        if (bytes is [.., (byte)'\r'])
        {
            bytes = bytes[..^1];
        }

        if (isTooLong)
        {
            return (lineNumber, Lenient.GetString(bytes[..200]), "LINE_TOO_LONG");
        }

        try
        {
            var text = Strict.GetString(bytes);
            return text.Contains('\0', StringComparison.Ordinal) ? (lineNumber, text.Replace('\0', '?'), "INVALID_TEXT") : (lineNumber, text, null);
        }
        catch (DecoderFallbackException)
        {
            return (lineNumber, Lenient.GetString(bytes), "INVALID_TEXT");
        }
    }

    private bool FillLine(out bool isTooLong)
    {
        line.ResetWrittenCount();
        isTooLong = false;
        for (var any = false; ; any = true)
        {
            if (start == end)
            {
                end = stream.Read(buffer, 0, buffer.Length);
                start = 0;
                if (end == 0)
                {
                    return any && line.WrittenCount > 0;
                }
            }

            var newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var length = newline < 0 ? end - start : newline;
            if (line.WrittenCount + length <= MostLineBytes)
            {
                line.Write(buffer.AsSpan(start, length));
            }
            else
            {
                isTooLong = true;
            }

            start += newline < 0 ? length : length + 1;
            if (newline >= 0)
            {
                return true;
            }
        }
    }

    private enum ParseResult
    {
        Complete,
        Open,
        Broken,
    }
}
