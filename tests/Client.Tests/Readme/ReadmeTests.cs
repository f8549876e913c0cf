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
    public async Task Scanner_OfTheReadme_FindsTheMug()
    {
        using var folder = new TempFolder("client-scanner");
        using var client = new OmnichannelClient(new OmnichannelClientOptions(shop.Address, _ => new(shop.TillToken("till-1"))));
        Assert.Equal("MUG", await Scanner.Look(client, folder["catalogue.db"], "4006381333931"));
    }

    [Theory]
    [InlineData("Till")]
    [InlineData("Register")]
    [InlineData("Scanner")]
    public void Readme_ShowsTheCodeThatIsTested(string name)
    {
        var code = Between(File.ReadLines(Path.Combine(Repository.Root, $"tests/Client.Tests/Readme/{name}.cs")), "README: begin", "README: end").ToList();
        var readme = File.ReadLines(Path.Combine(Repository.Root, "gateway/Clients/Omnichannel.Client/README.md")).SkipWhile(line => line.Trim() != code[0]);
        Assert.Equal(code, Between(readme.Prepend("```csharp"), "```csharp", "```"));
        Assert.InRange(code.Count(line => line.Length > 0), 1, MostLines);
    }

    private static IEnumerable<string> Between(IEnumerable<string> lines, string begin, string end) => lines
        .SkipWhile(line => !line.Contains(begin, StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.Contains(end, StringComparison.Ordinal)).Select(line => line.Trim());
}
