using Omnichannel.AllInOne.Import;

namespace Omnichannel.AllInOne.Tests.Import;

/// <summary>Numbers and times as files write them.</summary>
public sealed class FieldFormatTests
{
    private static readonly TimeZoneInfo Rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");

    [Theory]
    [InlineData('.', null, "1250.5", "1250.5")]
    [InlineData('.', null, " -7 ", "-7")]
    [InlineData('.', null, ".5", "0.5")]
    [InlineData(',', '.', "1.250,50", "1250.50")]
    [InlineData(',', '.', "12,50", "12.50")]
    [InlineData(',', '.', "1.234.567", "1234567")]
    [InlineData('.', ',', "12,34,567.8", "1234567.8")]
    [InlineData(',', ' ', "1\u202f250,5", "1250.5")]
    [InlineData(',', ' ', "1\u00a0250", "1250")]
    [InlineData('.', '\'', "1’250.00", "1250.00")]
    public void Number_InItsFormat_IsRead(char decimalSign, char? groupingSign, string text, string expected) =>
        Assert.Equal(expected, new NumberFormat(decimalSign, groupingSign).Normalize(text));

    [Theory]
    [InlineData('.', null, "1,250")]
    [InlineData('.', null, "12,50")]
    [InlineData(',', '.', "1.25")]
    [InlineData(',', '.', "12.50")]
    [InlineData(',', '.', "1250.000,5.5")]
    [InlineData(',', '.', ".250")]
    [InlineData('.', ',', "1,2345")]
    [InlineData('.', ',', "1,234,56")]
    [InlineData('.', ',', "12,345,67,890")]
    [InlineData('.', null, "1.")]
    [InlineData('.', null, "")]
    [InlineData('.', null, "-")]
    [InlineData('.', null, "1e3")]
    [InlineData('.', null, "--1")]
    [InlineData('.', null, "١")]
    public void Number_OfAnotherFormat_IsNone(char decimalSign, char? groupingSign, string text) =>
        Assert.Null(new NumberFormat(decimalSign, groupingSign).Normalize(text));

    [Theory]
    [InlineData("dd.MM.yyyy HH:mm", "01.12.2010 08:26", "2010-12-01T08:26:00+01:00")]
    [InlineData("M/d/yyyy h:mm tt", "7/4/2011 5:30 PM", "2011-07-04T17:30:00+02:00")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2010-12-01T08:26:00Z", "2010-12-01T09:26:00+01:00")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2010-12-01T08:26:00", "2010-12-01T08:26:00+01:00")]
    [InlineData("yyyy-MM-dd HH:mm zzz", "2010-12-01 08:26 -05:00", "2010-12-01T14:26:00+01:00")]
    [InlineData(TimeFormats.Excel1900, "40513.3513888889", "2010-12-01T08:26:00+01:00")]
    [InlineData(TimeFormats.Excel1900, "61", "1900-03-01T00:00:00+01:00")]
    [InlineData(TimeFormats.Excel1900, "59", "1900-02-28T00:00:00+01:00")]
    [InlineData(TimeFormats.Excel1904, "39051.3513888889", "2010-12-01T08:26:00+01:00")]
    public void Time_InItsFormat_IsAnInstant(string format, string text, string expected)
    {
        var (at, problem) = new TimeFormats([format], Rome, new NumberFormat('.', null)).Read(text);

        Assert.Null(problem);
        Assert.Equal(DateTimeOffset.Parse(expected).UtcDateTime, at!.Value.UtcDateTime, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("dd/MM/yyyy", "MM/dd/yyyy", "01/12/2010", "the map's formats disagree")]
    [InlineData("dd/MM/yyyy", "MM/dd/yyyy", "1/1/2010", "is no time in the format")]
    [InlineData(TimeFormats.Excel1900, TimeFormats.Excel1904, "40513", "the map's formats disagree")]
    [InlineData(TimeFormats.Excel1900, TimeFormats.Excel1900, "60", "is no time in the format")]
    [InlineData(TimeFormats.Excel1900, TimeFormats.Excel1900, "2958466", "is no time in the format")]
    [InlineData(TimeFormats.Excel1900, TimeFormats.Excel1900, "-1", "is no time in the format")]
    [InlineData("yyyy-MM-dd HH:mm", "yyyy-MM-dd", "2011-03-27 02:30", "the clocks went forward")]
    public void Time_ThatIsNoneOrTwo_SaysWhy(string format, string another, string text, string expected) =>
        Assert.Contains(expected, new TimeFormats([format, another], Rome, new NumberFormat('.', null)).Read(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void Time_ThatTwoFormatsReadAlike_IsTaken() =>
        Assert.NotNull(new TimeFormats(["dd/MM/yyyy", "MM/dd/yyyy"], Rome, new NumberFormat('.', null)).Read("07/07/2011").At);
}
