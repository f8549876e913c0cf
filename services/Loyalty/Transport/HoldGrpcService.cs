using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Points and coupons set aside for a sale.</summary>
public sealed class HoldGrpcService(Commands commands, CouponGuesses coupons)
    : HoldService.HoldServiceBase
{
    private static readonly TimeSpan UsualTimeToLive = TimeSpan.FromMinutes(15);

    public override Task<HoldPointsResponse> HoldPoints(HoldPointsRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var command = new HoldCommand(
            request.MemberId,
            request.Points,
            request.Reference,
            request.TimeToLive?.ToTimeSpan() ?? UsualTimeToLive,
            request.CurrencyCode,
            context.Caller().Channel.ToDomain());
        return commands.Hold(
            context.Command(request), command, (hold, balances) => new HoldPointsResponse { Hold = ToContract.Hold(hold), Balance = ToContract.Balance(balances) });
    }

    public override Task<CaptureHoldResponse> CaptureHold(CaptureHoldRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .Id("member_id", request.MemberId).Id("hold_id", request.HoldId, 256).Range("points", request.Points, 0, Requests.MostPoints).ThrowIfInvalid();
        return commands.Capture(
            context.Command(request),
            request.MemberId,
            request.HoldId,
            request.Points,
            (hold, balances) => new CaptureHoldResponse { Hold = ToContract.Hold(hold), Balance = ToContract.Balance(balances) });
    }

    public override Task<ReleaseHoldResponse> ReleaseHold(ReleaseHoldRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).Id("hold_id", request.HoldId, 256).ThrowIfInvalid();
        return commands.Release(
            context.Command(request),
            request.MemberId,
            request.HoldId,
            (hold, balances) => new ReleaseHoldResponse { Hold = ToContract.Hold(hold), Balance = ToContract.Balance(balances) });
    }

    public override async Task<PlaceCheckoutHoldResponse> PlaceCheckoutHold(PlaceCheckoutHoldRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var basket = new Basket(
            request.OwnerId,
            request.OwnerIsGuest,
            request.Market,
            request.CurrencyCode,
            [.. request.Lines.Select(ToDomain.Line)],
            request.Shipping?.AmountMinor ?? 0)
        { Asker = ToDomain.Asker(request.Actor, request.OwnerId, request.OwnerIsGuest) };
        var codes = request.CouponCodes.Select(Requests.Code).Distinct().ToList();
        var hash = Convert.ToHexStringLower(context.Command(request).RequestHash);
        var command = new CheckoutHoldCommand(request.HoldId, basket, codes, request.Points, request.Actor.Channel.ToDomain(), hash)
        {
            Wallets = [.. request.Wallets.Select(wallet => new WalletAsk(wallet.WalletId, wallet.Amount.AmountMinor))],
        };
        var hold = codes.Count == 0
            ? await commands.PlaceForCheckout(command).ConfigureAwait(false)
            : await coupons.Answer(codes, Guesser.For(request.Actor, context), basket.OwnerIsGuest ? "" : basket.OwnerId, () => commands.PlaceForCheckout(command), context).ConfigureAwait(false);
        return ToContract.CheckoutHold(hold, codes);
    }

    public override async Task<CommitHoldResponse> CommitHold(CommitHoldRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("hold_id", request.HoldId, 256).Id("order_id", request.OrderId, 256)
            .That(request.WalletTenders.All(tender => tender.Amount is { AmountMinor: >= 0 }), "wallet_tenders", "need amounts that are not negative")
            .That(request.WalletTenders.DistinctBy(tender => tender.Reference).Count() == request.WalletTenders.Count, "wallet_tenders", "must name each once").ThrowIfInvalid();
        var amounts = request.WalletTenders.ToDictionary(tender => tender.Reference, tender => tender.Amount.AmountMinor);
        var hold = await commands.Commit(request.HoldId, request.OrderId, amounts).ConfigureAwait(false);
        return new CommitHoldResponse { HoldId = hold.HoldId, OrderId = hold.OrderId ?? "" };
    }

    public override async Task<ReleaseCheckoutHoldResponse> ReleaseCheckoutHold(ReleaseCheckoutHoldRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("hold_id", request.HoldId, 256).OptionalText("reason", request.Reason, 64).ThrowIfInvalid();
        return new ReleaseCheckoutHoldResponse { Tombstone = await commands.ReleaseCheckout(request.HoldId).ConfigureAwait(false) };
    }
}
