using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Equal subjects of two issuers are two people. Each issuer has a prefix for its subjects, and a subject belongs to the issuer with the longest prefix that it
/// begins with: no issuer can name another one's people. Ids of guests begin with <c>guest-</c>, and only theirs.
/// </summary>
internal static class SubjectScopes
{
    /// <summary>Allowed in paths of URLs as it is.</summary>
    private const char Separator = '~';

    public static bool IsPrefixCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or Separator;

    /// <summary>
    /// Gives a prefix to those whose settings leave it open: none while no other issuer may grant a role of theirs, else their name in the map of issuers.
    /// </summary>
    public static IReadOnlyList<AcceptedIssuer> Assign(IReadOnlyList<AcceptedIssuer> issuers) =>
        [.. issuers.Select(issuer => issuer.Prefix is null ? issuer with { Prefix = Meets(issuer, issuers) ? issuer.MapName + Separator : string.Empty } : issuer)];

    /// <summary>Whether a caller of this issuer has a subject that is its own to name.</summary>
    public static bool IsOwn(Caller caller, AcceptedIssuer issuer, IEnumerable<AcceptedIssuer> issuers) =>
        caller.Role == Role.Guest
            ? GuestIds.IsGuest(caller.Subject)
            : !GuestIds.IsGuest(caller.Subject)
                && issuers.All(other => other.Prefix!.Length <= issuer.Prefix!.Length || !caller.Subject.StartsWith(other.Prefix, StringComparison.Ordinal));

    private static bool Meets(AcceptedIssuer issuer, IEnumerable<AcceptedIssuer> issuers) =>
        issuers.Any(other => other.Name != issuer.Name && other.Roles.Possible.Intersect(issuer.Roles.Possible).Any(role => role != Role.Guest));
}
