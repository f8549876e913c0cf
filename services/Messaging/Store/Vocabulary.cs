using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Values;

namespace Omnichannel.Messaging.Store;

/// <summary>The words of this service, between its domain and its contract.</summary>
internal static class Vocabulary
{
    /// <summary>As the contract has it.</summary>
    public static V1.Medium ToContract(this Medium medium) => SameWords.ToContract<Medium, V1.Medium>(medium);

    /// <summary>As the domain has it.</summary>
    public static Medium ToDomain(this V1.Medium medium) => SameWords.ToDomain<Medium, V1.Medium>(medium);

    /// <summary>As the contract has it.</summary>
    public static V1.LegalClass ToContract(this LegalClass legalClass) => SameWords.ToContract<LegalClass, V1.LegalClass>(legalClass);

    /// <summary>As the domain has it.</summary>
    public static LegalClass ToDomain(this V1.LegalClass legalClass) => SameWords.ToDomain<LegalClass, V1.LegalClass>(legalClass);

    /// <summary>As the contract has it.</summary>
    public static V1.ConsentPurpose ToContract(this ConsentPurpose purpose) => SameWords.ToContract<ConsentPurpose, V1.ConsentPurpose>(purpose);

    /// <summary>As the domain has it.</summary>
    public static ConsentPurpose ToDomain(this V1.ConsentPurpose purpose) => SameWords.ToDomain<ConsentPurpose, V1.ConsentPurpose>(purpose);
}
