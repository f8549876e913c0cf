using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Client.Tests.Carts;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Readme;

public sealed class ReadmeTests(Shop shop) : IClassFixture<Shop>
{
    private const int MostLines = 20;

    [Fact]
    public async Task Till_OfTheReadme_Sells()
    {
        using var folder = new TempFolder("client-till");
        var anna = shop.World.As(Role.Customer, "anna");
        var cart = await shop.World.Fill(anna, CartSyncWorld.Market, ("CUP", 1, null));
        var code = (await anna.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code;
        var number = await Till.Sell(shop.Address, _ => new(shop.TillToken("till-1")), folder["till.db"], code);
        Assert.StartsWith("O-", number, StringComparison.Ordinal);
        Assert.Empty((await shop.CartOf("anna")).Lines);
    }

    [Fact]
    public void Readme_ShowsTheTillThatIsTested()
    {
        var code = File.ReadLines(Path.Combine(Repository.Root, "tests/Client.Tests/Readme/Till.cs"))
            .SkipWhile(line => !line.Contains("README: begin")).Skip(1).TakeWhile(line => !line.Contains("README: end")).Select(line => line.Trim()).ToList();
        var shown = File.ReadLines(Path.Combine(Repository.Root, "gateway/Clients/Omnichannel.Client/README.md"))
            .SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").Select(line => line.Trim()).ToList();
        Assert.Equal(code, shown);
        Assert.InRange(shown.Count(line => line.Length > 0), 1, MostLines);
    }
}
