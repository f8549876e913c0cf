namespace Omnichannel.WebConsole.Tests.TillDesk;

/// <summary>Members at a store's till, by clicks.</summary>
public sealed class TillDeskPageTests
{
    [Fact]
    public async Task Member_IsFoundAtTheTill_AndProvedToBeThere()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "a till finds a member by card, with what they can pay with",
                "the scan of a card proves less, and says how much",
                "the picture of the app finds and proves at once, and is good once",
                "people of the store find, and take no proof; the page on a phone, dark, in Italian",
            ],
            await console.TellAsync("till"));
    }
}
