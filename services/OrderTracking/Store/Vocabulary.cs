using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Store;

/// <summary>The words of this service, between its domain and its contract.</summary>
internal static class Vocabulary
{
    /// <summary>As the contract has it.</summary>
    public static Orders.V1.OrderStatus ToContract(this OrderStatus status) => SameWords.ToContract<OrderStatus, Orders.V1.OrderStatus>(status);

    /// <summary>As the domain has it.</summary>
    public static OrderStatus ToDomain(this Orders.V1.OrderStatus status) => SameWords.ToDomain<OrderStatus, Orders.V1.OrderStatus>(status);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.ShipmentStatus ToContract(this ShipmentStatus status) => SameWords.ToContract<ShipmentStatus, Orders.V1.ShipmentStatus>(status);

    /// <summary>As the domain has it.</summary>
    public static ShipmentStatus ToDomain(this Orders.V1.ShipmentStatus status) => SameWords.ToDomain<ShipmentStatus, Orders.V1.ShipmentStatus>(status);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.ShipmentReason ToContract(this ShipmentReason reason) => SameWords.ToContract<ShipmentReason, Orders.V1.ShipmentReason>(reason);

    /// <summary>As the domain has it.</summary>
    public static ShipmentReason ToDomain(this Orders.V1.ShipmentReason reason) => SameWords.ToDomain<ShipmentReason, Orders.V1.ShipmentReason>(reason);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.TimeBasis ToContract(this TimeBasis basis) => SameWords.ToContract<TimeBasis, Orders.V1.TimeBasis>(basis);

    /// <summary>As the domain has it.</summary>
    public static TimeBasis ToDomain(this Orders.V1.TimeBasis basis) => SameWords.ToDomain<TimeBasis, Orders.V1.TimeBasis>(basis);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.PromiseState ToContract(this PromiseState state) => SameWords.ToContract<PromiseState, Orders.V1.PromiseState>(state);

    /// <summary>As the domain has it.</summary>
    public static PromiseState ToDomain(this Orders.V1.PromiseState state) => SameWords.ToDomain<PromiseState, Orders.V1.PromiseState>(state);

    /// <summary>As the contract has it.</summary>
    public static Types.V1.Origin ToContract(this OrderOrigin origin) => SameWords.ToContract<OrderOrigin, Types.V1.Origin>(origin);

    /// <summary>As the domain has it.</summary>
    public static OrderOrigin ToDomain(this Types.V1.Origin origin) => SameWords.ToDomain<OrderOrigin, Types.V1.Origin>(origin);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.RefundState ToContract(this RefundState state) => SameWords.ToContract<RefundState, Orders.V1.RefundState>(state);

    /// <summary>As the domain has it.</summary>
    public static PaymentState ToDomain(this Orders.V1.PaymentState state) => SameWords.ToDomain<PaymentState, Orders.V1.PaymentState>(state);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.InstructionState ToContract(this InstructionState state) => SameWords.ToContract<InstructionState, Orders.V1.InstructionState>(state);

    /// <summary>As the domain has it.</summary>
    public static InstructionState ToDomain(this Orders.V1.InstructionState state) => SameWords.ToDomain<InstructionState, Orders.V1.InstructionState>(state);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.PickupStatus ToContract(this PickupStatus value) => SameWords.ToContract<PickupStatus, Orders.V1.PickupStatus>(value);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.PickupPurpose ToContract(this PickupPurpose value) => SameWords.ToContract<PickupPurpose, Orders.V1.PickupPurpose>(value);

    /// <summary>As the domain has it.</summary>
    public static PickupPurpose ToDomain(this Orders.V1.PickupPurpose value) => SameWords.ToDomain<PickupPurpose, Orders.V1.PickupPurpose>(value);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.PickupRejection ToContract(this PickupRejection value) => SameWords.ToContract<PickupRejection, Orders.V1.PickupRejection>(value);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.PickupEventKind ToContract(this PickupEventKind value) => SameWords.ToContract<PickupEventKind, Orders.V1.PickupEventKind>(value);

    /// <summary>As the domain has it.</summary>
    public static PickupEventKind ToDomain(this Orders.V1.PickupEventKind value) => SameWords.ToDomain<PickupEventKind, Orders.V1.PickupEventKind>(value);

    /// <summary>As the domain has it.</summary>
    public static PickupStatus ToDomain(this Orders.V1.PickupStatus value) => SameWords.ToDomain<PickupStatus, Orders.V1.PickupStatus>(value);

    /// <summary>As the domain has it.</summary>
    public static PickupRejection ToDomain(this Orders.V1.PickupRejection value) => SameWords.ToDomain<PickupRejection, Orders.V1.PickupRejection>(value);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.MilestoneKind ToContract(this MilestoneKind kind) => SameWords.ToContract<MilestoneKind, Orders.V1.MilestoneKind>(kind);

    /// <summary>As the domain has it.</summary>
    public static MilestoneKind ToDomain(this Orders.V1.MilestoneKind kind) => SameWords.ToDomain<MilestoneKind, Orders.V1.MilestoneKind>(kind);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.ClaimKind ToContract(this ClaimKind kind) => SameWords.ToContract<ClaimKind, Orders.V1.ClaimKind>(kind);

    /// <summary>As the domain has it.</summary>
    public static ClaimKind ToDomain(this Orders.V1.ClaimKind kind) => SameWords.ToDomain<ClaimKind, Orders.V1.ClaimKind>(kind);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.ClaimState ToContract(this ClaimState state) => SameWords.ToContract<ClaimState, Orders.V1.ClaimState>(state);

    /// <summary>As the domain has it.</summary>
    public static ClaimState ToDomain(this Orders.V1.ClaimState state) => SameWords.ToDomain<ClaimState, Orders.V1.ClaimState>(state);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.ClaimResolution ToContract(this ClaimResolution resolution) => SameWords.ToContract<ClaimResolution, Orders.V1.ClaimResolution>(resolution);

    /// <summary>As the domain has it.</summary>
    public static ClaimResolution ToDomain(this Orders.V1.ClaimResolution resolution) => SameWords.ToDomain<ClaimResolution, Orders.V1.ClaimResolution>(resolution);

    /// <summary>As the contract has it.</summary>
    public static Orders.V1.LineRefusal ToContract(this LineRefusal reason) => SameWords.ToContract<LineRefusal, Orders.V1.LineRefusal>(reason);
}
