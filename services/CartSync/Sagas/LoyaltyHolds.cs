using System.Collections.Immutable;
using Grpc.Core;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;
using Checkout = Omnichannel.CartSync.Domain.Checkout;

namespace Omnichannel.CartSync.Sagas;

/// <summary>The saga's calls to Loyalty. Each may be repeated; a refusal is an answer, anything else means: not known, try again.</summary>
public sealed class LoyaltyHolds(HoldService.HoldServiceClient loyalty)
{
    /// <summary>Holds a checkout's coupons and points.</summary>
    public async Task<(HeldDiscounts? Held, Reason? Refusal)> Place(SharedCart cart, Checkout checkout)
    {
        var request = new PlaceCheckoutHoldRequest
        {
            HoldId = checkout.HoldId,
            OwnerId = cart.OwnerId,
            OwnerIsGuest = cart.OwnerIsGuest,
            Market = cart.Market,
            CurrencyCode = cart.CurrencyCode,
            Points = checkout.Points,
            Shipping = ProtoMapping.ToMoney(cart, checkout.Totals.ShippingMinor),
            Actor = checkout.Actor.ToProto(),
        };
        request.CouponCodes.AddRange(checkout.CouponCodes);
        request.EarlyAccessIds.AddRange(checkout.EarlyAccessIds);
        request.Wallets.AddRange(checkout.Wallets.Select(wallet => new Loyalty.V1.WalletShare
        {
            WalletId = wallet.WalletId,
            Amount = ProtoMapping.ToMoney(cart, wallet.MostMinor ?? 0),
        }));
        request.Lines.AddRange(Basket(cart, checkout.Lines));
        try
        {
            return (ToHeld(await loyalty.PlaceCheckoutHoldAsync(request).ConfigureAwait(false)), null);
        }
        catch (RpcException error) when (IsRefusal(error))
        {
            return (null, ToReason(error));
        }
    }

    /// <summary>Makes a hold final; the refusal when it cannot be.</summary>
    public async Task<Reason?> Commit(SharedCart cart, Checkout checkout)
    {
        try
        {
            await loyalty.CommitHoldAsync(new CommitHoldRequest
            {
                HoldId = checkout.HoldId,
                OrderId = CartId.OrderId(cart.Id, checkout.Generation),
                WalletTenders = { checkout.WalletTenders.Select(tender => tender.ToProto(cart.CurrencyCode)) },
            }).ConfigureAwait(false);
            return null;
        }
        catch (RpcException error) when (IsRefusal(error))
        {
            return ToReason(error);
        }
    }

    /// <summary>Gives a hold back, or forbids one that comes late.</summary>
    /// <returns>False when it was made final: it belongs to a sale that the cart does not know of.</returns>
    public async Task<bool> Release(PendingRelease release)
    {
        try
        {
            await loyalty.ReleaseCheckoutHoldAsync(new ReleaseCheckoutHoldRequest { HoldId = release.HoldId, Reason = release.Why }).ConfigureAwait(false);
            return true;
        }
        catch (RpcException error) when (IsRefusal(error))
        {
            // Captured or unknown to an older Loyalty: there is nothing left to give back, and asking again would not change it.
            return error.Reason() is not "HOLD_ALREADY_CAPTURED";
        }
    }

    /// <summary>Lines as Loyalty takes them.</summary>
    internal static IEnumerable<BasketLine> Basket(SharedCart cart, ImmutableArray<Domain.SaleLine> lines) => lines.Select(line => new BasketLine
    {
        LineId = line.LineId,
        Sku = line.Sku,
        Category = line.Category,
        Quantity = line.Quantity,
        Amount = ProtoMapping.ToMoney(cart, line.NetMinor),
        NonMerchandise = line.IsNonMerchandise,
    });

    /// <summary>An answer that repeating the call does not change.</summary>
    internal static bool IsRefusal(RpcException error) => error.StatusCode is
        StatusCode.FailedPrecondition or StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.AlreadyExists or StatusCode.OutOfRange || IsTooManyTries(error);

    // Whoever tried so many codes that were wrong waits; their cart does not.
    private static bool IsTooManyTries(RpcException error) => error.StatusCode is StatusCode.ResourceExhausted && error.Reason() is ErrorReasons.RateLimited;

    private static Reason ToReason(RpcException error)
    {
        var facts = error.Detail<Google.Rpc.ErrorInfo>()?.Metadata.ToImmutableSortedDictionary() ?? ImmutableSortedDictionary<string, string>.Empty;
        return error.Reason() is "MEMBER_NOT_FOUND"
            ? new Reason(RefusalKind.Precondition, "NOT_A_MEMBER", "Only a member's points can be redeemed.", facts)
            : IsTooManyTries(error) ? new Reason(RefusalKind.Exhausted, ErrorReasons.RateLimited, error.Status.Detail)
            : new Reason(RefusalKind.Precondition, error.Reason() ?? "HOLD_REFUSED", error.Status.Detail, facts);
    }

    private static HeldDiscounts ToHeld(PlaceCheckoutHoldResponse response) => new(
        [
            .. response.Coupons.Select(coupon => new HeldCoupon(
                coupon.Code,
                coupon.Amount?.AmountMinor ?? 0,
                [.. coupon.Shares.Select(share => KeyValuePair.Create(share.LineId, share.Amount?.AmountMinor ?? 0))],
                coupon.ShippingAmount?.AmountMinor ?? 0)),
        ],
        response.Points,
        response.PointsValue?.AmountMinor ?? 0)
    {
        LinesNotPaid = [.. response.LinesNotPaid],
        Wallets = [.. response.WalletTenders.Select(tender => new Domain.Tender(tender.Kind.ToDomain(), tender.Reference, tender.Amount?.AmountMinor ?? 0))],
    };
}
