using Grpc.Core;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>What the access interceptor found out about a call; travels with the call's context.</summary>
internal sealed class CallState(MethodRule rule, Caller caller)
{
    private static readonly object Key = new();

    /// <summary>The caller of a call without a token, where the rule allows that.</summary>
    public static readonly Caller Anonymous = new(string.Empty, Role.Unspecified, Channel.Unspecified, null, null, string.Empty, DateTimeOffset.MaxValue);

    public MethodRule Rule { get; } = rule;

    public Caller Caller { get; } = caller;

    /// <summary>Empty for rpcs that take none.</summary>
    public string IdempotencyKey { get; set; } = string.Empty;

    public static CallState? Find(ServerCallContext context) => context.UserState.TryGetValue(Key, out var state) ? (CallState)state : null;

    public void Attach(ServerCallContext context) => context.UserState[Key] = this;
}
