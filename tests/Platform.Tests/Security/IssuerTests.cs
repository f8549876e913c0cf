using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Security;

/// <summary>Tokens as the usual issuers write them, signed with one key, and what becomes of each by the issuer's settings.</summary>
public sealed class IssuerTests : IDisposable
{
    private const string Main = "https://main.test";
    private const string Partner = "https://partner.test";
    private readonly SigningKeys keys = SigningKeys.Generate("k1");

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task Keycloak_RealmRolesAndClient_BecomeRoleAndChannel()
    {
        var validator = Validator(("Kind", "keycloak"), ("Channels:WEB", "shop-web"), ("Channels:APP", "shop-ios, shop-android"));
        const string claims = """
            {"sub":"6f1d","typ":"Bearer","azp":"shop-ios","realm_access":{"roles":["default-roles-shop","offline_access","customer"]},"resource_access":{"account":{"roles":["manage-account"]}}}
            """;

        var caller = (await Validate(validator, claims, typ: "JWT")).Caller;

        Assert.Equal(("6f1d", Role.Customer, Channel.App), (caller!.Subject, caller.Role, caller.Channel));
    }

    [Fact]
    public async Task Keycloak_ClientRoles_AreFoundByPath()
    {
        var validator = Validator(("Kind", "keycloak"), ("Claims:Role", "resource_access.omnichannel.api.roles"), ("RoleNames:ops", "shop-admin, shop-operator"));

        var caller = (await Validate(validator, """{"sub":"o","resource_access":{"omnichannel.api":{"roles":["shop-operator"]}}}""")).Caller;

        Assert.Equal(Role.Ops, caller!.Role);
    }

    [Fact]
    public async Task Auth0_NamespacedClaims_BecomeTheCaller()
    {
        var validator = Validator(("Kind", "auth0"), ("Namespace", "https://shop.example/"));
        const string claims = """
            {"sub":"auth0|64a1","azp":"spa","scope":"openid","https://shop.example/roles":["terminal"],"https://shop.example/channel":"STORE","https://shop.example/store_id":"milano-1","https://shop.example/actor":"associate-7","https://shop.example/device_id":"d1"}
            """;

        var caller = (await Validate(validator, claims, typ: "JWT")).Caller!;

        Assert.Equal(
            ("auth0|64a1", Role.Terminal, Channel.Store, "milano-1", "associate-7", "d1"),
            (caller.Subject, caller.Role, caller.Channel, caller.StoreId, caller.ActorId, caller.DevicePrincipal));
    }

    [Fact]
    public async Task Auth0_WithoutRole_IsTheDefaultRole_NeverInsteadOfARoleThatItMayNotGrant()
    {
        var validator = Validator(("Kind", "auth0"), ("Namespace", "https://shop.example/"), ("Roles", "customer"), ("DefaultRole", "customer"));

        Assert.Equal(Role.Customer, (await Validate(validator, """{"sub":"a"}""")).Caller!.Role);
        Assert.Null((await Validate(validator, """{"sub":"a","https://shop.example/roles":["ops"]}""")).Caller);
    }

    [Fact]
    public async Task Entra_AppRolesAndAppId_BecomeRoleAndChannel()
    {
        var validator = Validator(("Kind", "entra"), ("Channels:SUPPORT", "desk"), ("Claims:Subject", "oid"), ("RoleNames:agent", "Shop.Agent"));

        var second = (await Validate(validator, """{"sub":"pairwise","oid":"person","azp":"desk","roles":["Shop.Agent"]}""", typ: "JWT")).Caller!;
        var first = (await Validate(validator, """{"sub":"pairwise","oid":"person","appid":"desk","roles":["Shop.Agent"]}""", typ: "JWT")).Caller!;

        Assert.Equal(("person", Role.Agent, Channel.Support), (second.Subject, second.Role, second.Channel));
        Assert.Equal((first.Subject, first.Role, first.Channel), (second.Subject, second.Role, second.Channel));
    }

    [Fact]
    public async Task Kubernetes_ServiceAccount_HasTheRoleThatItsSubjectIsGiven()
    {
        var validator = Validator(
            ("Kind", "kubernetes"), ("Subjects:cart:Subject", "system:serviceaccount:shop:shop-omnichannel-cart"), ("Subjects:cart:Role", "service"));

        var caller = (await Validate(validator, """{"sub":"system:serviceaccount:shop:shop-omnichannel-cart","kubernetes.io":{"namespace":"shop"}}""", typ: null)).Caller!;

        Assert.Equal(("cart", Role.Service), (caller.Subject, caller.Role));
        Assert.Null((await Validate(validator, """{"sub":"system:serviceaccount:shop:default"}""", typ: null)).Caller);
    }

    [Theory]
    [InlineData("""{"sub":"m","realm_access":{"roles":["customer","ops"]}}""")]
    [InlineData("""{"sub":"m","realm_access":{"roles":["guest"]}}""")]
    [InlineData("""{"sub":"m","realm_access":{"roles":["Customer"]}}""")]
    [InlineData("""{"sub":"m","realm_access":{"roles":[]}}""")]
    [InlineData("""{"sub":"m","realm_access":{"roles":["customer",7]}}""")]
    [InlineData("""{"sub":"m","realm_access":{"roles":{"customer":true}}}""")]
    [InlineData("""{"sub":"m","realm_access":["customer"]}""")]
    [InlineData("""{"sub":"m","realm_access":"customer"}""")]
    [InlineData("""{"sub":"m","role":"customer"}""")]
    [InlineData("""{"sub":"m\u202e","realm_access":{"roles":["customer"]}}""")]
    [InlineData("""{"sub":"m\u2028n","realm_access":{"roles":["customer"]}}""")]
    [InlineData("""{"sub":"m","act":{"sub":"\ud800"},"realm_access":{"roles":["customer"]}}""")]
    [InlineData("""["sub"]""")]
    public async Task ClaimsThatDoNotNameOneCallerOfOurs_AreRefused(string claims) =>
        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(Validator(("Kind", "keycloak")), claims)).Failure);

    [Fact]
    public async Task SeveralRoles_AreDecidedByTheOrderOfTheSettings()
    {
        var validator = Validator(("Kind", "keycloak"), ("Roles", "agent, customer"));

        Assert.Equal(Role.Agent, (await Validate(validator, """{"sub":"m","realm_access":{"roles":["customer","agent","ops"]}}""")).Caller!.Role);
    }

    [Theory]
    [InlineData("at+jwt", true)]
    [InlineData("AT+JWT", true)]
    [InlineData("application/at+jwt", true)]
    [InlineData("JWT", false)]
    [InlineData("application/jwt", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("logout+jwt", false)]
    [InlineData("dpop+jwt", false)]
    public async Task Type_IsThatOfAccessTokens(string? typ, bool isAccepted) =>
        Assert.Equal(isAccepted, (await Validate(Validator(), """{"sub":"m","role":"customer"}""", typ)).Caller is not null);

    [Fact]
    public async Task PlainType_IsTakenWhereTheSettingsSaySo()
    {
        var validator = Validator(("TokenTypes", "JWT"));

        Assert.NotNull((await Validate(validator, """{"sub":"m","role":"customer"}""", "JWT")).Caller);
        Assert.Null((await Validate(validator, """{"sub":"m","role":"customer"}""", "at+jwt")).Caller);
        Assert.Null((await Validate(validator, """{"sub":"m","role":"customer"}""", null)).Caller);
    }

    [Theory]
    [InlineData("\"nonce\":\"n\"")]
    [InlineData("\"at_hash\":\"h\"")]
    [InlineData("\"c_hash\":\"h\"")]
    [InlineData("\"typ\":\"ID\"")]
    [InlineData("\"typ\":\"Refresh\"")]
    [InlineData("\"typ\":7")]
    [InlineData("\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}")]
    public async Task IdTokensAndOthers_AreRefused_WherePlainTypesAreTaken(string mark) => Assert.Equal(
        ErrorReasons.TokenInvalid, (await Validate(Validator(("TokenTypes", "JWT, none")), $$"""{"sub":"m","role":"customer",{{mark}}}""", "JWT")).Failure);

    [Theory]
    [InlineData("\"crit\":[\"x\"]")]
    [InlineData("\"crit\":[\"b64\"],\"b64\":false")]
    [InlineData("\"crit\":[]")]
    [InlineData("\"crit\":\"exp\"")]
    public async Task CriticalHeaders_AreRefused(string header) =>
        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(Validator(), """{"sub":"m","role":"customer"}""", "at+jwt", header)).Failure);

    [Theory]
    [InlineData("253402300799", true)]
    [InlineData("253402300798.5", true)]
    [InlineData("253402300800", false)]
    [InlineData("9223372036854775807", false)]
    [InlineData("9223372036854775808", false)]
    [InlineData("1e300", false)]
    [InlineData("1e999", false)]
    [InlineData("-1", false)]
    [InlineData("-9223372036854775808", false)]
    [InlineData("\"253402300799\"", false)]
    [InlineData("null", false)]
    public async Task End_OutsideOfEveryCalendar_IsRefused(string exp, bool isAccepted)
    {
        var validation = await Validate(Validator(), $$"""{"sub":"m","role":"customer","exp":{{exp}}}""", exp: false);

        Assert.Equal(isAccepted, validation.Caller is not null);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", true)]
    [InlineData("253402300799", false)]
    [InlineData("1e300", false)]
    [InlineData("-5", false)]
    [InlineData("\"1\"", false)]
    public async Task Beginning_IsATimeThatHasCome(string nbf, bool isAccepted) =>
        Assert.Equal(isAccepted, (await Validate(Validator(), $$"""{"sub":"m","role":"customer","nbf":{{nbf}}}""")).Caller is not null);

    [Fact]
    public async Task EqualSubjectsOfTwoIssuers_AreTwoPeople()
    {
        var validator = Two();

        var ours = (await Validate(validator, """{"sub":"anna","role":"customer"}""")).Caller!;
        var theirs = (await Validate(validator, """{"sub":"anna","role":"customer","act":{"sub":"x"}}""", issuer: Partner)).Caller!;

        Assert.Equal(("anna", "anna"), (ours.Subject, ours.DevicePrincipal));
        Assert.Equal(("partner~anna", "partner~anna", "partner~x"), (theirs.Subject, theirs.DevicePrincipal, theirs.ActorId));
    }

    [Fact]
    public async Task TwoIssuersOfTheMap_AreTwoPeople()
    {
        var validator = Of(new()
        {
            ["Issuers:one:Issuer"] = Main, ["Issuers:one:Jwks"] = keys.ToJwks(), ["Issuers:two:Issuer"] = Partner, ["Issuers:two:Jwks"] = keys.ToJwks(),
        });

        var one = (await Validate(validator, """{"sub":"anna","role":"customer"}""")).Caller!;
        var two = (await Validate(validator, """{"sub":"anna","role":"customer"}""", issuer: Partner)).Caller!;

        Assert.NotEqual(one.Subject, two.Subject);
    }

    [Fact]
    public async Task IssuersThatShareNoRole_KeepTheirSubjects()
    {
        var validator = Two(("Roles", "customer"), ("Issuers:partner:Roles", "agent"));

        Assert.Equal("anna", (await Validate(validator, """{"sub":"anna","role":"agent"}""", issuer: Partner)).Caller!.Subject);
    }

    [Fact]
    public async Task PrefixOfTheSettings_IsTheStronger()
    {
        Assert.Equal("p.anna", (await Validate(Two(("Issuers:partner:SubjectPrefix", "p.")), """{"sub":"anna","role":"customer"}""", issuer: Partner)).Caller!.Subject);
        Assert.Equal("anna", (await Validate(Two(("Issuers:partner:SubjectPrefix", "")), """{"sub":"anna","role":"customer"}""", issuer: Partner)).Caller!.Subject);
    }

    [Theory]
    [InlineData("partner~anna", Main)]
    [InlineData("~anna", Partner)]
    public async Task SubjectThatLooksLikeAnotherIssuers_IsRefused(string subject, string issuer)
    {
        var validator = Two(("Issuers:third:Issuer", "https://third.test"), ("Issuers:third:Jwks", keys.ToJwks()), ("Issuers:third:SubjectPrefix", "partner~~"));

        Assert.Equal(ErrorReasons.TokenInvalid, (await Validate(validator, $$"""{"sub":"{{subject}}","role":"customer"}""", issuer: issuer)).Failure);
    }

    [Theory]
    [InlineData("guest-1", "customer", false)]
    [InlineData("guest-1", "ops", false)]
    [InlineData("anna", "customer", true)]
    [InlineData("guest", "customer", true)]
    [InlineData("guest-1", "guest", false)]
    public async Task OtherIssuers_NameNoGuests(string subject, string role, bool isAccepted)
    {
        Assert.Equal(isAccepted, (await Validate(Validator(), $$"""{"sub":"{{subject}}","role":"{{role}}"}""")).Caller is not null);
    }

    [Theory]
    [InlineData("guest-1", "guest", true)]
    [InlineData("customer-1", "guest", false)]
    [InlineData("Guest-1", "guest", false)]
    [InlineData("guest-1", "customer", false)]
    public async Task GuestIssuer_NamesNobodyElse(string subject, string role, bool isAccepted)
    {
        var validator = Two(("Issuers:partner:Roles", "guest"), ("Issuers:other:Issuer", "https://other.test"), ("Issuers:other:Jwks", keys.ToJwks()), ("Issuers:other:Roles", "guest"));
        var caller = (await Validate(validator, $$"""{"sub":"{{subject}}","role":"{{role}}"}""", issuer: Partner)).Caller;

        Assert.Equal(isAccepted ? subject : null, caller?.Subject);
    }

    [Fact]
    public async Task AudienceOfAnIssuer_IsItsOwn()
    {
        var validator = Two(("Issuers:partner:Audience", "api://omnichannel"));

        Assert.Null((await Validate(validator, """{"sub":"anna","role":"customer"}""", issuer: Partner)).Caller);
        Assert.NotNull((await Validate(validator, """{"sub":"anna","role":"customer","aud":["x","api://omnichannel"]}""", issuer: Partner, audience: false)).Caller);
    }

    private TokenValidator Two(params (string Key, string Value)[] settings) => Validator(
        [("Issuers:partner:Issuer", Partner), ("Issuers:partner:Jwks", keys.ToJwks()), .. settings]);

    private TokenValidator Validator(params (string Key, string Value)[] settings) =>
        Of(settings.Prepend(("Issuer", Main)).Prepend(("Jwks", keys.ToJwks())).ToDictionary(each => each.Item1, string? (each) => each.Item2));

    private static TokenValidator Of(Dictionary<string, string?> settings) => TestValidators.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(each => "Omnichannel:Auth:" + each.Key, each => each.Value)).Build(), new PlatformHost());

    private async Task<TokenValidation> Validate(
        TokenValidator validator, string claims, string? typ = "at+jwt", string? header = null, bool exp = true, bool audience = true, string issuer = Main)
    {
        var rest = $",\"iss\":\"{issuer}\""
            + (audience ? ",\"aud\":\"omnichannel\"" : string.Empty)
            + (exp ? $",\"exp\":{DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds()}" : string.Empty);
        var head = $$"""{"alg":"ES256","kid":"k1"{{(typ is null ? string.Empty : $",\"typ\":\"{typ}\"")}}{{(header is null ? string.Empty : "," + header)}}}""";
        var text = claims.Trim();
        var signed = $"{Base64UrlEncoder.Encode(head)}.{Base64UrlEncoder.Encode(text[..^1] + (text[0] == '{' ? rest : string.Empty) + text[^1])}";
        using var key = ECDsa.Create();
        key.ImportFromPem(keys.ToPem());
        var token = $"{signed}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        return await validator.Validate(token.AsMemory());
    }
}
