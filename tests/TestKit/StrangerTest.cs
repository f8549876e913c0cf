using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;
using Xunit;
using RuleKind = Omnichannel.Types.V1.AccessRule.RuleOneofCase;

namespace Omnichannel.TestKit;

/// <summary>
/// Calls every rpc of a service as somebody who may not: without a token, with an expired and a forged one, as each wrong role, as another shopper, and without
/// an idempotency key. Made from the descriptors: a new rpc is tested as soon as it is declared.
/// </summary>
public static class StrangerTest
{
    private static readonly Role[] Roles = [.. Enum.GetValues<Role>().Where(role => role != Role.Unspecified)];
    private static readonly Role[] Shoppers = [Role.Customer, Role.Guest, Role.Assistant];

    /// <summary>As the other one, for every service of a package (<c>omnichannel.cart.v1</c>): a new one is tested as soon as it is declared.</summary>
    public static Task Verify(RunningService service, string package) => Verify(service, ServicesOf(package));

    /// <summary>Fails with a list of every rpc and stranger that got another answer than the contract says.</summary>
    public static async Task Verify(RunningService service, params ServiceDescriptor[] contracts)
    {
        var findings = await FindOpenDoors(service, contracts);
        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    /// <summary>One line for each wrong answer.</summary>
    public static async Task<IReadOnlyList<string>> FindOpenDoors(RunningService service, params ServiceDescriptor[] contracts)
    {
        var findings = new List<string>();
        foreach (var method in contracts.SelectMany(contract => contract.Methods))
        {
            foreach (var visit in Visits(method, service.Tokens))
            {
                var answer = await Call(service.Anonymous, method, visit);
                if (!visit.Expects.Accepts(answer))
                {
                    findings.Add($"{method.FullName} called {visit.Stranger}: expected {visit.Expects}, got {answer}");
                }
            }
        }

        return findings;
    }

    private static ServiceDescriptor[] ServicesOf(string package) =>
    [
        .. typeof(AccessExtensions).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor", typeof(FileDescriptor))?.GetValue(null)).OfType<FileDescriptor>()
            .Where(file => file.Package == package).SelectMany(file => file.Services),
    ];

    private static IEnumerable<Visit> Visits(MethodDescriptor method, TestTokens tokens)
    {
        var rule = method.GetOptions()?.GetExtension(AccessExtensions.Access)
            ?? throw new ArgumentException($"{method.FullName} declares no access rule.");
        if (rule.RuleCase == RuleKind.Public || (rule.RuleCase == RuleKind.Grant && rule.Roles.Count == 0))
        {
            // Whoever comes is let in, even with a token that is no good; what happens then is not a matter of access.
            yield return new("with a forged token", tokens.Forge(Role.Customer, "somebody"), "somebody", true, Expectation.LetIn);
            yield break;
        }

        var allowed = Roles.Where(role => IsAllowed(method, rule, role)).ToArray();
        var role = allowed[0];
        yield return new("without a token", null, "somebody", true, new(StatusCode.Unauthenticated, ErrorReasons.TokenMissing));
        yield return new(
            "with an expired token", tokens.IssueExpired(role, Named("somebody", role)), "somebody", true, new(StatusCode.Unauthenticated, ErrorReasons.TokenExpired));
        yield return new("with a forged token", tokens.Forge(role, "somebody"), "somebody", true, new(StatusCode.Unauthenticated, ErrorReasons.TokenInvalid));
        foreach (var wrong in Roles.Except(allowed))
        {
            yield return new(
                $"as {wrong}", tokens.Issue(wrong, Named("somebody", wrong)), "somebody", true, new(StatusCode.PermissionDenied, ErrorReasons.RoleNotAllowed));
        }

        foreach (var shopper in Shoppers.Intersect(allowed).Where(_ => rule.RuleCase == RuleKind.SubjectField && !method.IsClientStreaming))
        {
            yield return new(
                $"as {shopper} for somebody else",
                tokens.Issue(shopper, Named("stranger", shopper)),
                "somebody",
                true,
                new(StatusCode.PermissionDenied, ErrorReasons.NotYourSubject));
        }

        if (TakesKey(method))
        {
            foreach (var admitted in allowed)
            {
                yield return new(
                    $"as {admitted} without a key",
                    tokens.Issue(admitted, Named("somebody", admitted)),
                    Named("somebody", admitted),
                    false,
                    new(StatusCode.InvalidArgument, ErrorReasons.IdempotencyKeyMissing));
            }
        }
    }

    private static string Named(string name, Role role) => role == Role.Guest ? $"guest-{name}" : name;

    // A software agent reads what its customer may; what else it may do, the rule says.
    private static bool IsAllowed(MethodDescriptor method, AccessRule rule, Role role) => rule.RuleCase is RuleKind.SubjectField or RuleKind.OwnedResource
        ? rule.Roles.Contains(role) || role == Role.Customer || (role == Role.Guest && !rule.RefuseGuests)
            || (role == Role.Assistant && (rule.Assistants || method.GetOptions().IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.NoSideEffects))
        : rule.Roles.Contains(role);

    private static bool TakesKey(MethodDescriptor method) =>
        method.GetOptions().IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown;

    private static async Task<Answer> Call(CallInvoker invoker, MethodDescriptor method, Visit visit)
    {
        var headers = new Metadata();
        if (visit.Token is { } token)
        {
            headers.Add("authorization", "Bearer " + token);
        }

        if (visit.HasKey)
        {
            headers.Add("idempotency-key", Guid.NewGuid().ToString());
        }

        var options = new CallOptions(headers, DateTime.UtcNow.AddSeconds(30));
        try
        {
            await Call(invoker, method, Request(method, visit.Subject), options);
            return new Answer(StatusCode.OK, null);
        }
        catch (RpcException error)
        {
            return new Answer(error.StatusCode, error.Reason());
        }
    }

    /// <summary>Any rpc as bytes, so that no generated client is needed. One response is enough: a stranger must not get any.</summary>
    private static async Task Call(CallInvoker invoker, MethodDescriptor method, byte[] request, CallOptions options)
    {
        var type = (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            (true, true) => MethodType.DuplexStreaming,
        };
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var raw = new Method<byte[], byte[]>(type, method.Service.FullName, method.Name, bytes, bytes);
        switch (type)
        {
            case MethodType.Unary:
                await invoker.AsyncUnaryCall(raw, null, options, request);
                break;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(raw, null, options, request))
                {
                    await call.ResponseStream.MoveNext(CancellationToken.None);
                }

                break;
            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(raw, null, options))
                {
                    await call.ResponseAsync;
                }

                break;
            default:
                using (var call = invoker.AsyncDuplexStreamingCall(raw, null, options))
                {
                    await call.ResponseStream.MoveNext(CancellationToken.None);
                }

                break;
        }
    }

    /// <summary>An empty request that names the subject where the rule looks for it.</summary>
    private static byte[] Request(MethodDescriptor method, string subject)
    {
        var rule = method.GetOptions().GetExtension(AccessExtensions.Access);
        var request = method.InputType.Parser.ParseFrom(ByteString.Empty);
        if (rule.RuleCase == RuleKind.SubjectField)
        {
            SetText(request, rule.SubjectField.Split('.'), subject);
        }

        return request.ToByteArray();
    }

    private static void SetText(IMessage message, ReadOnlySpan<string> path, string value)
    {
        var field = message.Descriptor.FindFieldByName(path[0]);
        if (path.Length == 1)
        {
            field.Accessor.SetValue(message, value);
            return;
        }

        var child = field.MessageType.Parser.ParseFrom(ByteString.Empty);
        SetText(child, path[1..], value);
        field.Accessor.SetValue(message, child);
    }

    private sealed record Visit(string Stranger, string? Token, string Subject, bool HasKey, Expectation Expects);

    private sealed record Answer(StatusCode Status, string? Reason)
    {
        public override string ToString() => $"{Status} {Reason}";
    }

    private sealed record Expectation(StatusCode Status, string? Reason)
    {
        /// <summary>Anything but a closed door.</summary>
        public static readonly Expectation LetIn = new(StatusCode.OK, null);

        public bool Accepts(Answer answer) => this == LetIn
            ? answer.Reason is not (ErrorReasons.TokenMissing or ErrorReasons.TokenInvalid or ErrorReasons.TokenExpired or ErrorReasons.RoleNotAllowed)
            : answer.Status == Status && answer.Reason == Reason;

        public override string ToString() => this == LetIn ? "to be let in" : $"{Status} {Reason}";
    }
}
