using Grpc.Core;
using Omnichannel.Client;

namespace Omnichannel.WebConsole.Visitors;

/// <summary>Why a visitor does not see what they asked for.</summary>
/// <param name="Name">Names its texts: NO_ORDER, NO_LINK, LIMITED, INVALID, NO_RIGHT, CHANGED, AWAY, FAILED; and NO_PAGE, OUTDATED, INCOMPLETE, which no answer of the platform is.</param>
/// <param name="Status">Of the page, as HTTP has it.</param>
/// <param name="Words">The platform's own, in English, where they say more than ours; else empty.</param>
/// <param name="Reason">The contract's, where one decided; else empty.</param>
public sealed record Trouble(string Name, int Status, string Words = "", string Reason = "")
{
    /// <summary>There is nothing under this address.</summary>
    public static Trouble NoPage { get; } = new("NO_PAGE", StatusCodes.Status404NotFound);

    /// <summary>A form that this page did not give out, or gave out too long ago.</summary>
    public static Trouble Outdated { get; } = new("OUTDATED", StatusCodes.Status400BadRequest);

    /// <summary>What was typed cannot be of an order.</summary>
    public static Trouble Invalid { get; } = new("INVALID", StatusCodes.Status400BadRequest);

    /// <summary>A declaration without a name, or about nothing.</summary>
    public static Trouble Incomplete { get; } = new("INCOMPLETE", StatusCodes.Status400BadRequest);

    /// <summary>Where waiting helps: for how long.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Of a failed call.</summary>
    public static Trouble Of(RpcException failure) => (failure.StatusCode, failure as RefusedException) switch
    {
        (_, { Reason: "ORDER_NOT_FOUND" }) => new("NO_ORDER", StatusCodes.Status404NotFound),
        (_, { Reason: "STATEMENT_CHANGED" or "WITHDRAWAL_NOT_FOUND" or "WITHDRAWAL_CONFIRMED" or "QUANTITY_EXCEEDS_RIGHT" }) => new("CHANGED", StatusCodes.Status409Conflict),
        (_, { Reason: "PERIOD_OVER" or "NOTHING_LEFT" or "EXCEPTED" or "NO_RIGHT_IN_MARKET" or "NOT_AT_A_DISTANCE" }) => new("NO_RIGHT", StatusCodes.Status409Conflict),
        (_, { Reason: "GRANT_NOT_VALID" }) => new("NO_LINK", StatusCodes.Status404NotFound),
        (StatusCode.ResourceExhausted, { } refused) =>
            new("LIMITED", StatusCodes.Status429TooManyRequests, refused.Status.Detail, refused.Reason) { RetryAfter = refused.RetryAfter },
        (StatusCode.InvalidArgument, _) => Invalid,
        (StatusCode.Unavailable or StatusCode.DeadlineExceeded, _) => new("AWAY", StatusCodes.Status503ServiceUnavailable) { RetryAfter = TimeSpan.FromSeconds(5) },
        _ => new("FAILED", StatusCodes.Status502BadGateway),
    };
}
