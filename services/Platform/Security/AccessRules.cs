using Google.Protobuf.Reflection;
using Omnichannel.Types.V1;
using RuleKind = Omnichannel.Types.V1.AccessRule.RuleOneofCase;

namespace Omnichannel.Platform.Security;

/// <summary>Which roles an rpc's access rule lets in, as <c>access.proto</c> says.</summary>
public static class AccessRules
{
    /// <summary>Whether a caller of the role is let in. What is theirs to reach, the service decides.</summary>
    /// <param name="rule">Of the rpc.</param>
    /// <param name="method">The rpc.</param>
    /// <param name="role">Of the token.</param>
    public static bool Admits(this AccessRule rule, MethodDescriptor method, Role role) => rule.RuleCase switch
    {
        RuleKind.SubjectField or RuleKind.OwnedResource => role switch
        {
            Role.Customer => true,
            Role.Guest => !rule.RefuseGuests,
            Role.Assistant => rule.Assistants || method.GetOptions()?.IdempotencyLevel is MethodOptions.Types.IdempotencyLevel.NoSideEffects,
            _ => rule.Roles.Contains(role),
        },
        RuleKind.Public => true,
        RuleKind.Grant => rule.Roles.Count == 0 || rule.Roles.Contains(role),
        _ => rule.Roles.Contains(role),
    };
}
