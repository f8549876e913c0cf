using Omnichannel.Platform.Domain;

namespace Omnichannel.WebConsole.Shared;

/// <summary>Names of the contract's words, by which their texts are found.</summary>
public static class Enums
{
    /// <summary>After the name in the contract, without its prefix: IN_TRANSIT. UNSPECIFIED for a word of a later version of the contract.</summary>
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => Enum.IsDefined(value) ? value.Name() : default(TEnum).Name();
}
