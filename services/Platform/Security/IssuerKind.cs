namespace Omnichannel.Platform.Security;

/// <summary>What is usual for the tokens of one kind of issuer; settings of the issuer are stronger.</summary>
/// <param name="Claims">Where its tokens say what, by the namespace of its own claims.</param>
/// <param name="TokenTypes">Which <c>typ</c> headers its access tokens have.</param>
/// <param name="NeedsNamespace">Whether claims of the operator's choice must have a namespace there.</param>
internal sealed record IssuerKind(Func<string, ClaimMap> Claims, string TokenTypes, bool NeedsNamespace = false)
{
    private static readonly Dictionary<string, IssuerKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["omnichannel"] = new(_ => ClaimMap.Ours, "at+jwt"),
        // Realm roles; access tokens are of type JWT unless the client's setting says otherwise.
        ["keycloak"] = new(_ => ClaimMap.Ours with { Role = new ClaimPath("realm_access.roles"), TakesRoleLists = true }, "at+jwt, JWT"),
        // An action adds claims, whose names are URLs.
        ["auth0"] = new(
            prefix => ClaimMap.Ours with
            {
                Role = new ClaimPath(prefix + "roles"),
                TakesRoleLists = true,
                Channel = new ClaimPath(prefix + "channel"),
                StoreId = new ClaimPath(prefix + "store_id"),
                Actor = new ClaimPath(prefix + "actor"),
                DeviceId = new ClaimPath(prefix + "device_id"),
            },
            "at+jwt, JWT",
            NeedsNamespace: true),
        // App roles; tokens of version 1 name the client in appid.
        ["entra"] = new(_ => ClaimMap.Ours with { Role = new ClaimPath("roles"), TakesRoleLists = true, Clients = [new ClaimPath("azp"), new ClaimPath("appid")] }, "JWT"),
        // Projected service account tokens name a subject and nothing else.
        ["kubernetes"] = new(_ => ClaimMap.Ours, "JWT, none"),
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    public static IssuerKind? Find(string name) => Kinds.GetValueOrDefault(name);
}
