namespace Omnichannel.WebConsole.Tests.Finance;

/// <summary>What finance closes a month with, by clicks.</summary>
public sealed class FinancePageTests
{
    [Fact]
    public async Task Months_AddUp_OnThePageAndInTheFile()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "points of each month add up, on the page and in the file",
                "what is owed by wallets adds up, by currency",
                "bad input is refused in words; the page on a phone, dark, in Italian",
            ],
            await console.TellAsync("finance"));
    }
}
