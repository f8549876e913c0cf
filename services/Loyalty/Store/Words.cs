using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Store;

/// <summary>Words of the domain in the contract's spelling.</summary>
public static class Words
{
    public static V1.AdjustmentState ToContract(AdjustmentState state) => state switch
    {
        AdjustmentState.Pending => V1.AdjustmentState.Pending,
        AdjustmentState.Approved => V1.AdjustmentState.Approved,
        AdjustmentState.Declined => V1.AdjustmentState.Declined,
        AdjustmentState.Lapsed => V1.AdjustmentState.Lapsed,
        _ => V1.AdjustmentState.Unspecified,
    };

    public static V1.ReferralState ToContract(ReferralState state) => state switch
    {
        ReferralState.Linked => V1.ReferralState.Linked,
        ReferralState.Qualified => V1.ReferralState.Qualified,
        ReferralState.Rewarded => V1.ReferralState.Rewarded,
        ReferralState.Refused => V1.ReferralState.Refused,
        ReferralState.Lapsed => V1.ReferralState.Lapsed,
        ReferralState.TakenBack => V1.ReferralState.TakenBack,
        _ => V1.ReferralState.Unspecified,
    };

    public static V1.ReferralReason ToContract(ReferralReason reason) => reason switch
    {
        ReferralReason.BoughtBefore => V1.ReferralReason.BoughtBefore,
        ReferralReason.SameAddress => V1.ReferralReason.SameAddress,
        ReferralReason.SamePayment => V1.ReferralReason.SamePayment,
        ReferralReason.SameDevice => V1.ReferralReason.SameDevice,
        ReferralReason.SameContact => V1.ReferralReason.SameContact,
        ReferralReason.SamePerson => V1.ReferralReason.SamePerson,
        ReferralReason.AlreadyBrought => V1.ReferralReason.AlreadyBrought,
        ReferralReason.BelowMinimum => V1.ReferralReason.BelowMinimum,
        ReferralReason.CapReached => V1.ReferralReason.CapReached,
        ReferralReason.OrderReturned => V1.ReferralReason.OrderReturned,
        _ => V1.ReferralReason.Unspecified,
    };

    public static MarkKind ToDomain(Omnichannel.Orders.V1.BuyerMarkKind kind) => kind switch
    {
        Omnichannel.Orders.V1.BuyerMarkKind.Address => MarkKind.Address,
        Omnichannel.Orders.V1.BuyerMarkKind.Payment => MarkKind.Payment,
        _ => MarkKind.Contact,
    };

    /// <summary>Null for the word that says nothing.</summary>
    public static AdjustmentState? ToDomain(V1.AdjustmentState state) => state switch
    {
        V1.AdjustmentState.Pending => AdjustmentState.Pending,
        V1.AdjustmentState.Approved => AdjustmentState.Approved,
        V1.AdjustmentState.Declined => AdjustmentState.Declined,
        V1.AdjustmentState.Lapsed => AdjustmentState.Lapsed,
        _ => null,
    };
}
