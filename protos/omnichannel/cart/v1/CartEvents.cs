using Omnichannel.Types.V1;

namespace Omnichannel.Cart.V1;

/// <summary>Whose cart it is about.</summary>
public interface ICartEvent : IEvent
{
    string CartId { get; set; }

    string CustomerId { get; set; }

    string GuestId { get; set; }
}

/// <summary>Whose subscription it is about, and to what.</summary>
public interface ISubscriptionEvent : IEvent
{
    string SubscriptionId { get; set; }

    string CustomerId { get; set; }

    string GuestId { get; set; }

    string ContactId { get; set; }

    string Sku { get; set; }
}

public sealed partial class CartCheckedOut : ICartEvent;

public sealed partial class CheckoutCancelled : ICartEvent;

public sealed partial class CheckoutRefundRequested : ICartEvent;

public sealed partial class GuestLinked : IEvent;

public sealed partial class GuestUnlinked : IEvent;

public sealed partial class CartMerged : ICartEvent;

public sealed partial class CartMergeUndone : ICartEvent;

public sealed partial class CartHandedOff : ICartEvent;

public sealed partial class CartTouched : ICartEvent;

public sealed partial class CartAbandoned : ICartEvent;

public sealed partial class CartRecovered : ICartEvent;

public sealed partial class BackInStock : ISubscriptionEvent;

public sealed partial class PriceDropped : ISubscriptionEvent;

public sealed partial class ItemNoticeChanged : ISubscriptionEvent;

public sealed partial class StoreChanged : IEvent;
