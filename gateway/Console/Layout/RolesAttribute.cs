using Omnichannel.Types.V1;

namespace Omnichannel.WebConsole.Layout;

/// <summary>Who may open a page, by the role of the main seat. The gateway refuses everybody else's calls anyway; this says so before anything is asked.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RolesAttribute(params Role[] roles) : Attribute
{
    /// <summary>The roles.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;
}
