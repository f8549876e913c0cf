namespace Omnichannel.WebConsole.Tests;

public sealed class SessionPageTests
{
    [Fact]
    public async Task Seats_LanguageAndColours_AreKept_AndPagesSayWhoTheyAreFor()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(10, (await console.TellAsync("sessions")).Count);
    }
}
