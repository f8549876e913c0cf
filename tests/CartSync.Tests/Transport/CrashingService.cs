using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>
/// The service as a process that dies at each step of both sagas and is started again on the same state: the device sends its call again, or nobody does and the
/// timer goes on. Either way it ends once.
/// </summary>
public abstract class CrashingService : IAsyncLifetime
{
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TestTokens tokens = new();
    private readonly PlatformHost host = new() { HostsSeveralServices = true };
    private readonly List<RunningService> fakes = [];
    private readonly int port = FreePort.Next();
    private readonly int probes = FreePort.Next();
    private ProcessUnderTest? process;

    private protected TempFolder Folder { get; } = new("crash");

    private protected FakeLoyalty Loyalty { get; } = new();

    private protected FakeOrders Orders { get; } = new();

    /// <summary>Where its carts are, when they are in Redis.</summary>
    protected string? Redis { get; set; }

    private protected ProcessUnderTest Running => process!;

    public async Task InitializeAsync()
    {
        fakes.Add(await FakeServices.Start("loyalty", Loyalty, new FakeWallets(), tokens, host));
        fakes.Add(await FakeServices.Start("messaging", new FakeMessaging(), tokens, host));
        fakes.Add(await FakeServices.Start("orders", Orders, tokens, host));
        fakes.Add(await FakeServices.Start("returns", new FakePolicies(), tokens, host));
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        foreach (var fake in fakes)
        {
            await fake.DisposeAsync();
        }

        Folder.Dispose();
    }

    protected static async Task Dies<T>(Func<Task<T>> call) =>
        Assert.Contains((await Assert.ThrowsAsync<RpcException>(call)).StatusCode, new[] { StatusCode.Unavailable, StatusCode.Internal, StatusCode.Cancelled });

    protected static Task<T> Repeated<T>(Func<Task<T>> call, Func<T, bool> isDone) => Eventually.Within(Limit, async () =>
    {
        var answer = await call();
        return isDone(answer) ? answer : throw new TimeoutException($"still {answer}");
    });

    protected async Task Start(string? crashPoint, params string[] logging)
    {
        if (process is not null)
        {
            await process.WaitForExitAsync();
            await process.DisposeAsync();
        }

        process = await ProcessUnderTest.StartAsync(new ProcessSettings("services/CartSync")
        {
            ReadyWhen = new Uri($"http://127.0.0.1:{probes}/readyz"),
            Environment = new Dictionary<string, string?> { ["OMNICHANNEL_CRASH_AT"] = crashPoint },
            Arguments =
            [
                $"--Omnichannel:Listen:Grpc=http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}",
                $"--Omnichannel:Listen:Probes=http://127.0.0.1:{probes.ToString(CultureInfo.InvariantCulture)}",
                $"--Omnichannel:Storage:Path={Folder["cart.db"]}",
                .. Redis is null ? Array.Empty<string>() : ["--Omnichannel:Carts:Provider=redis", $"--Omnichannel:Carts:Redis={Redis}"],
                .. logging,
                "--Omnichannel:Events:Provider=embedded",
                $"--Omnichannel:Installation:Key={Convert.ToBase64String(new byte[32])}",
                $"--Omnichannel:Events:Path={Folder["events.db"]}",
                $"--Omnichannel:Auth:Issuer={tokens.Issuer.Issuer}",
                $"--Omnichannel:Auth:Jwks={tokens.Issuer.Keys.ToJwks()}",
                "--Omnichannel:Auth:Roles=customer, guest, terminal, ops, service",
                $"--Omnichannel:Auth:ServiceTokenPath={ServiceToken()}",
                .. fakes.Zip(["loyalty", "messaging", "orders", "returns"], (fake, area) => $"--Omnichannel:Services:{area}={fake.App.Addresses().Grpc}"),
            ],
        });
    }

    private string ServiceToken()
    {
        File.WriteAllText(Folder["service-token"], tokens.Issue(Role.Service, "cart"));
        return Folder["service-token"];
    }

    private protected CartClients As(Role role, string subject) => new(
        GrpcChannel.ForAddress($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}")
            .CreateCallInvoker().WithToken(() => tokens.Issue(role, subject)));

    protected async Task<ShoppingCart> FilledAndJoined()
    {
        await CartSyncWorld.FillCatalogue(As(Role.Ops, "ops"));
        var anna = As(Role.Customer, "anna");
        var cartId = (await anna.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", 2) } });
        var code = await anna.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cartId });
        return (await As(Role.Terminal, "till").Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code })).Cart;
    }

    /// <summary>A gift card that has 10.00, as far as it is needed up to an amount in minor units.</summary>
    private protected WalletPayment PayByCard(long amount)
    {
        Loyalty.Wallets["GIFT-1"] = 1_000;
        return new WalletPayment { GiftCard = new WalletPayment.Types.GiftCard { Code = "GIFT-1", Pin = "48151623" }, Amount = CartSyncWorld.Eur(amount) };
    }

    protected string GuestToken(string guest) => tokens.Issue(Role.Guest, guest);
}
