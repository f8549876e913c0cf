namespace Omnichannel.WebConsole.Tests.Operations;

/// <summary>Mailbox and operations, by clicks.</summary>
[Collection(Pages.Name)]
public sealed class OperationsPageTests(ConsoleHost console)
{
    [Fact]
    public async Task MailIsUnsubscribedFrom_AndParkedEventsAreReplayedAndSkipped()
    {
        RefusingTimeline.Plant(console.State);

        var result = await console.RunAsync("operations.js");

        Assert.Equal(
            [
                "mail: what went out is read, and what is written into it stays text", "mail: a person by its name alone", "mail: unsubscribed as the mail program would",
                "mail: the next one is suppressed, with its reason", "mail: filtered by state and medium", "both pages at 768, light", "both pages at 768, dark", "both pages at 1280, light",
                "both pages at 1280, dark", "operations: every service tells how it fares", "operations: a parked event is inspected", "operations: replayed, with those behind it",
                "operations: skipped, not without a reason", "in Italian", "not for others",
            ],
            result.GetProperty("checks").EnumerateArray().Select(check => check.GetString()));
    }
}
