using Grpc.Core;

namespace Omnichannel.Client;

/// <summary>One bad field of a request.</summary>
/// <param name="Field">Path of the field in the request, <c>lines[2].quantity</c>.</param>
/// <param name="Description">What is wrong with it, in English.</param>
public sealed record FieldViolation(string Field, string Description);

/// <summary>A refusal that the contract names. It is an <see cref="RpcException"/>, so code that knows only gRPC goes on working.</summary>
public sealed class RefusedException : RpcException
{
    internal RefusedException(Status status, Metadata trailers, Google.Rpc.ErrorInfo info)
        : base(status, trailers, $"{info.Reason}: {status.Detail}")
    {
        Reason = info.Reason;
        Metadata = info.Metadata;
    }

    /// <summary>Stable, UPPER_SNAKE_CASE, <c>CART_IN_CHECKOUT</c>. The comments of the rpc list them.</summary>
    public string Reason { get; }

    /// <summary>Values that belong to the reason.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The bad fields, where a request was refused for them.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; internal init; } = [];

    /// <summary>Where waiting helps: for how long.</summary>
    public TimeSpan? RetryAfter { get; internal init; }
}
