namespace Omnichannel.WebConsole.Tests.ReturnDesk;

/// <summary>The page of whoever takes goods that come back, by clicks.</summary>
public sealed class ReturnDeskPageTests
{
    [Fact]
    public async Task Desk_ReceivesLooksAndDecides()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "a code finds its return, and a wrong one none", "a part is received", "what is found is said unit by unit, and the refund follows", "the page on a phone, dark, in Italian",
                "what came back after it had ended is taken with a reason", "the page is not for customers",
            ],
            await console.TellAsync("returns"));
    }
}
