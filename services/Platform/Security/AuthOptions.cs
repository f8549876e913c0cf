using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Section <c>Omnichannel:Auth</c>: whose tokens are accepted, and with which token this service calls others. The keys of an issuer stand in the section itself (the
/// issuer whose subjects are taken as they are) and under <c>Issuers:&lt;name&gt;</c> (any number of others).
/// </summary>
public sealed class AuthOptions : IssuerOptions, ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Auth";

    [Setting("How far the clocks of issuers may be off.")]
    public int ClockSkewSeconds { get; set; } = 30;

    /// <summary>Further issuers by a name of the operator's choice.</summary>
    public Dictionary<string, IssuerOptions> Issuers { get; set; } = [];

    [Setting("A file with the token with which this service calls others (a projected token, a sidecar's); read again when it changes.")]
    public string? ServiceTokenPath { get; set; }

    /// <summary>Where this service gets that token by OAuth2 client credentials.</summary>
    public ClientCredentialsOptions Service { get; set; } = new();
}

/// <summary>One issuer: its keys, what it may grant, and where its tokens say what.</summary>
public class IssuerOptions
{
    [Setting("The iss claim; the authority when not given.")]
    public string? Issuer { get; set; }

    [Setting("An OpenID Connect provider, whose discovery document names its keys.")]
    public string? Authority { get; set; }

    [Setting("Where its keys are published (JSON Web Key Set).")]
    public string? JwksUri { get; set; }

    [Setting("A file with its keys; read again when it changes.")]
    public string? JwksPath { get; set; }

    [Setting("Its keys as text.")]
    public string? Jwks { get; set; }

    [Setting("Certificates (PEM) of those who may vouch for Authority and JwksUri, instead of the system's: a provider within the mesh. It is then shown this service's own certificate.")]
    public string? CaPath { get; set; }

    [Setting("The aud claim of tokens for us.")]
    public string? Audience { get; set; }

    [Setting("The roles that it may grant, separated by commas; every role but guest when empty. Where a token has several of them, the one named first counts.")]
    public string Roles { get; set; } = string.Empty;

    [Setting("The role of those whose tokens name none of ours; none when empty: then such tokens are refused.")]
    public string DefaultRole { get; set; } = string.Empty;

    [Setting("Whose tokens they are like: omnichannel, keycloak, auth0, entra or kubernetes. Sets what Claims and TokenTypes leave open.")]
    public string Kind { get; set; } = "omnichannel";

    [Setting("What its claims' names begin with (Auth0: https://shop.example/).")]
    public string Namespace { get; set; } = string.Empty;

    [Setting("The accepted typ headers, separated by commas: at+jwt (RFC 9068), JWT, none.")]
    public string? TokenTypes { get; set; }

    [Setting("Put before its subjects, so that equal ones of other issuers are other people. Left open: nothing, or <name>~ where another issuer may grant the same role.")]
    public string? SubjectPrefix { get; set; }

    /// <summary>Where its tokens say what.</summary>
    public ClaimOptions Claims { get; set; } = new();

    [Setting("By role: what the issuer calls it, separated by commas, where that is not the role's own name.")]
    public Dictionary<string, string> RoleNames { get; set; } = [];

    [Setting("By channel: the client ids (azp, client_id) whose tokens belong to it, separated by commas, for issuers that know no channels.")]
    public Dictionary<string, string> Channels { get; set; } = [];

    /// <summary>By the name that it has here: a subject that is given a role without its token saying so, such as a Kubernetes service account.</summary>
    public Dictionary<string, SubjectOptions> Subjects { get; set; } = [];
}

/// <summary>Paths of claims: a claim's name, or names of nested objects separated by full stops (<c>realm_access.roles</c>). A claim whose whole name fits comes first.</summary>
public sealed class ClaimOptions
{
    [Setting("Where a token says who the caller is; as its Kind has it when not set.")]
    public string? Subject { get; set; }

    [Setting("Where a token says the role; as its Kind has it when not set.")]
    public string? Role { get; set; }

    [Setting("Where a token says the channel; as its Kind has it when not set.")]
    public string? Channel { get; set; }

    [Setting("Where a token says the store of a till; as its Kind has it when not set.")]
    public string? StoreId { get; set; }

    [Setting("Where a token says who acts at a till, or for a customer; as its Kind has it when not set.")]
    public string? Actor { get; set; }

    [Setting("Where a token says the device; as its Kind has it when not set.")]
    public string? DeviceId { get; set; }

    [Setting("Where a token says the client id; as its Kind has it when not set.")]
    public string? Client { get; set; }
}

/// <summary>A role for one subject.</summary>
public sealed class SubjectOptions
{
    [Setting("The sub claim.")]
    public string? Subject { get; set; }

    [Setting("The role that it is given.")]
    public string? Role { get; set; }
}

/// <summary>OAuth2 client credentials (RFC 6749 4.4).</summary>
public sealed class ClientCredentialsOptions
{
    [Setting("Where tokens are given.")]
    public string? TokenEndpoint { get; set; }

    [Setting("This service's name there.")]
    public string? ClientId { get; set; }

    [Setting("Its secret; better ClientSecretPath, which can be changed while the service runs.", IsSecret = true)]
    public string? ClientSecret { get; set; }

    [Setting("A file with its secret; read for every token.")]
    public string? ClientSecretPath { get; set; }

    [Setting("How it proves itself: basic (the Authorization header) or post (the form).")]
    public string ClientAuthentication { get; set; } = "basic";

    [Setting("Asked for as scope, where set (Entra: api://omnichannel/.default).")]
    public string? Scope { get; set; }

    [Setting("Asked for as audience, where set (Auth0).")]
    public string? Audience { get; set; }

    [Setting("Asked for as resource (RFC 8707), where set.")]
    public string? Resource { get; set; }

    [Setting("As an issuer's CaPath, for the token endpoint.")]
    public string? CaPath { get; set; }
}
