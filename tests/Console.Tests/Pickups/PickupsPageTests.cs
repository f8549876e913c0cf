namespace Omnichannel.WebConsole.Tests.Pickups;

/// <summary>A store's page, by clicks.</summary>
public sealed class PickupsPageTests
{
    [Fact]
    public async Task Store_PicksAndHandsOver_AgainstTheCodeThatOnlyItsCustomerReads()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "a store sees its own work, picks it and says that it is ready", "its customer reads where, until when, and the code", "a customer who is there is seen first",
                "goods are handed over against the code, and to no other", "the page is not for customers",
            ],
            await console.TellAsync("pickups"));
    }
}
