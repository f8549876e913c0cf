using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Tests.Calls;

namespace Omnichannel.Client.Tests.Carts;

/// <summary>A server of one cart of lamps that loses what was not stable, is busy, or answers nonsense, when a test says so. It only adds and counts numbers.</summary>
internal sealed class ShakyServer : CartService.CartServiceBase, IAsyncDisposable
{
    private readonly Lock gate = new();
    private State now = new(0, 0, []);
    private State stable = new(0, 0, []);
    private GrpcServer host = null!;

    /// <summary>Whether what is answered is safe at once.</summary>
    public bool IsStableAtOnce { get; set; }

    /// <summary>Refuses edits: a checkout runs.</summary>
    public bool IsInCheckout { get; set; }

    /// <summary>Changes an answer on its way.</summary>
    public Action<ApplyOperationsResponse>? Spoil { get; set; }

    public int Lamps => now.Lamps;

    /// <summary>How often edits were sent.</summary>
    public int Calls { get; private set; }

    public Uri Address => host.Address;

    public static async Task<ShakyServer> Start()
    {
        var server = new ShakyServer();
        server.host = await GrpcServer.Start(server);
        return server;
    }

    /// <summary>What is there is safe from now on.</summary>
    public void Secure()
    {
        lock (gate)
        {
            stable = now;
        }
    }

    /// <summary>Another node takes over, with what was safe.</summary>
    public void FailOver()
    {
        lock (gate)
        {
            now = stable;
        }
    }

    public override Task<GetActiveCartResponse> GetActiveCart(GetActiveCartRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            return Task.FromResult(new GetActiveCartResponse { Cart = Cart() });
        }
    }

    public override Task<ApplyOperationsResponse> ApplyOperations(ApplyOperationsRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            Calls++;
            if (IsInCheckout)
            {
                throw ScriptedInvoker.Error(StatusCode.FailedPrecondition, "CART_IN_CHECKOUT", TimeSpan.FromMilliseconds(5));
            }

            var answer = new ApplyOperationsResponse { Results = { request.Operations.Select(operation => Apply(request.DeviceId, operation)).ToList() } };
            stable = IsStableAtOnce ? now : stable;
            answer.Cart = Cart();
            answer.Version = answer.Cart.Version;
            answer.StableVersion = answer.Cart.StableVersion;
            Spoil?.Invoke(answer);
            return Task.FromResult(answer);
        }
    }

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    private OperationResult Apply(string device, CartOperation operation)
    {
        var due = now.Last.GetValueOrDefault(device) + 1;
        if (operation.DeviceSeq > due)
        {
            return Edits.OutOfOrder(operation.DeviceSeq, due);
        }

        if (operation.DeviceSeq < due)
        {
            return Edits.Result(operation.DeviceSeq, OperationOutcome.Duplicate);
        }

        now = new State(now.Version + 1, now.Lamps + (operation.Add?.Quantity ?? 0), new(now.Last) { [device] = due });
        return Edits.Result(operation.DeviceSeq, operation.Add is null ? OperationOutcome.Rejected : OperationOutcome.Applied);
    }

    private ShoppingCart Cart()
    {
        var cart = Edits.Cart(now.Version, ("LAMP", now.Lamps));
        cart.StableVersion = Math.Min(stable.Version, now.Version);
        cart.CreatedAt = new Timestamp { Seconds = 1 };
        return cart;
    }

    private sealed record State(long Version, int Lamps, Dictionary<string, long> Last);
}
