using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Stories.Playing;

namespace Omnichannel.Stories.Serving;

/// <summary>The rpcs of a device's cart: each call goes over its device's line to the shop of its device's story.</summary>
internal sealed class StoryCarts(StoryPlays plays) : CartService.CartServiceBase
{
    public override Task<GetActiveCartResponse> GetActiveCart(GetActiveCartRequest request, ServerCallContext context) =>
        Pass(context, line => line.Play.Shop.Carts.GetActiveCart(request, context));

    public override Task<GetCartResponse> GetCart(GetCartRequest request, ServerCallContext context) => Pass(context, line => line.Play.Shop.Carts.GetCart(request, context));

    public override Task<ApplyOperationsResponse> ApplyOperations(ApplyOperationsRequest request, ServerCallContext context)
    {
        var line = plays.Of(context);
        return line.Pass(request, () => line.Play.InTurn(() => line.Play.Shop.Carts.ApplyOperations(request, context)));
    }

    public override async Task WatchCart(WatchCartRequest request, IServerStreamWriter<WatchCartResponse> responseStream, ServerCallContext context)
    {
        var line = plays.Of(context);
        await using var cut = line.Pass().Register(() => context.GetHttpContext().Abort());
        await line.Play.Shop.Carts.WatchCart(request, responseStream, context);
    }

    private Task<T> Pass<T>(ServerCallContext context, Func<DeviceLine, Task<T>> call)
    {
        var line = plays.Of(context);
        line.Pass();
        return line.Play.InTurn(() => call(line));
    }
}
