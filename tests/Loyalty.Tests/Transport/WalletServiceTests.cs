using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>Wallets and gift cards by the wire: whose they are, and what a stranger learns.</summary>
public sealed class WalletServiceTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.Start(LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path));

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ACard_IsPaidForAtATill_SpentByHolds_AndRefundedOnce()
    {
        var (wallet, code, pin) = await Card(5_000);
        var till = As(Role.Terminal, "till-1");
        var held = await till.Wallets.HoldWalletAsync(new HoldWalletRequest { WalletId = wallet, Amount = Euro(3_000), Reference = "receipt 7" });
        var used = await till.Wallets.CaptureWalletHoldAsync(new CaptureWalletHoldRequest { WalletId = wallet, HoldId = held.Hold.HoldId, Amount = Euro(2_500) });
        Assert.Equal((WalletHoldState.Captured, 2_500), (used.Hold.State, used.Hold.Captured.AmountMinor));

        var refund = new RefundToWalletRequest { WalletId = wallet, HoldId = held.Hold.HoldId, RefundId = "r-1", Amount = Euro(1_000) };
        await till.Wallets.RefundToWalletAsync(refund);
        await till.Wallets.RefundToWalletAsync(refund);

        Assert.Equal("REFUND_ID_TAKEN", await Reason(till.Wallets.RefundToWalletAsync(new RefundToWalletRequest(refund) { Amount = Euro(999) })));
        Assert.Equal("REFUND_EXCEEDS_CAPTURED", await Reason(till.Wallets.RefundToWalletAsync(new RefundToWalletRequest(refund) { RefundId = "r-2", Amount = Euro(1_501) })));
        Assert.Equal("WALLET_CURRENCY", await Reason(till.Wallets.HoldWalletAsync(new HoldWalletRequest { WalletId = wallet, Amount = new Money { CurrencyCode = "CHF", AmountMinor = 1 } })));
        Assert.Equal(3_500, (await LookUp(Role.Guest, "guest-1", code, pin)).Balance.AmountMinor);
        Assert.Equal("WALLET_USED", await Reason(As(Role.Ops, "ops").GiftCards.VoidGiftCardAsync(new VoidGiftCardRequest { WalletId = wallet, Reason = "mistake" })));
        Assert.Equal("CARD_NOT_INACTIVE", await Reason(till.GiftCards.ActivateGiftCardAsync(new ActivateGiftCardRequest { Code = code })));
    }

    [Fact]
    public async Task AWrongPin_AndAnUnknownCode_LookTheSame_AndAreLimited()
    {
        var (_, code, pin) = await Card(5_000);
        var wrong = await Assert.ThrowsAsync<RpcException>(() => LookUp(Role.Customer, "eve", code, "00000001"));
        var unknown = await Assert.ThrowsAsync<RpcException>(() => LookUp(Role.Customer, "eve", "2222222222222222", pin));
        Assert.Equal((wrong.Status, wrong.Reason()), (unknown.Status, unknown.Reason()));

        for (var i = 0; i < 8; i++)
        {
            Assert.Equal("GIFT_CARD_NOT_FOUND", await Reason(() => LookUp(Role.Customer, "eve", code, $"{i:D8}")));
        }

        Assert.Equal("RATE_LIMITED", await Reason(() => LookUp(Role.Customer, "eve", code, pin)));
        Assert.Equal("RATE_LIMITED", await Reason(As(Role.Customer, "eve").GiftCards.ClaimGiftCardAsync(new ClaimGiftCardRequest { CustomerId = "eve", Code = code, Pin = pin })));
        Assert.Equal(5_000, (await LookUp(Role.Customer, "anna", code, pin)).Balance.AmountMinor);
    }

    [Fact]
    public async Task ACard_PutOnACustomer_PaysForNobodyElse()
    {
        var (wallet, code, pin) = await Card(5_000);
        var anna = As(Role.Customer, "anna");
        await anna.GiftCards.ClaimGiftCardAsync(new ClaimGiftCardRequest { CustomerId = "anna", Code = code, Pin = pin });
        await anna.GiftCards.ClaimGiftCardAsync(new ClaimGiftCardRequest { CustomerId = "anna", Code = code, Pin = pin });

        Assert.Equal("GIFT_CARD_NOT_FOUND", await Reason(() => LookUp(Role.Customer, "bob", code, pin)));
        Assert.Equal("GIFT_CARD_NOT_FOUND", await Reason(As(Role.Customer, "bob").GiftCards.ClaimGiftCardAsync(new ClaimGiftCardRequest { CustomerId = "bob", Code = code, Pin = pin })));
        Assert.Equal("WALLET_NOT_FOUND", await Reason(As(Role.Customer, "bob").Wallets.GetWalletAsync(new GetWalletRequest { WalletId = wallet })));
        Assert.Equal("WALLET_NOT_FOUND", await Reason(As(Role.Guest, "guest-anna").Wallets.GetWalletAsync(new GetWalletRequest { WalletId = wallet })));
        Assert.Equal(wallet, Assert.Single((await anna.Wallets.ListWalletsAsync(new ListWalletsRequest { CustomerId = "anna" })).Wallets).WalletId);

        var moved = await anna.Wallets.TransferWalletAsync(new TransferWalletRequest { WalletId = wallet, ToCustomerId = "bob", Amount = Euro(1_200) });
        Assert.Equal((3_800, 1_200), (moved.Wallet.Balance.AmountMinor, moved.Moved.AmountMinor));
        Assert.Equal("WALLET_NOT_FOUND", await Reason(As(Role.Customer, "bob").Wallets.TransferWalletAsync(new TransferWalletRequest { WalletId = wallet, ToCustomerId = "bob" })));
    }

    [Fact]
    public async Task ResolveWallets_FindsTheOwners_ForTheOwnerAndTheirTill_AndACardForWhoeverHasIt()
    {
        var (card, code, pin) = await Card(5_000);
        await As(Role.Agent, "agent").Wallets.IssueStoreCreditAsync(new IssueStoreCreditRequest { CustomerId = "anna", Amount = Euro(700), Market = "IT", Reason = "sorry" });
        var credit = new WalletPayment { StoreCredit = new() };
        var gift = new WalletPayment { GiftCard = new() { Code = code, Pin = pin } };

        Assert.Equal(card, (await Resolve("bob", gift, credit, owner: "bob", only: gift))[0]);
        Assert.Equal(2, (await Resolve("anna", gift, credit)).Count);
        Assert.Equal("CREDIT_NOT_YOURS", await Reason(() => Resolve("bob", gift, credit)));
        Assert.Equal("WALLET_NOT_FOUND", await Reason(() => Resolve("bob", gift, credit, owner: "bob")));
        Assert.Equal("REASON_REQUIRED", await Reason(As(Role.Agent, "agent").Wallets.IssueStoreCreditAsync(new IssueStoreCreditRequest { CustomerId = "anna", Amount = Euro(1) })));
    }

    [Fact]
    public async Task Liability_IsOfAMonth_AndACurrency()
    {
        // One month, or two when it ended just now: the card was paid for in one of them.
        var begun = DateTime.UtcNow;
        await Card(5_000);
        var liabilities = new List<WalletLiability>();
        foreach (var month in new[] { begun, DateTime.UtcNow }.Select(at => at.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)).Distinct())
        {
            liabilities.AddRange((await As(Role.Ops, "ops").Wallets.GetWalletLiabilityAsync(new GetWalletLiabilityRequest { Month = month })).Liabilities);
        }

        var liability = Assert.Single(liabilities, each => each.Issued.AmountMinor > 0);

        Assert.Equal(("EUR", 0, 5_000, 5_000), (liability.Closing.CurrencyCode, liability.Opening.AmountMinor, liability.Issued.AmountMinor, liability.Closing.AmountMinor));
        Assert.Equal(ErrorReasons.InvalidField, await Reason(As(Role.Ops, "ops").Wallets.GetWalletLiabilityAsync(new GetWalletLiabilityRequest { Month = "2026-13" })));
    }

    private async Task<IReadOnlyList<string>> Resolve(string customer, WalletPayment gift, WalletPayment credit, string owner = "anna", WalletPayment? only = null)
    {
        var request = new ResolveWalletsRequest { Actor = new Actor { SubjectId = customer, Role = Role.Customer, Channel = Channel.Web }, OwnerId = owner, CurrencyCode = "EUR" };
        request.Payments.AddRange(only is null ? [gift, credit] : [only]);
        return (await As(Role.Service, "cart").Wallets.ResolveWalletsAsync(request)).WalletIds;
    }

    private async Task<(string WalletId, string Code, string Pin)> Card(long amount)
    {
        var ops = As(Role.Ops, "ops");
        var wallet = (await ops.GiftCards.IssueGiftCardAsync(new IssueGiftCardRequest { Amount = Euro(amount), Market = "IT" })).Wallet;
        Assert.Equal((WalletState.Inactive, 0), (wallet.State, wallet.Balance.AmountMinor));
        var printed = await ops.GiftCards.ShowGiftCardAsync(new ShowGiftCardRequest { WalletId = wallet.WalletId });
        await As(Role.Terminal, "till-1").GiftCards.ActivateGiftCardAsync(new ActivateGiftCardRequest { Code = printed.Code, Reference = "receipt 1" });
        return (wallet.WalletId, printed.Code, printed.Pin);
    }

    private async Task<Wallet> LookUp(Role role, string subject, string code, string pin) =>
        (await As(role, subject).GiftCards.LookUpGiftCardAsync(new LookUpGiftCardRequest { Code = code, Pin = pin })).Wallet;

    private static Money Euro(long amountMinor) => new() { CurrencyCode = "EUR", AmountMinor = amountMinor };

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));

    private static async Task<string?> Reason<T>(AsyncUnaryCall<T> call) => await Reason(() => call.ResponseAsync);

    private static async Task<string?> Reason<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException refused)
        {
            return refused.Reason();
        }
    }
}
