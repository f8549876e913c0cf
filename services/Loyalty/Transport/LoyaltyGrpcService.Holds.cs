using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Loyalty.Transport;

/// <content>Holds and coupons.</content>
public sealed partial class LoyaltyGrpcService
{
    private static readonly TimeSpan UsualTimeToLive = TimeSpan.FromMinutes(15);
    private static readonly GuessKind CouponCodes = new("loyalty.coupon");

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
        { Asker = ToDomain.Asker(request) };
        var codes = request.CouponCodes.Select(Requests.Code).Distinct().ToList();
        var hash = Convert.ToHexStringLower(context.Command(request).RequestHash);
        var command = new CheckoutHoldCommand(request.HoldId, basket, codes, request.Points, request.Actor.Channel.ToDomain(), hash);
        return ToContract.CheckoutHold(codes.Count == 0
            ? await commands.PlaceForCheckout(command).ConfigureAwait(false)
            : await Guess(codes, Guesser.For(request.Actor, context), basket.OwnerIsGuest ? "" : basket.OwnerId, () => commands.PlaceForCheckout(command), context).ConfigureAwait(false));
    }

    public override async Task<CommitHoldResponse> CommitHold(CommitHoldRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("hold_id", request.HoldId, 256).Id("order_id", request.OrderId, 256).ThrowIfInvalid();
        var hold = await commands.Commit(request.HoldId, request.OrderId).ConfigureAwait(false);
        return new CommitHoldResponse { HoldId = hold.HoldId, OrderId = hold.OrderId ?? "" };
    }

    public override async Task<ReleaseCheckoutHoldResponse> ReleaseCheckoutHold(ReleaseCheckoutHoldRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("hold_id", request.HoldId, 256).OptionalText("reason", request.Reason, 64).ThrowIfInvalid();
        return new ReleaseCheckoutHoldResponse { Tombstone = await commands.ReleaseCheckout(request.HoldId).ConfigureAwait(false) };
    }

    public override Task<IssueCouponsResponse> IssueCoupons(IssueCouponsRequest request, ServerCallContext context)
    {
        Requests.Check(request, statements.Now);

        // That a code is taken says that it is good for somebody. One call tells it of one code, however many it brings.
        return guesses.Answer(CouponCodes, Guesser.Of(context), [], CouponCodeTaken.Name, () => commands.Issue(
            context.Command(request),
            ToDomain.Terms(request.Terms),
            request.Codes,
            request.Count,
            coupons => new IssueCouponsResponse { Coupons = { coupons.Select(ToContract.Coupon) } }));
    }

    public override async Task<GetCouponResponse> GetCoupon(GetCouponRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("code", request.Code, 32).ThrowIfInvalid();
        var code = Requests.Code(request.Code);
        var caller = context.Caller();
        var member = caller.Role is Types.V1.Role.Guest ? "" : caller.Subject;
        return await Guess([code], Guesser.Of(context), member, Find, context).ConfigureAwait(false);

        async Task<GetCouponResponse> Find() =>
            await statements.FindCoupon(code, context.CancellationToken).ConfigureAwait(false) is { } coupon && (!caller.IsShopper || coupon.Terms.IsFor(member))
                ? new GetCouponResponse { Coupon = ToContract.Coupon(coupon) }
                : throw new RefusedException(CouponRefused.NotFound(code));
    }

    /// <summary>Answers who knows a coupon's code. One that does not exist for them counts as a guess; what strangers guessed wrong stops nobody who has it.</summary>
    private async Task<T> Guess<T>(IReadOnlyCollection<string> codes, Guesser who, string member, Func<Task<T>> answer, ServerCallContext context)
    {
        await using var guess = await guesses.Reserve(
            CouponCodes, who, codes, async code => (await statements.FindCoupon(code, context.CancellationToken).ConfigureAwait(false))?.Terms.IsFor(member) is true).ConfigureAwait(false);
        try
        {
            return await answer().ConfigureAwait(false);
        }
        catch (RefusedException refused) when (refused.Refusal is CouponRefused { IsUnknown: true } unknown)
        {
            guess.WasWrong(unknown.Code);
            throw;
        }
    }
}
