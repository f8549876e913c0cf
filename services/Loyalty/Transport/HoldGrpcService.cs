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

/// <summary>Points and coupons set aside for a sale.</summary>
public sealed class HoldGrpcService(Commands commands, CouponGuesses coupons, OutwardNumbers numbers)
    : HoldService.HoldServiceBase
{
    private static readonly TimeSpan UsualTimeToLive = TimeSpan.FromMinutes(15);

    public override Task<HoldPointsResponse> HoldPoints(HoldPointsRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        Requests.Check(request, caller.Role is Role.Terminal);
        if (caller.Role is Role.Agent && string.IsNullOrWhiteSpace(request.Reference))
        {
            throw new RefusedException(new ReasonRequired("reference"));
        }

        var codes = request.CouponCodes.Select(Requests.Code).Distinct().ToList();
        var basket = request.Lines.Count == 0 ? null
            : request.MemberId.Length == 0 ? Basket.OfNobody(request.Market, request.CurrencyCode, [.. request.Lines.Select(ToDomain.Line)])
            : new Basket(request.MemberId, false, request.Market, request.CurrencyCode, [.. request.Lines.Select(ToDomain.Line)], 0)
            {
                Asker = caller.Role is Role.Customer ? Asker.Owner : Asker.Staff,
            };
        var command = new HoldCommand(
            request.MemberId,
            request.Points,
            request.Reference,
            request.TimeToLive?.ToTimeSpan() ?? UsualTimeToLive,
            request.CurrencyCode,
            caller.Channel.ToDomain())
        {
            Till = Tills.Of(caller),
            Agent = caller.Role is Role.Agent ? ToDomain.Of(caller) : null,
            PresenceId = request.PresenceId,
            Basket = basket,
            CouponCodes = codes,
        };
        return codes.Count == 0 ? Place() : coupons.Answer(codes, Guesser.Of(context), request.MemberId, Place, context);

        Task<HoldPointsResponse> Place() => commands.Hold(context.Command(request), command, (hold, balances) => ToContract.Held(hold, balances, basket));
    }

    public override Task<CaptureHoldResponse> CaptureHold(CaptureHoldRequest request, ServerCallContext context)
    {
        var till = Tills.Of(context.Caller());
        new RequestCheck()
            .Holder(request.MemberId, till is not null).Id("hold_id", request.HoldId, 256).Range("points", request.Points, 0, Requests.MostPoints)
            .OptionalId("receipt.source", request.Receipt?.Source ?? "", 64).OptionalText("receipt.external_id", request.Receipt?.ExternalId ?? "", 128).ThrowIfInvalid();
        return commands.Capture(
            context.Command(request),
            new CaptureCommand(request.MemberId, request.HoldId, request.Points, context.Caller().Channel.ToDomain())
            {
                Till = till,
                OrderId = till is null ? null : Tills.OrderOf(till, request.Receipt, numbers),
            },
            (hold, balances) => new CaptureHoldResponse { Hold = ToContract.Hold(hold), Balance = balances is null ? null : ToContract.Balance(balances) });
    }

    public override Task<ReleaseHoldResponse> ReleaseHold(ReleaseHoldRequest request, ServerCallContext context)
    {
        new RequestCheck().Holder(request.MemberId, Tills.Of(context.Caller()) is not null).Id("hold_id", request.HoldId, 256).ThrowIfInvalid();
        return commands.Release(
            context.Command(request),
            request.MemberId,
            request.HoldId,
            Tills.Of(context.Caller()),
            (hold, balances) => new ReleaseHoldResponse { Hold = ToContract.Hold(hold), Balance = balances is null ? null : ToContract.Balance(balances) });
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
        {
            Asker = ToDomain.Asker(request.Actor, request.OwnerId, request.OwnerIsGuest),
            EarlyAccessIds = request.EarlyAccessIds,
        };
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
