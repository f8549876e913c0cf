namespace Omnichannel.WebConsole.Tests.Programs;

/// <summary>The rules of earning, by clicks.</summary>
public sealed class ProgramsPageTests
{
    [Fact]
    public async Task Program_IsWrittenTriedOutAndPublished()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "a program is shown as it was published, to the byte",
                "faults stand at their lines, and lead there",
                "a draft is tried out, and says whom it would change",
                "it is published from a moment on, by the clock of whoever publishes it",
                "the page on a phone, dark, in Italian",
            ],
            await console.TellAsync("programs"));
    }
}
