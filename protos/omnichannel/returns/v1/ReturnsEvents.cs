using Omnichannel.Types.V1;

namespace Omnichannel.Returns.V1;

/// <summary>Whose return it is about, and of which order.</summary>
public interface IReturnEvent : IEvent
{
    string ReturnId { get; set; }

    string RmaCode { get; set; }

    string OrderId { get; set; }

    string OrderNumber { get; set; }

    string CustomerId { get; set; }

    string GuestId { get; set; }

    string ContactId { get; set; }
}

public sealed partial class ReturnRequested : IReturnEvent;

public sealed partial class ReturnApproved : IReturnEvent;

public sealed partial class ReturnDeclined : IReturnEvent;

public sealed partial class ReturnCancelled : IReturnEvent;

public sealed partial class ReturnExpired : IReturnEvent;

public sealed partial class ReturnRestGivenUp : IReturnEvent;

public sealed partial class ReturnInTransit : IReturnEvent;

public sealed partial class ReturnReceived : IReturnEvent;

public sealed partial class ReturnInspected : IReturnEvent;

public sealed partial class ReturnResolved : IReturnEvent;

public sealed partial class ReturnClosed : IReturnEvent;

public sealed partial class RefundOwed : IReturnEvent;

public sealed partial class RefundReclaimed : IReturnEvent;

public sealed partial class RepairSentBack : IReturnEvent;

public sealed partial class StoreCreditBonusOwed : IReturnEvent;

public sealed partial class ReverseDeliveryCreated : IReturnEvent;

public sealed partial class ReverseDeliveryVoided : IReturnEvent;

public sealed partial class ReturnWindowSet : IEvent;

public sealed partial class WithdrawalConfirmed : IReturnEvent;
