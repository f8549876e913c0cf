using Omnichannel.AllInOne.Import;
using Omnichannel.TestKit;

namespace Omnichannel.AllInOne.Tests.Import;

public sealed class RejectFileTests : IDisposable
{
    private readonly TempFolder folder = new("rejects");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("=cmd|' /C calc'!A0,1,2")]
    [InlineData("+1,2")]
    [InlineData("-2+3")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData(" =1")]
    [InlineData("\"=1+1\",x")]
    [InlineData("'=1")]
    [InlineData("＝1")]
    public void WhatASpreadsheetWouldCalculate_IsText(string row)
    {
        Assert.Equal($"7,PRICE_INVALID,\"'{Doubled(row)}\",\"'{Doubled(row)}\"", Written(row));
    }

    [Theory]
    [InlineData("85123A,WHITE LANTERN,6")]
    [InlineData("a=b")]
    [InlineData("say \"hi\"")]
    [InlineData("")]
    [InlineData("\"")]
    public void OtherRows_StayAsTheyAre(string row) => Assert.Equal($"7,PRICE_INVALID,\"{Doubled(row)}\",\"{Doubled(row)}\"", Written(row));

    private static string Doubled(string text) => text.Replace("\"", "\"\"", StringComparison.Ordinal);

    private string Written(string row)
    {
        RejectFile.Write(folder["rejects.csv"], [new RejectedRow(7, "PRICE_INVALID", row, row)]);
        var text = File.ReadAllText(folder["rejects.csv"]);
        const string header = "line,reason,detail,row\n";
        Assert.StartsWith(header, text, StringComparison.Ordinal);
        return text[header.Length..^1];
    }
}
