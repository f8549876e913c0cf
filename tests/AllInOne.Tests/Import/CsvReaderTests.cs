using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.AllInOne.Import;

namespace Omnichannel.AllInOne.Tests.Import;

public sealed class CsvReaderTests
{
    [Fact]
    public void Read_QuotedFields_AsRfc4180Says()
    {
        var records = ReadAll("a,b\r\n\"1,5\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",x\n\n,\n");

        Assert.Equal([["a", "b"], ["1,5", "say \"hi\""], ["two\nlines", "x"], ["", ""]], records.Select(r => r.Fields));
        Assert.Equal([1, 2, 3, 6], records.Select(r => r.Line));
    }

    [Fact]
    public void Read_AnyFields_WrittenAndReadAgain_AreTheSame() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<NonEmptyArray<string?>>>(),
        given =>
        {
            // A record of one empty field is an empty line, and empty lines are no records.
            var rows = given.Get.Select(row => row.Get.Select(Clean).ToArray()).Where(row => row is not [""]).ToList();
            var text = string.Concat(rows.Select(row => string.Join(',', row.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));
            return ReadAll(text).Select(r => r.Fields).SequenceEqual(rows, Comparer);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_QuoteThatIsNeverClosed_LosesItsOwnLineOnly()
    {
        var records = ReadAll("h\n1,\"broken\n2,good\n3,\"also \"\"good\"\"\"\n");

        Assert.Equal(["BROKEN_QUOTING"], records.Where(r => r.Problem is not null).Select(r => r.Problem));
        Assert.Equal([["h"], [], ["2", "good"], ["3", "also \"good\""]], records.Select(r => r.Fields));
        Assert.Equal([1, 2, 3, 4], records.Select(r => r.Line));
    }

    [Theory]
    [InlineData("a\"b,c")]
    [InlineData("\"a\"b,c")]
    public void Read_QuoteInTheMiddle_IsBrokenQuoting(string line) => Assert.Equal("BROKEN_QUOTING", Assert.Single(ReadAll(line + "\n")).Problem);

    [Fact]
    public void Read_BytesThatAreNoUtf8_RejectTheirLineOnly()
    {
        byte[] bytes = [.. "a\n"u8, 0xC3, 0x28, (byte)'\n', .. "b\n"u8];

        var records = ReadAll(bytes);

        Assert.Equal([null, "INVALID_TEXT", null], records.Select(r => r.Problem));
    }

    [Fact]
    public void Read_LineOfAMegabyteAndMore_IsRejected_AndTheNextIsRead()
    {
        var records = ReadAll(new string('x', 2 << 20) + "\nnext\n");

        Assert.Equal(["LINE_TOO_LONG", null], records.Select(r => r.Problem));
        Assert.Equal(["next"], records[1].Fields);
    }

    [Fact]
    public void Read_ByteOrderMark_IsNoPartOfTheHeader() =>
        Assert.Equal(["name"], Assert.Single(ReadAll([.. Encoding.UTF8.Preamble, .. "name"u8])).Fields);

    private static IEqualityComparer<IReadOnlyList<string>> Comparer { get; } = EqualityComparer<IReadOnlyList<string>>.Create(
        (a, b) => a!.SequenceEqual(b!), fields => fields.Count);

    // What a text file cannot hold as such: unpaired surrogates, NUL, and carriage returns that end a line.
    private static string Clean(string? text) => new([.. (text ?? "").Where(c => !char.IsSurrogate(c) && c is not '\0' and not '\r')]);

    private static List<CsvRecord> ReadAll(string text) => ReadAll(Encoding.UTF8.GetBytes(text));

    private static List<CsvRecord> ReadAll(byte[] bytes)
    {
        var reader = new CsvReader(new MemoryStream(bytes));
        var records = new List<CsvRecord>();
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        return records;
    }
}
