using Google.Protobuf;
using Google.Protobuf.Reflection;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;
using RuleKind = Omnichannel.Types.V1.AccessRule.RuleOneofCase;

namespace Omnichannel.Platform.Security;

/// <summary>The access rule and idempotency level of one rpc, compiled from its descriptor so that a call costs no reflection.</summary>
internal sealed class MethodRule
{
    private const int EveryRole = ~0;

    /// <summary>Of any id of any service; most are shorter, as each checks itself.</summary>
    private const int LongestId = 256;

    private readonly int roles;
    private readonly int staff;
    private readonly Func<IMessage, string>? subject;
    private readonly Func<IMessage, string>? resource;
    private readonly string resourceField;

    private MethodRule(MethodDescriptor method, AccessRule rule, bool takesKey, bool mayTakeKey)
    {
        Rpc = $"{method.Service.FullName}/{method.Name}";
        Kind = rule.RuleCase;
        TakesKey = takesKey;
        MayTakeKey = mayTakeKey;
        staff = Mask(rule.Roles);
        roles = Kind is RuleKind.Public || (Kind is RuleKind.Grant && rule.Roles.Count == 0) ? EveryRole : Mask(Enum.GetValues<Role>().Where(role => rule.Admits(method, role)));
        subject = Kind == RuleKind.SubjectField ? FieldPath.Compile(method.InputType, rule.SubjectField) : null;
        (resourceField, resource) = subject is not null ? (rule.SubjectField, subject) : FieldPath.FirstId(method.InputType);
        if (Kind == RuleKind.Grant)
        {
            // The service reads it; a rule that names a field which is not there is a mistake all the same.
            FieldPath.Compile(method.InputType, rule.GrantField);
        }
    }

    /// <summary>Full name, <c>package.Service/Method</c>.</summary>
    public string Rpc { get; }

    /// <summary>Which of the rules it is.</summary>
    public RuleKind Kind { get; }

    /// <summary>Whether a call must carry an idempotency key: unless the rpc declares that it has no effects, or names its effect itself.</summary>
    public bool TakesKey { get; }

    /// <summary>Whether a call may carry one: the service knows which must.</summary>
    public bool MayTakeKey { get; }

    /// <summary>Whether it may be called without a token.</summary>
    public bool AllowsAnonymous => roles == EveryRole;

    /// <summary>Compiles the rule of an rpc.</summary>
    /// <exception cref="ArgumentException">It has no rule, or one that does not fit its request.</exception>
    public static MethodRule Compile(MethodDescriptor method)
    {
        var rule = method.GetOptions()?.GetExtension(AccessExtensions.Access);
        return rule is null || rule.RuleCase == RuleKind.None
            ? throw new ArgumentException($"The rpc {method.FullName} declares no access rule.")
            : new MethodRule(method, rule, Level(method) == MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown, mayTakeKey: method.GetOptions().GetExtension(AccessExtensions.KeyOptional));
    }

    /// <summary>A rule for the standard services (health, reflection), which anybody may call.</summary>
    public static MethodRule Open(MethodDescriptor method) => new(method, new AccessRule { Public = true }, takesKey: false, mayTakeKey: false);

    public bool Admits(Role role) => (roles & Bit(role)) != 0;

    /// <summary>Whether the caller comes by the list of additional roles: not held to the subject.</summary>
    public bool AdmitsAsStaff(Role role) => Kind is RuleKind.SubjectField or RuleKind.OwnedResource && (staff & Bit(role)) != 0;

    /// <summary>Whether what the caller does is written down: they come for somebody else.</summary>
    public bool IsAudited(Role role) => AdmitsAsStaff(role) || (role is Role.Assistant && Kind is RuleKind.SubjectField or RuleKind.OwnedResource);

    /// <summary>Whether the request names the caller, where the rule asks for it.</summary>
    public bool NamesCaller(IMessage request, Caller caller) =>
        subject is null || AdmitsAsStaff(caller.Role) || string.Equals(subject(request), caller.Subject, StringComparison.Ordinal);

    /// <summary>Whose data, or which resource, a request is about; for the audit.</summary>
    /// <exception cref="InvalidRequestException">It is no id: nothing that anybody has, and nothing to be kept.</exception>
    public string? TargetOf(IMessage request)
    {
        if (resource?.Invoke(request) is not { } id)
        {
            return null;
        }

        new RequestCheck().OptionalId(resourceField, id, LongestId).ThrowIfInvalid();
        return id;
    }

    private static MethodOptions.Types.IdempotencyLevel Level(MethodDescriptor method) =>
        method.GetOptions()?.IdempotencyLevel ?? MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown;

    private static int Mask(IEnumerable<Role> roles) => roles.Aggregate(0, (mask, role) => mask | Bit(role));

    private static int Bit(Role role) => 1 << (int)role;
}
