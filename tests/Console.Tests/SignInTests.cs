using System.Globalization;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.WebConsole.Tests;

/// <summary>Signing in with OpenID Connect; the provider is npm's oidc-provider.</summary>
public sealed class SignInTests
{
    private const int TokenSeconds = 32;
    private static readonly string[] Seats = ["main", "phone", "browser", "till"];

    [Fact]
    public async Task AtAProvider_PeopleSignIn_SideBySide_AndTheirTokensAreRenewed_AndAGatewayThatIsAwayIsWaitedFor()
    {
        var ports = FreePort.Next(2);
        var (port, detour) = (ports[0], ports[1].ToString(CultureInfo.InvariantCulture));
        await using var provider = NodeScript.Start("console/provider.js");
        await using var console = new ConsoleHost(new Dictionary<string, string?>
        {
            ["Omnichannel__Console__SignIn__Authority"] = $"http://127.0.0.1:{port}",
            ["Omnichannel__Console__SignIn__ClientId"] = "console",
            ["Omnichannel__Console__SignIn__ClientSecret"] = "console-secret",
            ["Omnichannel__Console__GatewayGrpc"] = $"http://127.0.0.1:{detour}",
            ["Omnichannel__Auth__Issuers__people__Authority"] = $"http://127.0.0.1:{port}",
            ["Omnichannel__Auth__Issuers__people__Audience"] = "omnichannel",
        });
        await provider.SendAsync(new
        {
            redirects = Seats.Select(seat => new Uri(console.Http, $"/session/{seat}/callback").ToString()), ttlSeconds = TokenSeconds, audience = "omnichannel", port,
        });
        await provider.ReadAsync();
        await console.StartAsync();

        Assert.Equal(6, (await console.RunAsync("sign-in.js", detour)).Count);

        var told = await provider.CallAsync("told");
        Assert.All(told.GetProperty("challenges").EnumerateArray(), challenge => Assert.Equal("S256", challenge.GetString()));
        Assert.Equal(2, Count(told, "authorization_code"));
        Assert.True(Count(told, "refresh_token") >= 1);
    }

    private static int Count(JsonElement told, string grant) => told.GetProperty("grants").GetProperty(grant).GetInt32();
}
