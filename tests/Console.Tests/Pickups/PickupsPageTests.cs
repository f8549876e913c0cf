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
                "a part is handed over against the code, and to no other", "what was not so is taken back, with a reason", "whoever has no code is handed the goods by who they are",
                "what is to be sent leaves in a parcel, and what is over can be seen", "the page is not for customers",
            ],
            await console.TellAsync("pickups"));
    }
}
