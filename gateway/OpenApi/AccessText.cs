using Google.Protobuf.Reflection;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>Access rules in words.</summary>
internal static class AccessText
{
    public static string Of(MethodDescriptor method, AccessRule rule) => rule.RuleCase switch
    {
        AccessRule.RuleOneofCase.Public => "anybody.",
        AccessRule.RuleOneofCase.SubjectField => $"{Shoppers(method, rule)} whose subject is `{rule.SubjectField}`{And(rule)}.",
        AccessRule.RuleOneofCase.OwnedResource => $"{Shoppers(method, rule)} for what is theirs{And(rule)}.",
        AccessRule.RuleOneofCase.Grant => $"{(rule.Roles.Count == 0 ? "anybody" : Names(rule))} with the {rule.Grant} grant in `{rule.GrantField}`.",
        _ => $"{Names(rule)} only.",
    };

    private static string Shoppers(MethodDescriptor method, AccessRule rule) =>
        (rule.RefuseGuests ? "customers" : "customers and guests") + (rule.Admits(method, Role.Assistant) ? ", and assistants for their customer," : string.Empty);

    private static string And(AccessRule rule) => rule.Roles.Count == 0 ? string.Empty : "; " + Names(rule);

    private static string Names(AccessRule rule) => string.Join(", ", rule.Roles.Select(role => role.ToString().ToLowerInvariant()));
}
