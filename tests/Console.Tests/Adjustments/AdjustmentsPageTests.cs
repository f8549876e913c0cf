namespace Omnichannel.WebConsole.Tests.Adjustments;

/// <summary>Points by hand, by clicks.</summary>
public sealed class AdjustmentsPageTests
{
    [Fact]
    public async Task Adjustments_AreMadeAlone_OrByTwo()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "an agent sees what they may do alone, and does it",
                "nothing is taken that is not there, and the service says so",
                "beyond the limit a second person is asked, and nobody approves their own",
                "somebody else approves it, and it is done once",
                "what one asked for oneself is taken back; the page on a phone, dark, in Italian",
            ],
            await console.TellAsync("adjustments"));
    }
}
