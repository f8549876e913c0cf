namespace Omnichannel.WebConsole.Tests.Members;

/// <summary>A member as agents and operators see them, by clicks.</summary>
public sealed class MembersPageTests
{
    [Fact]
    public async Task Member_IsFoundAndSeenWhole()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "an agent finds a member by their card, of which only the end is shown",
                "tier, progress, coupons and wallets are there",
                "the balance is drawn and told in numbers, and lots say when they lapse",
                "each entry names its rule, and a purchase says why it earned so much",
                "the whole statement is a file",
                "the page on a phone, dark, in Italian",
                "an operator looks by id alone, and a refusal is in the service's words",
            ],
            await console.TellAsync("members"));
    }
}
