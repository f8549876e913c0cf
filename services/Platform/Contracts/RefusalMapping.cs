using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Contracts;

/// <summary>A rule's no about one item of a batch, where the others go on.</summary>
public static class RefusalMapping
{
    /// <summary>As the contract has it, with the field at fault and all facts.</summary>
    public static Types.V1.Refusal ToContract(this Refusal refusal) =>
        new() { Reason = refusal.Reason, Message = refusal.Message, Field = refusal.Field ?? "", Metadata = { refusal.Facts.ToDictionary() } };
}
