using Omnichannel.Platform.Contracts;
using Omnichannel.Returns.Domain;
using Omnichannel.Values;

namespace Omnichannel.Returns.Store;

/// <summary>The words of this service, between its domain and its contract.</summary>
public static class Vocabulary
{
    /// <summary>As the contract has it.</summary>
    public static Types.V1.Origin ToContract(this Origin origin) => SameWords.ToContract<Origin, Types.V1.Origin>(origin);

    /// <summary>As the domain has it.</summary>
    public static Origin ToDomain(this Types.V1.Origin origin) => SameWords.ToDomain<Origin, Types.V1.Origin>(origin);

    /// <summary>As the contract has it.</summary>
    public static V1.Resolution ToContract(this Resolution resolution) => SameWords.ToContract<Resolution, V1.Resolution>(resolution);

    /// <summary>As the domain has it.</summary>
    public static Resolution ToDomain(this V1.Resolution resolution) => SameWords.ToDomain<Resolution, V1.Resolution>(resolution);

    /// <summary>As the contract has it.</summary>
    public static V1.ReturnMethod ToContract(this ReturnMethod method) => SameWords.ToContract<ReturnMethod, V1.ReturnMethod>(method);

    /// <summary>As the domain has it.</summary>
    public static ReturnMethod ToDomain(this V1.ReturnMethod method) => SameWords.ToDomain<ReturnMethod, V1.ReturnMethod>(method);

    /// <summary>As the contract has it.</summary>
    public static V1.WindowAnchor ToContract(this WindowAnchor anchor) => SameWords.ToContract<WindowAnchor, V1.WindowAnchor>(anchor);

    /// <summary>As the domain has it.</summary>
    public static WindowAnchor ToDomain(this V1.WindowAnchor anchor) => SameWords.ToDomain<WindowAnchor, V1.WindowAnchor>(anchor);

    /// <summary>As the contract has it.</summary>
    public static V1.ReturnState ToContract(this ReturnState state) => SameWords.ToContract<ReturnState, V1.ReturnState>(state);

    /// <summary>As the domain has it.</summary>
    public static ReturnState ToDomain(this V1.ReturnState state) => SameWords.ToDomain<ReturnState, V1.ReturnState>(state);

    /// <summary>As the contract has it.</summary>
    public static V1.ReturnReason ToContract(this ReturnReason reason) => SameWords.ToContract<ReturnReason, V1.ReturnReason>(reason);

    /// <summary>As the domain has it.</summary>
    public static ReturnReason ToDomain(this V1.ReturnReason reason) => SameWords.ToDomain<ReturnReason, V1.ReturnReason>(reason);

    /// <summary>As the contract has it.</summary>
    public static V1.Disposition ToContract(this Disposition disposition) => SameWords.ToContract<Disposition, V1.Disposition>(disposition);

    /// <summary>As the domain has it.</summary>
    public static Disposition ToDomain(this V1.Disposition disposition) => SameWords.ToDomain<Disposition, V1.Disposition>(disposition);

    /// <summary>As the contract has it.</summary>
    public static V1.InspectionGrade ToContract(this InspectionGrade grade) => SameWords.ToContract<InspectionGrade, V1.InspectionGrade>(grade);

    /// <summary>As the domain has it.</summary>
    public static InspectionGrade ToDomain(this V1.InspectionGrade grade) => SameWords.ToDomain<InspectionGrade, V1.InspectionGrade>(grade);

    /// <summary>As the contract has it.</summary>
    public static V1.RefundState ToContract(this RefundState state) => SameWords.ToContract<RefundState, V1.RefundState>(state);

    /// <summary>As the domain has it.</summary>
    public static RefundState ToDomain(this V1.RefundState state) => SameWords.ToDomain<RefundState, V1.RefundState>(state);

    /// <summary>As the contract has it.</summary>
    public static V1.RepairOutcome ToContract(this RepairOutcome outcome) => SameWords.ToContract<RepairOutcome, V1.RepairOutcome>(outcome);

    /// <summary>As the domain has it.</summary>
    public static RepairOutcome ToDomain(this V1.RepairOutcome outcome) => SameWords.ToDomain<RepairOutcome, V1.RepairOutcome>(outcome);

    /// <summary>As the contract has it.</summary>
    public static V1.RefundTrigger ToContract(this RefundTrigger trigger) => SameWords.ToContract<RefundTrigger, V1.RefundTrigger>(trigger);

    /// <summary>As the domain has it.</summary>
    public static RefundTrigger ToDomain(this V1.RefundTrigger trigger) => SameWords.ToDomain<RefundTrigger, V1.RefundTrigger>(trigger);

    /// <summary>As the contract has it.</summary>
    public static V1.ShortfallState ToContract(this ShortfallState state) => SameWords.ToContract<ShortfallState, V1.ShortfallState>(state);

    /// <summary>As the domain has it.</summary>
    public static ShortfallState ToDomain(this V1.ShortfallState state) => SameWords.ToDomain<ShortfallState, V1.ShortfallState>(state);

    /// <summary>As the contract has it.</summary>
    public static V1.ReverseDeliveryMethod ToContract(this ReverseDeliveryMethod method) => SameWords.ToContract<ReverseDeliveryMethod, V1.ReverseDeliveryMethod>(method);

    /// <summary>As the domain has it.</summary>
    public static ReverseDeliveryMethod ToDomain(this V1.ReverseDeliveryMethod method) => SameWords.ToDomain<ReverseDeliveryMethod, V1.ReverseDeliveryMethod>(method);

    /// <summary>As the contract has it.</summary>
    public static V1.ReverseDeliveryState ToContract(this ReverseDeliveryState state) => SameWords.ToContract<ReverseDeliveryState, V1.ReverseDeliveryState>(state);

    /// <summary>As the domain has it.</summary>
    public static ReverseDeliveryState ToDomain(this V1.ReverseDeliveryState state) => SameWords.ToDomain<ReverseDeliveryState, V1.ReverseDeliveryState>(state);

    /// <summary>As the contract has it.</summary>
    public static V1.ItemCondition ToContract(this ItemCondition condition) => SameWords.ToContract<ItemCondition, V1.ItemCondition>(condition);

    /// <summary>As the domain has it.</summary>
    public static ItemCondition ToDomain(this V1.ItemCondition condition) => SameWords.ToDomain<ItemCondition, V1.ItemCondition>(condition);

    /// <summary>As the contract has it.</summary>
    public static V1.ShopperSignal ToContract(this ShopperSignal signal) => SameWords.ToContract<ShopperSignal, V1.ShopperSignal>(signal);

    /// <summary>As the domain has it.</summary>
    public static ShopperSignal ToDomain(this V1.ShopperSignal signal) => SameWords.ToDomain<ShopperSignal, V1.ShopperSignal>(signal);

    /// <summary>As the contract has it.</summary>
    public static V1.ShippingRefund ToContract(this ShippingRefund refund) => SameWords.ToContract<ShippingRefund, V1.ShippingRefund>(refund);

    /// <summary>As the domain has it.</summary>
    public static ShippingRefund ToDomain(this V1.ShippingRefund refund) => SameWords.ToDomain<ShippingRefund, V1.ShippingRefund>(refund);

    /// <summary>As the contract has it.</summary>
    public static V1.ExceptionKind ToContract(this ExceptionKind kind) => SameWords.ToContract<ExceptionKind, V1.ExceptionKind>(kind);

    /// <summary>As the domain has it.</summary>
    public static ExceptionKind ToDomain(this V1.ExceptionKind kind) => SameWords.ToDomain<ExceptionKind, V1.ExceptionKind>(kind);
}
