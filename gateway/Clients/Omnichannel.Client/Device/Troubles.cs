using Grpc.Core;

namespace Omnichannel.Client.Device;

/// <summary>The answer does not fit what was asked.</summary>
internal sealed class NonsenseException(string message) : Exception(message);

/// <summary>The server takes the rest later.</summary>
internal sealed class NotYetException(string message) : Exception(message);

/// <summary>Puts a failure into the words of <see cref="TroubleKind"/>.</summary>
internal static class Troubles
{
    public static ClientTrouble Of(Exception e) => new(KindOf(e), e.Message, e);

    private static TroubleKind KindOf(Exception e) => e switch
    {
        NonsenseException => TroubleKind.NonsenseAnswer,
        NotYetException => TroubleKind.Refused,
        DeviceLogException => TroubleKind.LogFailed,
        RefusedException { Reason: "CART_IN_CHECKOUT" or "CONCURRENT_CHANGE" } => TroubleKind.CartBusy,
        RpcException { StatusCode: StatusCode.Unauthenticated } => TroubleKind.TokenRefused,
        RpcException { StatusCode: StatusCode.NotFound } => TroubleKind.CartNotFound,
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled } => TroubleKind.Offline,
        RpcException => TroubleKind.Refused,
        _ => TroubleKind.Offline,
    };
}
