using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>Which role a token of an issuer gives: the one role of a caller, out of what the issuer may grant.</summary>
/// <param name="granted">The roles that the issuer may grant.</param>
internal sealed class RoleChoice(IReadOnlyList<Role> granted)
{
    /// <summary>What an issuer may grant of which nothing is said: guests are made by those only who are told to.</summary>
    public static readonly IReadOnlyList<Role> AllButGuest = [.. Enum.GetValues<Role>().Where(role => role is not (Role.Unspecified or Role.Guest))];

    /// <summary>The roles that the issuer may grant.</summary>
    public IReadOnlyList<Role> Granted { get; } = granted;

    /// <summary>Whether the order of <see cref="Granted"/> decides where a token names several; else such a token names nobody.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The role of those whose tokens name none of ours.</summary>
    public Role? Default { get; init; }

    /// <summary>What the issuer calls a role, where that is not the role's own name.</summary>
    public IReadOnlyDictionary<Role, string[]> Names { get; init; } = new Dictionary<Role, string[]>();

    /// <summary>Subjects that are given a role, and a name, without their tokens saying so.</summary>
    public IReadOnlyDictionary<string, (string Name, Role Role)> BySubject { get; init; } = new Dictionary<string, (string, Role)>();

    /// <summary>Every role that may come of it.</summary>
    public IEnumerable<Role> Possible => Granted.Concat(BySubject.Values.Select(each => each.Role)).Concat(Default is { } role ? [role] : []).Distinct();

    /// <summary>The role of a token that names these; null for none, for one that the issuer may not grant, and for several where no order decides.</summary>
    public Role? Choose(IReadOnlyCollection<string> names)
    {
        var named = Enum.GetValues<Role>().Where(role => role != Role.Unspecified && names.Any(name => IsNameOf(name, role))).ToArray();
        if (named.Length == 0)
        {
            return Default;
        }

        var possible = Granted.Where(named.Contains).ToArray();
        return possible.Length == 1 || (possible.Length > 1 && IsOrdered) ? possible[0] : null;
    }

    private bool IsNameOf(string name, Role role) =>
        Names.TryGetValue(role, out var names) ? names.Contains(name, StringComparer.Ordinal) : name == TokenClaims.NameOf(role);
}
