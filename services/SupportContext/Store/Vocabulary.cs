using Omnichannel.Platform.Contracts;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.Values;
using IdentityKind = Omnichannel.SupportContext.Domain.IdentityKind;
using TouchpointKind = Omnichannel.SupportContext.Domain.TouchpointKind;

namespace Omnichannel.SupportContext.Store;

/// <summary>The words of this service, between its domain and its contract.</summary>
internal static class Vocabulary
{
    /// <summary>As the contract has it.</summary>
    public static TimelineKind ToContract(this EntryKind kind) => SameWords.ToContract<EntryKind, TimelineKind>(kind);

    /// <summary>As the domain has it.</summary>
    public static EntryKind ToDomain(this TimelineKind kind) => SameWords.ToDomain<EntryKind, TimelineKind>(kind);

    /// <summary>As the contract has it.</summary>
    public static Support.V1.IdentityKind ToContract(this IdentityKind kind) => SameWords.ToContract<IdentityKind, Support.V1.IdentityKind>(kind);

    /// <summary>As the domain has it.</summary>
    public static IdentityKind ToDomain(this Support.V1.IdentityKind kind) => SameWords.ToDomain<IdentityKind, Support.V1.IdentityKind>(kind);

    /// <summary>As the contract has it.</summary>
    public static IdentityAssurance ToContract(this Assurance assurance) => SameWords.ToContract<Assurance, IdentityAssurance>(assurance);

    /// <summary>As the domain has it.</summary>
    public static Assurance ToDomain(this IdentityAssurance assurance) => SameWords.ToDomain<Assurance, IdentityAssurance>(assurance);

    /// <summary>As the contract has it.</summary>
    public static Support.V1.TouchpointKind ToContract(this TouchpointKind kind) => SameWords.ToContract<TouchpointKind, Support.V1.TouchpointKind>(kind);

    /// <summary>As the domain has it.</summary>
    public static TouchpointKind ToDomain(this Support.V1.TouchpointKind kind) => SameWords.ToDomain<TouchpointKind, Support.V1.TouchpointKind>(kind);
}
