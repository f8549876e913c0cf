using Omnichannel.Platform.Domain;
using Omnichannel.SupportContext.Domain;

namespace Omnichannel.SupportContext.Tests.Domain;

/// <summary>Histories for tests: built from the events' names and facts.</summary>
internal static class Histories
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Entry Of(
        string name, int minute, SalesChannel channel = SalesChannel.None, string subject = "", string owner = "customer-1", long version = 0, params (string Name, string Value)[] facts) => new()
        {
            Id = $"{name}-{subject}-{minute}-{version}",
            Owner = owner,
            Name = name,
            OccurredAt = Start.AddMinutes(minute),
            Channel = channel,
            SubjectId = subject,
            Version = version == 0 ? minute + 1 : version,
            Facts = facts.ToDictionary(fact => fact.Name, fact => fact.Value),
        };

    /// <summary>A customer's way over web, app and store, with a broken promise and a return.</summary>
    public static IReadOnlyList<Entry> Journey() =>
    [
        Of("cart.CartTouched", 0, SalesChannel.Web, "cart-g", "guest-1", facts: [("generation", "1"), ("item_count", "1")]),
        Of("cart.GuestLinked", 5, SalesChannel.Web),
        Of("cart.CartMerged", 5, SalesChannel.Web, "cart-1", facts: [("guest_cart_id", "cart-g"), ("merge_id", "m1"), ("item_count", "1")]),
        Of("cart.CartTouched", 10, SalesChannel.App, "cart-1", facts: [("generation", "1"), ("item_count", "2")]),
        Of("cart.CartHandedOff", 20, SalesChannel.Store, "cart-1", facts: [("item_count", "2")]),
        Of("cart.CartCheckedOut", 30, SalesChannel.Store, "cart-1", facts: [("generation", "1"), ("item_count", "3"), ("due_minor", "4200"), ("currency_code", "EUR")]),
        Of("orders.OrderPlaced", 30, SalesChannel.Store, "order-1", facts: [("order_number", "O-1"), ("item_count", "3"), ("due_minor", "4200"), ("currency_code", "EUR")]),
        Of("orders.PromiseMade", 31, SalesChannel.None, "order-1", facts: [("promise_revision", "1"), ("promised_until", "2026-03-04T00:00:00.0000000Z")]),
        Of("orders.PromiseAtRisk", 50, SalesChannel.None, "order-1", facts: [("promise_revision", "1"), ("promised_until", "2026-03-04T00:00:00.0000000Z")]),
        Of("orders.PromiseBroken", 60, SalesChannel.None, "order-1", facts: [("promise_revision", "1"), ("promised_until", "2026-03-04T00:00:00.0000000Z")]),
        Of("orders.ShipmentStatusChanged", 70, SalesChannel.None, "order-1", facts: [("shipment_id", "s1"), ("status", "DELIVERED"), ("order_status", "DELIVERED")]),
        Of("orders.OrderDelivered", 70, SalesChannel.None, "order-1", facts: [("order_number", "O-1")]),
        Of("loyalty.MemberEnrolled", 1, SalesChannel.Web, "customer-1", version: 1, facts: [("tier_id", "basic")]),
        Of("loyalty.PointsEarned", 32, SalesChannel.Store, "customer-1", version: 2, facts: [("points", "42"), ("balance_pending", "42"), ("balance_active", "0")]),
        Of("loyalty.PointsActivated", 80, SalesChannel.None, "customer-1", version: 3, facts: [("points", "42"), ("balance_pending", "0"), ("balance_active", "42")]),
        Of("returns.ReturnRequested", 90, SalesChannel.App, "return-1", facts: [("rma_code", "R-1"), ("order_id", "order-1"), ("item_count", "1")]),
        Of("returns.ReturnReceived", 100, SalesChannel.Store, "return-1", facts: [("rma_code", "R-1"), ("complete", "true")]),
        Of("returns.ReturnResolved", 101, SalesChannel.Store, "return-1", facts: [("rma_code", "R-1"), ("item_count", "1"), ("refund_amount_minor", "1400"), ("currency_code", "EUR")]),
        Of("returns.RefundOwed", 101, SalesChannel.None, "return-1", facts: [("refund_id", "f1"), ("amount_minor", "1400"), ("currency_code", "EUR")]),
        Of("orders.RefundRequested", 101, SalesChannel.None, "order-1", facts: [("refund_id", "f1"), ("return_id", "return-1"), ("amount_minor", "1400"), ("currency_code", "EUR")]),
        Of("messaging.MessageSent", 33, SalesChannel.None, "o", "contact/c1", facts: [("message_id", "msg-1"), ("journey_id", "confirmation")]),
        Of("messaging.MessageDelivered", 34, SalesChannel.None, "o", "contact/c1", facts: [("message_id", "msg-1"), ("journey_id", "confirmation")]),
        Of("messaging.MessageSuppressed", 40, SalesChannel.None, "o", "contact/c1", facts: [("message_id", "msg-2"), ("journey_id", "abandoned"), ("reason", "NO_CONSENT")]),
    ];
}
