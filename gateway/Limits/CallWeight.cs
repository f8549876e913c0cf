using Google.Protobuf.Reflection;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Limits;

/// <summary>What a call takes from the budgets, in units. It follows from the contract.</summary>
internal static class CallWeight
{
    /// <summary>The most items of a batch, for one that cannot be counted.</summary>
    public const int MostItems = 1000;

    private const int Read = 1;
    private const int Write = 2;
    private const int Guess = 5;
    private const int ItemsPerUnit = 50;

    /// <summary>An rpc, whatever its request holds.</summary>
    public static int Of(AccessRule access, MethodOptions.Types.IdempotencyLevel idempotency) =>
        access.Guessable ? Guess : idempotency == MethodOptions.Types.IdempotencyLevel.NoSideEffects ? Read : Write;

    /// <summary>A request: for an rpc what its contract says, else by its method.</summary>
    public static int Of(HttpContext http, Rpc? rpc) =>
        rpc?.Weight ?? (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? Read : Write);

    /// <summary>A batch.</summary>
    public static int OfItems(int items) => (items + ItemsPerUnit - 1) / ItemsPerUnit;
}
