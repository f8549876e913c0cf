using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Types.V1;
using Actor = Omnichannel.CartSync.Domain.Actor;
using Tender = Omnichannel.CartSync.Domain.Tender;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// What is owed for carts that are not stored (any more, or because a failover lost them): payments that were taken for them go back. There is no state to write with the
/// instruction, so a mark for each payment keeps it from going out twice.
/// </summary>
public interface IUnknownCarts
{
    /// <summary>Orders payments to be given back, each once.</summary>
    Task Refund(string cartId, string checkoutId, ImmutableArray<Tender> tenders, Actor actor, CancellationToken cancellation);
}

/// <summary>The instructions for payments without a cart.</summary>
internal static class UnknownCartRefunds
{
    /// <summary>How long a repeated payment is recognised; its refund's id is the same for ever, so the provider recognises it after that.</summary>
    public static readonly TimeSpan MarkLifetime = TimeSpan.FromDays(400);

    public static IEnumerable<CheckoutRefundRequested> Of(
        string cartId, string checkoutId, ImmutableArray<Tender> tenders, Actor actor) => tenders.Select(tender => new CheckoutRefundRequested
        {
            CartId = cartId,
            CheckoutId = checkoutId,
            StoreId = actor.StoreId,
            RefundId = TenderRules.RefundId(cartId, checkoutId, tender),
            Tenders = { tender.ToProto(tender.CurrencyCode) },
            Reason = "CHECKOUT_UNKNOWN",
        });

    /// <summary>A refund, ready to be published.</summary>
    public static OutgoingEvent Outgoing(CheckoutRefundRequested refund, Actor actor, DateTimeOffset now) => EventHeader.News(now, actor.Channel.ToContract()).On(refund);

    /// <summary>Where a refund leaves its mark, among the answers that are kept.</summary>
    public static AnswerKey MarkOf(CheckoutRefundRequested refund) => new(new Platform.Domain.Principal("cart", ""), "refund", refund.RefundId, "", (int)MarkLifetime.TotalHours);
}
