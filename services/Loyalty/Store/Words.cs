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
