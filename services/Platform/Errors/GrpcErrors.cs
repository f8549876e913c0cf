using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Omnichannel.Platform.Domain;
using GrpcStatus = Grpc.Core.Status;
using RichStatus = Google.Rpc.Status;

namespace Omnichannel.Platform.Errors;

/// <summary>Builds gRPC errors with <c>google.rpc</c> details, and reads them back on the client's side.</summary>
public static class GrpcErrors
{
    /// <summary>The <c>domain</c> of every <c>google.rpc.ErrorInfo</c> of this system.</summary>
    public const string Domain = "omnichannel";

    /// <summary>The trailer that carries a serialised <c>google.rpc.Status</c>.</summary>
    public const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>By number: field 1 of <c>google.rpc.ErrorInfo</c> was renamed from <c>type</c> to <c>reason</c>, and both generations of the package are supported.</summary>
    private static readonly IFieldAccessor ReasonField = ErrorInfo.Descriptor.FindFieldByNumber(1).Accessor;

    /// <summary>An error with a stable reason.</summary>
    /// <param name="code">gRPC status.</param>
    /// <param name="reason">Stable UPPER_SNAKE_CASE name.</param>
    /// <param name="message">One English sentence for a developer; no personal data.</param>
    /// <param name="facts">Machine-readable facts (<c>ErrorInfo.metadata</c>).</param>
    /// <param name="violations">Fields at fault (<c>BadRequest</c>).</param>
    /// <param name="retryAfter">When waiting helps: for how long (<c>RetryInfo</c>).</param>
    public static RpcException Create(
        StatusCode code,
        string reason,
        string message,
        IEnumerable<KeyValuePair<string, string>>? facts = null,
        IReadOnlyCollection<FieldViolation>? violations = null,
        TimeSpan? retryAfter = null) => new StatusException(code, Details(code, reason, message, facts, violations, retryAfter));

    /// <summary>A domain refusal as its gRPC error.</summary>
    public static RpcException From(Refusal refusal) => Create(
        CodeOf(refusal.Kind),
        refusal.Reason,
        refusal.Message,
        refusal.Facts,
        refusal.Field is { } field ? [new FieldViolation(field, refusal.Message)] : null);

    /// <summary>The gRPC status of each kind of refusal.</summary>
    public static StatusCode CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCode.InvalidArgument,
        RefusalKind.NotFound => StatusCode.NotFound,
        RefusalKind.AlreadyExists => StatusCode.AlreadyExists,
        RefusalKind.Precondition => StatusCode.FailedPrecondition,
        RefusalKind.Forbidden => StatusCode.PermissionDenied,
        RefusalKind.Conflict => StatusCode.Aborted,
        RefusalKind.Exhausted => StatusCode.ResourceExhausted,
        _ => StatusCode.Unknown,
    };

    /// <summary>The <c>google.rpc.Status</c> that came with an error; null when there is none or it cannot be read.</summary>
    public static RichStatus? RichStatus(this RpcException error)
    {
        if (error is StatusException own)
        {
            return own.Details;
        }

        try
        {
            return error.Trailers.GetValueBytes(DetailsTrailer) is { } bytes ? Google.Rpc.Status.Parser.ParseFrom(bytes) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>One kind of detail of an error, for example <see cref="BadRequest"/>; null when it has none.</summary>
    public static T? Detail<T>(this RpcException error)
        where T : class, IMessage<T>, new()
    {
        var type = new T().Descriptor;
        return error.RichStatus()?.Details.FirstOrDefault(detail => detail.Is(type))?.Unpack<T>();
    }

    /// <summary>The stable reason of an error; null when it carries none.</summary>
    public static string? Reason(this RpcException error) => error.Detail<ErrorInfo>() is { } info ? (string)ReasonField.GetValue(info) : null;

    /// <summary>The fields that an INVALID_ARGUMENT names.</summary>
    public static IReadOnlyList<FieldViolation> Violations(this RpcException error) =>
        error.Detail<BadRequest>()?.FieldViolations.Select(v => new FieldViolation(v.Field, v.Description)).ToArray() ?? [];

    /// <summary>The details as they travel, for transports that write trailers themselves.</summary>
    internal static RichStatus Details(
        StatusCode code,
        string reason,
        string message,
        IEnumerable<KeyValuePair<string, string>>? facts,
        IReadOnlyCollection<FieldViolation>? violations,
        TimeSpan? retryAfter)
    {
        var info = new ErrorInfo { Domain = Domain };
        ReasonField.SetValue(info, reason);
        foreach (var (name, value) in facts ?? [])
        {
            info.Metadata[name] = value;
        }

        var status = new RichStatus { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        if (violations is { Count: > 0 })
        {
            var bad = new BadRequest();
            bad.FieldViolations.AddRange(violations.Select(v => new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Description }));
            status.Details.Add(Any.Pack(bad));
        }

        if (retryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        return status;
    }
}

/// <summary>An error that this server decided on, as opposed to one that a call to another service brought back.</summary>
internal sealed class StatusException(StatusCode code, RichStatus details)
    : RpcException(new GrpcStatus(code, details.Message), new Metadata { { GrpcErrors.DetailsTrailer, details.ToByteArray() } })
{
    public RichStatus Details { get; } = details;
}
