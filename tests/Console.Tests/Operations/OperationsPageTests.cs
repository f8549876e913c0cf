namespace Omnichannel.WebConsole.Tests.Operations;

/// <summary>Mailbox and operations, by clicks.</summary>
public sealed class OperationsPageTests
{
    [Fact]
    public async Task MailIsUnsubscribedFrom_AndParkedEventsAreReplayedAndSkipped()
    {
        var console = await ConsoleHost.SharedAsync();
        RefusingTimeline.Plant(console.State);
        Assert.Equal(
            [
                "mail: what went out is read, and what is written into it stays text", "mail: closed by keyboard, one is back in the list", "mail: a person by its name alone", "mail: unsubscribed as the mail program would",
                "mail: the next one is suppressed, with its reason", "mail: filtered by state and medium", "the mailbox at 768 and 1280, dark", "operations at 768 and 1280, dark",
                "the mailbox at 768 and 1280, light", "operations at 768 and 1280, light", "operations: every service tells how it fares", "operations: a parked event is inspected",
                "operations: given up by keyboard, one is where one was",
                "operations: replayed, with those behind it", "operations: skipped, not without a reason", "in Italian", "not for others",
            ],
            await console.TellAsync("operations"));
    }
}
