namespace Omnichannel.WebConsole.Tests;

[Collection(Pages.Name)]
public sealed class SessionPageTests(ConsoleHost console)
{
    [Fact]
    public async Task Seats_LanguageAndColours_AreKept_AndPagesSayWhoTheyAreFor()
    {
        var result = await console.RunAsync("sessions.js");
        Assert.Equal(10, result.GetProperty("checks").GetArrayLength());
    }
}
