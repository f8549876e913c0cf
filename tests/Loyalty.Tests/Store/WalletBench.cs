using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <summary>What tests do to wallets.</summary>
internal sealed class WalletBench(LoyaltyBench bench)
{
    private readonly WalletCommands commands = bench.Get<WalletCommands>();
    private readonly WalletQueries queries = bench.Get<WalletQueries>();

    /// <summary>A card that is paid; its wallet's id.</summary>
    public async Task<string> Card(long amount, string market = "IT", string currency = "EUR")
    {
        var id = await Told(answer => commands.IssueCard(bench.Context(), new Money(currency, amount), market, answer));
        var code = (await queries.Find(id, default))!.Wallet.Code!;
        await commands.Activate(bench.Context(), code, new Cause(default), _ => new Empty());
        return id;
    }

    public Task<string> Credit(string customerId, long amount) =>
        Told(answer => commands.IssueCredit(bench.Context(), customerId, new Money("EUR", amount), "IT", new Cause(default) { Reason = "sorry" }, answer));

    public async Task<string> Hold(string walletId, long amount) => (await commands.Hold(
        bench.Context(), walletId, new Money("EUR", amount), "receipt", TimeSpan.FromMinutes(15), SalesChannel.Store, (hold, _) => new StringValue { Value = hold.HoldId })).Value;

    public Task Capture(string walletId, string holdId, long amount) =>
        commands.Capture(bench.Context(), walletId, holdId, new Money("EUR", amount), SalesChannel.Store, (_, _) => new Empty());

    public Task Release(string walletId, string holdId) => commands.Release(bench.Context(), walletId, holdId, SalesChannel.Store, (_, _) => new Empty());

    public Task RefundHold(string walletId, string holdId, string refundId, long amount) =>
        commands.Refund(walletId, holdId, refundId, new Money("EUR", amount), SalesChannel.Store, (_, _) => new Empty());

    public Task Void(string walletId) => commands.Void(bench.Context(), walletId, new Cause(default) { Reason = "mistake" }, _ => new Empty());

    public Task Claim(string walletId, string customerId) => commands.Claim(bench.Context(), walletId, customerId, _ => new Empty());

    public Task Transfer(string walletId, string toCustomerId, long? amount) => commands.Transfer(
        bench.Context(), walletId, toCustomerId, amount is { } minor ? new Money("EUR", minor) : null, new Cause(default) { Reason = "gift" }, (_, _) => new Empty());

    public Task<Hold> Checkout(string holdId, params (string WalletId, long Most)[] wallets) => bench.Commands.PlaceForCheckout(
        new CheckoutHoldCommand(holdId, new Basket("anna", false, "IT", "EUR", [new EarningLine("l1", "sku", "home", 1, 1000, true)], 0), [], 0, SalesChannel.Web, "hash")
        {
            Wallets = [.. wallets.Select(wallet => new WalletAsk(wallet.WalletId, wallet.Most))],
        });

    public async Task<(string WalletId, Refusal? Refusal)?> Refund(string instructionId, TenderKind to, string reference, long amount, string customerId = "")
    {
        (string, Refusal?)? given = null;
        await bench.Apply(async unit => given = await bench.Get<WalletRefunds>().Give(
            unit, new WalletRefund(instructionId, to, reference, new Money("EUR", amount), customerId), new Cause(unit.Now) { OrderId = "o" }));
        return given;
    }

    public Task Bonus(string bonusId, long amount) => bench.Apply(
        unit => bench.Get<WalletRefunds>().GiveBonus(unit, bonusId, "anna", new Money("EUR", amount), new Cause(unit.Now) { ReturnId = "r" }));

    public async Task<long> TakeBonusBack(string bonusId, long amount)
    {
        var taken = 0L;
        await bench.Apply(async unit => taken = await bench.Get<WalletRefunds>().TakeBonusBack(unit, bonusId, amount, new Cause(unit.Now) { ReturnId = "r" }));
        return taken;
    }

    public Task Sell(CardOrder order) => bench.Apply(unit => bench.Get<CardSales>().Place(unit, order));

    public Task Paid(CardOrder order) => bench.Apply(unit => bench.Get<CardSales>().Pay(unit, order.OrderId, order.OrderNumber, order.Channel));

    public Task CallOff(string orderId, params (string LineId, long Quantity)[] lines) =>
        bench.Apply(unit => bench.Get<CardSales>().CallOff(unit, orderId, lines, new Cause(unit.Now) { OrderId = orderId }));

    public Task<IReadOnlyList<WalletLiability>> Liability(int year, int month)
    {
        var from = new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero);
        return queries.Liability(from, from.AddMonths(1), default);
    }

    /// <summary>What can be spent, and what is on hold.</summary>
    public async Task<(long Available, long Held)> Money(string walletId)
    {
        var balances = (await queries.Find(walletId, default))!.Balances;
        return (balances[LedgerAccount.Active], balances[LedgerAccount.Held]);
    }

    private static async Task<string> Told(Func<Func<WalletView, StringValue>, Task<StringValue>> call) => (await call(view => new StringValue { Value = view.Wallet.WalletId })).Value;
}
