using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Security;

/// <summary>Tokens of a provider that publishes its keys over HTTP.</summary>
public sealed class OpenIdConnectTests : IAsyncLifetime
{
    private readonly MovableClock clock = new();
    private WebApplication provider = null!;
    private SigningKeys keys = SigningKeys.Generate("first");
    private int fetches;

    private string Authority => provider.Urls.First();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        provider = builder.Build();
        provider.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Authority, jwks_uri = Authority + "/keys" }));
        provider.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref fetches);
            return Results.Text(keys.ToJwks(), "application/json");
        });
        await provider.StartAsync();
    }

    public async Task DisposeAsync() => await provider.DisposeAsync();

    [Fact]
    public async Task Keys_AreFetchedOnce()
    {
        var validator = Validator();

        Assert.NotNull((await Validate(validator, "one")).Caller);
        Assert.NotNull((await Validate(validator, "two")).Caller);
        Assert.Equal(1, fetches);
    }

    [Fact]
    public async Task NewKey_IsKnownAtItsFirstToken()
    {
        var validator = Validator();
        Assert.NotNull((await Validate(validator, "one")).Caller);
        keys = SigningKeys.Generate("second");
        clock.Move(TimeSpan.FromMinutes(1));

        Assert.NotNull((await Validate(validator, "two")).Caller);
        Assert.Equal(2, fetches);
    }

    [Fact]
    public async Task ManyForgedTokens_DoNotMakeManyFetches()
    {
        var validator = Validator();
        Assert.NotNull((await Validate(validator, "one")).Caller);
        clock.Move(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 20; i++)
        {
            using var forged = SigningKeys.Generate("forged");
            var token = new TokenIssuer(Authority, forged, clock).Issue(new TokenRequest("m", Role.Ops, TimeSpan.FromMinutes(5)));
            Assert.Equal(ErrorReasons.TokenInvalid, (await validator.Validate(token.AsMemory())).Failure);
        }

        Assert.Equal(2, fetches);
    }

    [Fact]
    public async Task ProviderAway_KnownKeysStayGood_UnknownAreUnavailable()
    {
        var authority = Authority;
        var knowing = Validator();
        var ignorant = Validator();
        Assert.NotNull((await Validate(knowing, "one")).Caller);
        await provider.StopAsync();
        clock.Move(TimeSpan.FromHours(2));
        var token = new TokenIssuer(authority, keys, clock).Issue(new TokenRequest("two", Role.Customer, TimeSpan.FromMinutes(5)));

        Assert.NotNull((await knowing.Validate(token.AsMemory())).Caller);
        var error = await Assert.ThrowsAnyAsync<Grpc.Core.RpcException>(async () => await ignorant.Validate(token.AsMemory()));
        Assert.Equal(Grpc.Core.StatusCode.Unavailable, error.StatusCode);
    }

    private TokenValidator Validator() => TestValidators.Of(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Omnichannel:Auth:Authority"] = Authority }).Build(),
        new PlatformHost { Clock = clock });

    private async Task<TokenValidation> Validate(TokenValidator validator, string subject)
    {
        var token = new TokenIssuer(Authority, keys, clock).Issue(new TokenRequest(subject, Role.Customer, TimeSpan.FromMinutes(5)));
        return await validator.Validate(token.AsMemory());
    }

    private sealed class MovableClock : TimeProvider
    {
        private TimeSpan moved;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + moved;

        public void Move(TimeSpan by) => moved += by;
    }
}
