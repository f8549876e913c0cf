using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;
using Omnichannel.Values;
using DiscountKind = Omnichannel.Platform.Domain.DiscountKind;
using Measure = Omnichannel.Values.Measure;
using TenderKind = Omnichannel.Platform.Domain.TenderKind;

namespace Omnichannel.Platform.Contracts;

/// <summary>The words that all areas share, between domains and <c>omnichannel.type.v1</c>.</summary>
public static class Vocabulary
{
    /// <summary>As the contract has it.</summary>
    public static Channel ToContract(this SalesChannel channel) => SameWords.ToContract<SalesChannel, Channel>(channel);

    /// <summary>As domains have it.</summary>
    public static SalesChannel ToDomain(this Channel channel) => SameWords.ToDomain<SalesChannel, Channel>(channel);

    /// <summary>As the contract has it.</summary>
    public static Role ToContract(this ActorRole role) => SameWords.ToContract<ActorRole, Role>(role);

    /// <summary>As domains have it.</summary>
    public static ActorRole ToDomain(this Role role) => SameWords.ToDomain<ActorRole, Role>(role);

    /// <summary>As the contract has it.</summary>
    public static Types.V1.TenderKind ToContract(this TenderKind kind) => SameWords.ToContract<TenderKind, Types.V1.TenderKind>(kind);

    /// <summary>As domains have it.</summary>
    public static TenderKind ToDomain(this Types.V1.TenderKind kind) => SameWords.ToDomain<TenderKind, Types.V1.TenderKind>(kind);

    /// <summary>As the contract has it.</summary>
    public static Types.V1.DiscountKind ToContract(this DiscountKind kind) => SameWords.ToContract<DiscountKind, Types.V1.DiscountKind>(kind);

    /// <summary>As the contract has it.</summary>
    public static Types.V1.Measure ToContract(this Measure measure) => SameWords.ToContract<Measure, Types.V1.Measure>(measure);

    /// <summary>As domains have it: pieces where nothing is said.</summary>
    public static Measure ToDomain(this Types.V1.Measure measure) => Measures.Of(measure);

    /// <summary>As domains have it.</summary>
    public static DiscountKind ToDomain(this Types.V1.DiscountKind kind) => SameWords.ToDomain<DiscountKind, Types.V1.DiscountKind>(kind);

    /// <summary>As the contract has it.</summary>
    public static Types.V1.WithdrawalException ToContract(this Domain.WithdrawalException exception) => SameWords.ToContract<Domain.WithdrawalException, Types.V1.WithdrawalException>(exception);

    /// <summary>As the domain has it.</summary>
    public static Domain.WithdrawalException ToDomain(this Types.V1.WithdrawalException exception) => SameWords.ToDomain<Domain.WithdrawalException, Types.V1.WithdrawalException>(exception);
}
