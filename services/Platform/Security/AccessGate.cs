using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>Decides about one call, in this order: token, role, subject, idempotency key. What fails first is the answer.</summary>
internal sealed class AccessGate(
    AccessTable table, TokenValidator tokens, IEnumerable<IAuditSink> sinks, PlatformHost host, ILogger<AccessGate> logger)
{
    private const int MaxKeyLength = 128;
    private const string KeyHeader = "idempotency-key";
    private readonly IAuditSink[] sinks = [.. sinks];

    /// <summary>Who calls, and whether that role may.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED or PERMISSION_DENIED.</exception>
    public ValueTask<CallState> Admit(ServerCallContext context)
    {
        var rule = table.Find(context.Method)
            ?? throw GrpcErrors.Create(StatusCode.PermissionDenied, ErrorReasons.RoleNotAllowed, "This rpc declares no access rule.");
        var headers = context.GetHttpContext().Request.Headers;
        if (rule.AllowsAnonymous && StringValues.IsNullOrEmpty(headers.Authorization))
        {
            return ValueTask.FromResult(Attach(context, rule, CallState.Anonymous));
        }

        var validation = tokens.ValidateHeader(headers.Authorization, context.CancellationToken);
        return validation.IsCompletedSuccessfully
            ? ValueTask.FromResult(Decide(context, rule, validation.Result))
            : DecideLater(context, rule, validation);
    }

    /// <summary>Whether the request names the caller and carries its key; access of staff and of software agents is audited, where it is about something that there can be.</summary>
    /// <exception cref="RpcException">PERMISSION_DENIED or INVALID_ARGUMENT.</exception>
    /// <exception cref="InvalidRequestException">What staff ask for is no id.</exception>
    public ValueTask CheckRequest(CallState call, IMessage request, ServerCallContext context)
    {
        CheckSubject(call, request);
        CheckKey(call, context);
        return call.Caller.ActsForSomebody && call.Rule.IsAudited(call.Caller.Role) ? Audit(call, request, context) : ValueTask.CompletedTask;
    }

    /// <summary>The key of a call; once per call, also of streams.</summary>
    public void CheckKey(CallState call, ServerCallContext context)
    {
        if (call.Rule.TakesKey || call.Rule.MayTakeKey)
        {
            var key = (string?)context.GetHttpContext().Request.Headers[KeyHeader];
            call.IdempotencyKey = key is { Length: > 0 and <= MaxKeyLength } && !key.AsSpan().ContainsAnyExceptInRange('!', '~') ? key
                : key is null && !call.Rule.TakesKey ? string.Empty
                : throw KeyMissing();
        }
    }

    /// <summary>A call with effects came without its key.</summary>
    public static RpcException KeyMissing() => GrpcErrors.Create(
        StatusCode.InvalidArgument, ErrorReasons.IdempotencyKeyMissing, $"A call with effects carries {KeyHeader}: 1 to {MaxKeyLength} visible ASCII characters.");

    public static void CheckSubject(CallState call, IMessage request)
    {
        if (!call.Rule.NamesCaller(request, call.Caller))
        {
            throw GrpcErrors.Create(StatusCode.PermissionDenied, ErrorReasons.NotYourSubject, "The request names somebody else.");
        }
    }

    private static CallState Attach(ServerCallContext context, MethodRule rule, Caller caller)
    {
        var call = new CallState(rule, caller);
        call.Attach(context);
        return call;
    }

    private static CallState Decide(ServerCallContext context, MethodRule rule, TokenValidation validation)
    {
        if (validation.Caller is not { } caller)
        {
            // A stale token must not lock anybody out of what needs none.
            return rule.AllowsAnonymous ? Attach(context, rule, CallState.Anonymous) : throw Unauthenticated(validation.Failure!);
        }

        return rule.Admits(caller.Role)
            ? Attach(context, rule, caller)
            : throw GrpcErrors.Create(StatusCode.PermissionDenied, ErrorReasons.RoleNotAllowed, $"{rule.Rpc} is not for this role.");
    }

    private static async ValueTask<CallState> DecideLater(ServerCallContext context, MethodRule rule, ValueTask<TokenValidation> validation) =>
        Decide(context, rule, await validation.ConfigureAwait(false));

    internal static RpcException Unauthenticated(string reason) => GrpcErrors.Create(StatusCode.Unauthenticated, reason, reason switch
    {
        ErrorReasons.TokenMissing => "The call carries no bearer token.",
        ErrorReasons.TokenExpired => "The token has expired.",
        _ => "The token is not valid here.",
    });

    private async ValueTask Audit(CallState call, IMessage request, ServerCallContext context)
    {
        var caller = call.Caller;
        var target = caller.Role is Types.V1.Role.Assistant ? caller.Subject : call.Rule.TargetOf(request);
        Log.StaffAccess(logger, caller.Role, caller.Subject, caller.ActorId, call.Rule.Rpc, target);
        foreach (var sink in sinks)
        {
            await sink.Record(new StaffAccess(caller, call.Rule.Rpc, target, host.Clock.GetUtcNow()), context.CancellationToken).ConfigureAwait(false);
        }
    }
}
