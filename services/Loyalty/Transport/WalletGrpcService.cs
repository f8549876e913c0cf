using System.Globalization;
using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Store credit, and what wallets of both kinds have in common.</summary>
public sealed class WalletGrpcService(WalletCommands commands, WalletQueries queries, GiftCards cards) : WalletService.WalletServiceBase
{
    private static readonly TimeSpan UsualTimeToLive = TimeSpan.FromMinutes(15);

    public override Task<IssueStoreCreditResponse> IssueStoreCredit(IssueStoreCreditRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Amount("amount", request.Amount).OptionalText("market", request.Market, 16).ThrowIfInvalid();
        WalletRequests.CheckReason(request.Reason);
        return commands.IssueCredit(
            context.Command(request),
            request.CustomerId,
            WalletContract.Amount(request.Amount),
            request.Market,
            ByHand(context, request.Reason),
            wallet => new IssueStoreCreditResponse { Wallet = WalletContract.Wallet(wallet) });
    }

    public override async Task<GetWalletResponse> GetWallet(GetWalletRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("wallet_id", request.WalletId).ThrowIfInvalid();
        return new GetWalletResponse { Wallet = WalletContract.Wallet(await queries.Own(request.WalletId, context).ConfigureAwait(false)) };
    }

    public override async Task<ListWalletsResponse> ListWallets(ListWalletsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).ThrowIfInvalid();
        var wallets = await (context.Caller().Role is Role.Guest
            ? queries.OfGuest(request.CustomerId, context.CancellationToken) : queries.Of(request.CustomerId, context.CancellationToken)).ConfigureAwait(false);
        return new ListWalletsResponse { Wallets = { wallets.Select(WalletContract.Wallet) } };
    }

    public override Task<HoldWalletResponse> HoldWallet(HoldWalletRequest request, ServerCallContext context)
    {
        WalletRequests.Check(request);
        return commands.Hold(
            context.Command(request),
            request.WalletId,
            WalletContract.Amount(request.Amount),
            request.Reference,
            request.TimeToLive?.ToTimeSpan() ?? UsualTimeToLive,
            context.Caller().Channel.ToDomain(),
            (hold, wallet) => new HoldWalletResponse { Hold = WalletContract.Hold(hold), Wallet = WalletContract.Wallet(wallet) });
    }

    public override Task<CaptureWalletHoldResponse> CaptureWalletHold(CaptureWalletHoldRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("wallet_id", request.WalletId).Id("hold_id", request.HoldId, 256).OptionalAmount("amount", request.Amount).ThrowIfInvalid();
        return commands.Capture(
            context.Command(request),
            request.WalletId,
            request.HoldId,
            WalletContract.OptionalAmount(request.Amount),
            context.Caller().Channel.ToDomain(),
            (hold, wallet) => new CaptureWalletHoldResponse { Hold = WalletContract.Hold(hold), Wallet = WalletContract.Wallet(wallet) });
    }

    public override Task<ReleaseWalletHoldResponse> ReleaseWalletHold(ReleaseWalletHoldRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("wallet_id", request.WalletId).Id("hold_id", request.HoldId, 256).ThrowIfInvalid();
        return commands.Release(
            context.Command(request),
            request.WalletId,
            request.HoldId,
            context.Caller().Channel.ToDomain(),
            (hold, wallet) => new ReleaseWalletHoldResponse { Hold = WalletContract.Hold(hold), Wallet = WalletContract.Wallet(wallet) });
    }

    public override Task<RefundToWalletResponse> RefundToWallet(RefundToWalletRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("wallet_id", request.WalletId).Id("hold_id", request.HoldId, 256).Id("refund_id", request.RefundId).Amount("amount", request.Amount).ThrowIfInvalid();
        return commands.Refund(
            request.WalletId,
            request.HoldId,
            "call/" + request.RefundId,
            WalletContract.Amount(request.Amount),
            context.Caller().Channel.ToDomain(),
            (hold, wallet) => new RefundToWalletResponse { Hold = WalletContract.Hold(hold), Wallet = WalletContract.Wallet(wallet) });
    }

    public override async Task<TransferWalletResponse> TransferWallet(TransferWalletRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("wallet_id", request.WalletId).Id("to_customer_id", request.ToCustomerId).OptionalAmount("amount", request.Amount).ThrowIfInvalid();
        var wallet = await queries.Own(request.WalletId, context).ConfigureAwait(false);
        if (wallet.Wallet.MemberId is null)
        {
            // Whoever bought a card may have given it away: only its owner moves what is in it.
            throw new RefusedException(new WalletNotFound());
        }

        return await commands.Transfer(
            context.Command(request),
            request.WalletId,
            request.ToCustomerId,
            WalletContract.OptionalAmount(request.Amount),
            ByHand(context, "transfer"),
            (after, moved) => new TransferWalletResponse { Wallet = WalletContract.Wallet(after), Moved = ToContract.Money(after.Wallet.CurrencyCode, moved) }).ConfigureAwait(false);
    }

    public override async Task<GetWalletLiabilityResponse> GetWalletLiability(GetWalletLiabilityRequest request, ServerCallContext context)
    {
        var isMonth = DateTimeOffset.TryParseExact(request.Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from);
        new RequestCheck().That(isMonth && from.Year < DateTime.MaxValue.Year, "month", "must be as 2026-11").ThrowIfInvalid();
        var liabilities = await queries.Liability(from, from.AddMonths(1), context.CancellationToken).ConfigureAwait(false);
        return new GetWalletLiabilityResponse { Liabilities = { liabilities.Select(WalletContract.Liability) } };
    }

    public override async Task<ResolveWalletsResponse> ResolveWallets(ResolveWalletsRequest request, ServerCallContext context)
    {
        WalletRequests.Check(request);
        var response = new ResolveWalletsResponse();
        var isOwners = ToDomain.Asker(request.Actor, request.OwnerId, request.OwnerIsGuest) is not Asker.Joined;
        foreach (var payment in request.Payments)
        {
            var wallet = payment.WalletCase is WalletPayment.WalletOneofCase.GiftCard
                ? await cards.Find(payment.GiftCard.Code, payment.GiftCard.Pin, Guesser.For(request.Actor, context), context.CancellationToken).ConfigureAwait(false)
                : !isOwners ? throw new RefusedException(new CreditNotYours())
                : await OwnersWallet(request, payment, context).ConfigureAwait(false);
            if (wallet.Wallet.CurrencyCode != request.CurrencyCode)
            {
                throw new RefusedException(new WalletCurrencyDiffers(wallet.Wallet.CurrencyCode));
            }

            response.WalletIds.Add(wallet.Wallet.WalletId);
        }

        return response;
    }

    private async Task<WalletView> OwnersWallet(ResolveWalletsRequest request, WalletPayment payment, ServerCallContext context)
    {
        var wallet = request.OwnerIsGuest ? null
            : payment.WalletCase is WalletPayment.WalletOneofCase.StoreCredit
                ? await queries.FindCredit(request.OwnerId, request.CurrencyCode, context.CancellationToken).ConfigureAwait(false)
            : await queries.Find(payment.WalletId, context.CancellationToken).ConfigureAwait(false);
        return wallet is not null && await queries.IsOf(wallet.Wallet, request.OwnerId, context.CancellationToken).ConfigureAwait(false) ? wallet : throw new RefusedException(new WalletNotFound());
    }

    private static Cause ByHand(ServerCallContext context, string reason) =>
        new(default) { Channel = context.Caller().Channel.ToDomain(), Reason = reason, Actor = ToDomain.Of(context.Caller()) };
}
