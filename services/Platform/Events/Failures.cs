using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>Tells failures that pass by themselves from those that an event brings with it.</summary>
internal static class Failures
{
    /// <summary>Something that the effect needs is away: the same event succeeds later. Everything else is the event's own and is parked.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        DatabaseUnavailableException or EventLogUnavailableException or TransientEventFailureException => true,
        RpcException rpc => rpc.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted
            or StatusCode.Aborted or StatusCode.Cancelled or StatusCode.Unauthenticated,
        RefusedException refused => refused.Refusal.Kind is RefusalKind.Conflict or RefusalKind.Exhausted,

        // An IOException by inheritance, but it is the event's bytes that are wrong.
        InvalidProtocolBufferException => false,
        IOException or SocketException or HttpRequestException or TimeoutException or OperationCanceledException => true,
        AggregateException { InnerException: { } inner } => IsTransient(inner),
        _ => false,
    };
}

/// <summary>Thrown while applying a batch when a dependency is away; the batch is delivered again.</summary>
internal sealed class TransientEventFailureException(Exception cause) : Exception("Events cannot be applied now.", cause);
