namespace Omnichannel.Platform.Security;

/// <summary>
/// Section <c>Omnichannel:Auth</c>: whose tokens are accepted, and with which token this service calls others. The keys of an issuer stand in the section itself (the
/// issuer whose subjects are taken as they are) and under <c>Issuers:&lt;name&gt;</c> (any number of others).
/// </summary>
internal sealed class AuthOptions : IssuerOptions
{
    public const string Section = "Omnichannel:Auth";

    /// <summary>How far the clocks of issuers may be off.</summary>
    public int ClockSkewSeconds { get; set; } = 30;

    /// <summary>Further issuers by a name of the operator's choice.</summary>
    public Dictionary<string, IssuerOptions> Issuers { get; set; } = [];

    /// <summary>A file with the token with which this service calls others (a projected token, a sidecar's); read again when it changes.</summary>
    public string? ServiceTokenPath { get; set; }

    /// <summary>Where this service gets that token by OAuth2 client credentials.</summary>
    public ClientCredentialsOptions Service { get; set; } = new();
}

/// <summary>One issuer: its keys, what it may grant, and where its tokens say what.</summary>
internal class IssuerOptions
{
    /// <summary>The <c>iss</c> claim; the authority when not given.</summary>
    public string? Issuer { get; set; }

    /// <summary>An OpenID Connect provider, whose discovery document names its keys.</summary>
    public string? Authority { get; set; }

    /// <summary>Where its keys are published (JSON Web Key Set).</summary>
    public string? JwksUri { get; set; }

    /// <summary>A file with its keys; read again when it changes.</summary>
    public string? JwksPath { get; set; }

    /// <summary>Its keys as text.</summary>
    public string? Jwks { get; set; }

    /// <summary>Certificates (PEM) of those who may vouch for <see cref="Authority"/> and <see cref="JwksUri"/>, instead of the system's: a provider within the mesh. It is then shown this service's own certificate.</summary>
    public string? CaPath { get; set; }

    /// <summary>The <c>aud</c> claim of tokens for us.</summary>
    public string? Audience { get; set; }

    /// <summary>The roles that it may grant, separated by commas; every role but guest when empty. Where a token has several of them, the one named first counts.</summary>
    public string Roles { get; set; } = string.Empty;

    /// <summary>The role of those whose tokens name none of ours; none when empty: then such tokens are refused.</summary>
    public string DefaultRole { get; set; } = string.Empty;

    /// <summary>Whose tokens they are like: omnichannel, keycloak, auth0, entra or kubernetes. Sets what <see cref="Claims"/> and <see cref="TokenTypes"/> leave open.</summary>
    public string Kind { get; set; } = "omnichannel";

    /// <summary>What its claims' names begin with (Auth0: <c>https://shop.example/</c>).</summary>
    public string Namespace { get; set; } = string.Empty;

    /// <summary>The accepted <c>typ</c> headers, separated by commas: <c>at+jwt</c> (RFC 9068), <c>JWT</c>, <c>none</c>.</summary>
    public string? TokenTypes { get; set; }

    /// <summary>Put before its subjects, so that equal ones of other issuers are other people. Left open: nothing, or <c>&lt;name&gt;~</c> where another issuer may grant the same role.</summary>
    public string? SubjectPrefix { get; set; }

    /// <summary>Where its tokens say what.</summary>
    public ClaimOptions Claims { get; set; } = new();

    /// <summary>By role: what the issuer calls it, separated by commas, where that is not the role's own name.</summary>
    public Dictionary<string, string> RoleNames { get; set; } = [];

    /// <summary>By channel: the client ids (<c>azp</c>, <c>client_id</c>) whose tokens belong to it, separated by commas, for issuers that know no channels.</summary>
    public Dictionary<string, string> Channels { get; set; } = [];

    /// <summary>By the name that it has here: a subject that is given a role without its token saying so, such as a Kubernetes service account.</summary>
    public Dictionary<string, SubjectOptions> Subjects { get; set; } = [];
}

/// <summary>Paths of claims: a claim's name, or names of nested objects separated by full stops (<c>realm_access.roles</c>). A claim whose whole name fits comes first.</summary>
internal sealed class ClaimOptions
{
    public string? Subject { get; set; }

    public string? Role { get; set; }

    public string? Channel { get; set; }

    public string? StoreId { get; set; }

    public string? Actor { get; set; }

    public string? DeviceId { get; set; }

    public string? Client { get; set; }
}

/// <summary>A role for one subject.</summary>
internal sealed class SubjectOptions
{
    /// <summary>The <c>sub</c> claim.</summary>
    public string? Subject { get; set; }

    public string? Role { get; set; }
}

/// <summary>OAuth2 client credentials (RFC 6749 4.4).</summary>
internal sealed class ClientCredentialsOptions
{
    /// <summary>Where tokens are given.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>This service's name there.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its secret; better <see cref="ClientSecretPath"/>, which can be changed while the service runs.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A file with its secret; read for every token.</summary>
    public string? ClientSecretPath { get; set; }

    /// <summary>How it proves itself: <c>basic</c> (the Authorization header) or <c>post</c> (the form).</summary>
    public string ClientAuthentication { get; set; } = "basic";

    /// <summary>Asked for as <c>scope</c>, where set (Entra: <c>api://omnichannel/.default</c>).</summary>
    public string? Scope { get; set; }

    /// <summary>Asked for as <c>audience</c>, where set (Auth0).</summary>
    public string? Audience { get; set; }

    /// <summary>Asked for as <c>resource</c> (RFC 8707), where set.</summary>
    public string? Resource { get; set; }

    /// <summary>As an issuer's <c>CaPath</c>, for the token endpoint.</summary>
    public string? CaPath { get; set; }
}
