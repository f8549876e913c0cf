namespace Omnichannel.WebConsole.Tests.Orders;

/// <summary>What is wrong with parcels, said and decided by clicks.</summary>
public sealed class ClaimsPageTests
{
    [Fact]
    public async Task Customer_SaysWhatIsWrong_AndStaffDecide()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "what cannot be a photo is refused in words", "a customer says what is wrong with a parcel that was delivered", "the form at 390 and 1280, light and dark, and in another language",
                "staff read what was said, and decline with a reason", "the customer sees it without reloading, and not the reason", "staff look again and accept: money is on its way back",
                "more than was delivered is refused in words", "a claim is taken back", "who is in a store only sees the claims, and does nothing about them",
            ],
            await console.TellAsync("claims"));
    }
}
