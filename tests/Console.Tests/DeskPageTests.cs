namespace Omnichannel.WebConsole.Tests;

[Collection(Pages.Name)]
public sealed class DeskPageTests(ConsoleHost console)
{
    [Fact]
    public async Task Agent_SeesACustomerWhole_CustomerSeesTheirOwnOrder()
    {
        var result = await console.RunAsync("desk.js");
        Assert.Equal(20, result.GetProperty("checks").GetArrayLength());
    }
}
