namespace Omnichannel.WebConsole.Tests;

public sealed class DeskPageTests
{
    [Fact]
    public async Task Agent_SeesACustomerWhole()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(13, (await console.TellAsync("desk")).Count);
    }
}

public sealed class OrderPageTests
{
    [Fact]
    public async Task Customer_SeesTheirOwnOrder_AndNobodyElses()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(9, (await console.TellAsync("orders")).Count);
    }
}
