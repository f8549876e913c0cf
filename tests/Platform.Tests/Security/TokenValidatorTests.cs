using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Settings;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Security;

public sealed class TokenValidatorTests
{
    private const string Issuer = "https://issuer.test";
    private readonly SigningKeys keys = SigningKeys.Generate("k1");
    private readonly StoppedClock clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task EveryClaim_BecomesTheCaller()
    {
        var request = new TokenRequest("till-1", Role.Terminal, TimeSpan.FromMinutes(5))
        {
            Channel = Channel.Store, StoreId = "store-1", ActorId = "associate-1", DeviceId = "device-1",
        };

        var caller = (await Validate(IssuerOf(keys).Issue(request))).Caller;

        Assert.Equal(
            new Caller("till-1", Role.Terminal, Channel.Store, "store-1", "associate-1", "device-1", clock.Now.AddMinutes(5)), caller);
    }

    [Fact]
    public async Task Assistant_NamesItselfBesideItsCustomer_AndIsAlwaysOnItsOwnChannel()
    {
        var request = new TokenRequest("anna", Role.Assistant, TimeSpan.FromMinutes(5)) { Channel = Channel.Web, ActorId = "helper-1" };

        Assert.Equal(
            new Caller("anna", Role.Assistant, Channel.Agent, null, "helper-1", "helper-1", clock.Now.AddMinutes(5)), (await Validate(IssuerOf(keys).Issue(request))).Caller);
        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(IssuerOf(keys).Issue(request with { ActorId = null }))).Failure);

        // Whatever device the customer's own token had: it is not that one.
        Assert.Equal("helper-1/phone-1", (await Validate(IssuerOf(keys).Issue(request with { DeviceId = "phone-1" }))).Caller!.DevicePrincipal);
    }

    [Fact]
    public async Task Expiry_CountsFromTheClockWithThirtySecondsOfSkew()
    {
        var validator = Validator();
        var token = IssuerOf(keys).Issue(Customer);

        clock.Now += TimeSpan.FromSeconds(60 + 29);
        Assert.NotNull((await validator.Validate(token.AsMemory())).Caller);
        clock.Now += TimeSpan.FromSeconds(1);

        // Both the remembered token and a validator that sees it for the first time.
        Assert.Equal(ErrorReasons.TokenExpired, (await validator.Validate(token.AsMemory())).Failure);
        Assert.Equal(ErrorReasons.TokenExpired, (await Validate(token)).Failure);
    }

    [Fact]
    public async Task OtherKeyOtherAudienceOtherIssuer_AreInvalid()
    {
        using var otherKeys = SigningKeys.Generate("k1");

        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(IssuerOf(otherKeys).Issue(Customer))).Failure);
        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(new TokenIssuer(Issuer, keys, clock, "other").Issue(Customer))).Failure);
        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(new TokenIssuer("https://other.test", keys, clock).Issue(Customer))).Failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("ключ")]
    public async Task Garbage_IsInvalid(string token) => Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(token)).Failure);

    [Fact]
    public async Task UnsignedAndSymmetricTokens_AreInvalid()
    {
        var genuine = IssuerOf(keys).Issue(Customer).Split('.');
        var unsigned = $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{genuine[1]}.";

        // The public key is no secret: a token "signed" with it as an HMAC key must not pass.
        var header = Encode("""{"alg":"HS256","typ":"JWT","kid":"k1"}""");
        var mac = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys.ToJwks()), Encoding.UTF8.GetBytes($"{header}.{genuine[1]}"));

        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(unsigned)).Failure);
        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate($"{header}.{genuine[1]}.{Base64UrlEncoder.Encode(mac)}")).Failure);
    }

    [Theory]
    [InlineData("""{"role":"customer"}""")]
    [InlineData("""{"sub":"m","role":"king"}""")]
    [InlineData("""{"sub":"m"}""")]
    [InlineData("""{"sub":7,"role":"customer"}""")]
    [InlineData("""{"sub":"m\u0000","role":"customer"}""")]
    [InlineData("""{"sub":"m","role":"customer","channel":"FAX"}""")]
    [InlineData("""{"sub":"m","role":"terminal"}""")]
    [InlineData("""{"sub":"m","role":"customer","act":"x"}""")]
    public async Task GenuineTokenThatNamesNoCallerOfOurs_IsInvalid(string claims) =>
        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(Sign(claims, expires: true))).Failure);

    [Fact]
    public async Task TokenWithoutExpiry_IsInvalid()
    {
        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(Sign("""{"sub":"m","role":"customer"}""", expires: false))).Failure);
        Assert.NotNull((await Validate(Sign("""{"sub":"m","role":"customer"}""", expires: true))).Caller);
    }

    [Fact]
    public async Task IssuerOfGuests_MayNotMakeOperators()
    {
        var host = new PlatformHost { Clock = clock, TrustedIssuers = { new TrustedIssuer(Issuer, keys, [Role.Guest]) } };
        var validator = TestValidators.Of(new ConfigurationBuilder().Build(), host);

        Assert.NotNull((await validator.Validate(IssuerOf(keys).Issue(Customer with { Role = Role.Guest, Subject = "guest-1" }).AsMemory())).Caller);
        Assert.Equal(ErrorReasons.TokenInvalid, (await validator.Validate(IssuerOf(keys).Issue(Customer with { Role = Role.Ops }).AsMemory())).Failure);
    }

    [Fact]
    public async Task RotatedKeys_OldAndNewTokensVerify()
    {
        using var old = SigningKeys.Generate("old");
        var before = IssuerOf(old).Issue(Customer);
        using var rotated = SigningKeys.FromPem(("new", keys.ToPem()), ("old", old.ToPem()));

        var validator = Validator(rotated.ToJwks());

        Assert.NotNull((await validator.Validate(before.AsMemory())).Caller);
        Assert.NotNull((await validator.Validate(IssuerOf(rotated).Issue(Customer).AsMemory())).Caller);
    }

    [Fact]
    public void SeveralIssuers_AreReadFromConfiguration()
    {
        var settings = Read(new()
        {
            ["Omnichannel:Auth:Issuers:staff:Issuer"] = "https://one.test",
            ["Omnichannel:Auth:Issuers:staff:Jwks"] = keys.ToJwks(),
            ["Omnichannel:Auth:Issuers:guests:Issuer"] = "guests",
            ["Omnichannel:Auth:Issuers:guests:Jwks"] = keys.ToJwks(),
            ["Omnichannel:Auth:Issuers:guests:Roles"] = "guest, customer",
        });

        Assert.Equal(["guests", "https://one.test"], settings.Issuers.Select(issuer => issuer.Name));
        Assert.Equal([Role.Guest, Role.Customer], settings.Issuers[0].Roles.Granted);
    }

    [Theory]
    [InlineData("Roles", "king", "Roles")]
    [InlineData("Kind", "okta", "Kind")]
    [InlineData("Kind", "auth0", "Namespace")]
    [InlineData("TokenTypes", "id", "TokenTypes")]
    [InlineData("SubjectPrefix", "a/b", "SubjectPrefix")]
    [InlineData("SubjectPrefix", "guest-", "SubjectPrefix")]
    [InlineData("DefaultRole", "king", "DefaultRole")]
    [InlineData("RoleNames:king", "admin", "RoleNames")]
    [InlineData("Channels:FAX", "machine", "Channels")]
    [InlineData("Subjects:cart:Role", "service", "Subjects:cart:Subject")]
    [InlineData("JwksPath", "/no/such/file", "not several")]
    [InlineData("ClockSkewSeconds", "soon", "ClockSkewSeconds")]
    public void BrokenConfiguration_IsAStartupFailureThatNamesTheSetting(string key, string value, string named)
    {
        var error = Assert.Throws<StartupException>(() => Read(new()
        {
            ["Omnichannel:Auth:Issuer"] = Issuer, ["Omnichannel:Auth:Jwks"] = keys.ToJwks(), ["Omnichannel:Auth:" + key] = value,
        }));

        Assert.StartsWith("Omnichannel:Auth", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Jwks", "{}")]
    [InlineData("Jwks", "nonsense")]
    [InlineData("JwksPath", "/no/such/file")]
    [InlineData("Audience", "no keys at all")]
    public void IssuerWithoutKeys_IsAStartupFailure(string key, string value)
    {
        var error = Assert.Throws<StartupException>(() => Read(new() { ["Omnichannel:Auth:Issuer"] = Issuer, ["Omnichannel:Auth:" + key] = value }));

        Assert.StartsWith("Omnichannel:Auth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownToken_CostsWellUnderFiveMicroseconds()
    {
        var validator = Validator();
        var token = ("Bearer " + IssuerOf(keys).Issue(Customer)).ToString();
        await validator.ValidateHeader(token);
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < 10_000; i++)
            {
                await validator.ValidateHeader(token);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / 10_000);
        }

        Assert.True(best < 5, $"A known token took {best:F2} µs.");
    }

    [Fact]
    public void Cache_StaysWithinItsCapacity_AndKeepsWhatIsInUse()
    {
        var cache = new TokenCache(100);
        var entry = new TokenCache.Entry(CallState.Anonymous, DateTimeOffset.MaxValue);
        TokenHash.TryCompute("in use", out var used);
        cache.Add(used, entry);
        for (var i = 0; i < 1000; i++)
        {
            TokenHash.TryCompute($"token {i}", out var hash);
            cache.Add(hash, entry);
            Assert.True(cache.TryGet(used, out _));
        }

        var kept = Enumerable.Range(0, 1000).Count(i => TokenHash.TryCompute($"token {i}", out var hash) && cache.TryGet(hash, out _));
        Assert.InRange(kept, 1, 101);
    }

    private static TokenRequest Customer => new("member-1", Role.Customer, TimeSpan.FromMinutes(1));

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);

    private TokenIssuer IssuerOf(SigningKeys signing) => new(Issuer, signing, clock);

    private TokenValidator Validator(string? jwks = null) => TestValidators.Of(
        Configuration(new() { ["Omnichannel:Auth:Issuer"] = Issuer, ["Omnichannel:Auth:Jwks"] = jwks ?? keys.ToJwks() }), new PlatformHost { Clock = clock });

    private static AuthSettings Read(Dictionary<string, string?> settings) => AuthSettings.Read(SettingsCatalogue.Bind<AuthOptions>(Configuration(settings)), [], TestValidators.Keys(Configuration(settings)));

    private async Task<TokenValidation> Validate(string token) => await Validator().Validate(token.AsMemory());

    /// <summary>A token of the genuine issuer with exactly these claims.</summary>
    private string Sign(string claims, bool expires)
    {
        var rest = $$""","iss":"{{Issuer}}","aud":"omnichannel"{{(expires ? $",\"exp\":{clock.Now.AddMinutes(1).ToUnixTimeSeconds()}" : string.Empty)}}}""";
        var signed = $"{Encode("""{"alg":"ES256","typ":"at+jwt","kid":"k1"}""")}.{Encode(claims[..^1] + rest)}";
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportFromPem(keys.ToPem());
        return $"{signed}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), System.Security.Cryptography.HashAlgorithmName.SHA256))}";
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
