using Omnichannel.Platform.Domain;
using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Domain;

/// <summary>A scan that names no item.</summary>
public sealed record ScanRefused(ScanFault Fault) : Refusal(Fault == ScanFault.Ambiguous ? RefusalKind.Precondition : RefusalKind.Invalid, Fault.Reason, Texts[Fault.Reason])
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["SCAN_NOT_UNDERSTOOD"] = "It is neither a GTIN of 8, 12, 13 or 14 digits, nor application identifiers with their data, nor a GS1 Digital Link.",
        ["CHECK_DIGIT_WRONG"] = "The check digit is wrong: a digit was misread or mistyped.",
        ["SCAN_ELEMENT_INVALID"] = "What follows the application identifier has not the length or the characters that it must have, or is no date, or no amount of money.",
        ["SCAN_CONTRADICTORY"] = "Two elements of the code contradict each other.",
        ["SCAN_WITHOUT_ITEM"] = "The code was read, but names no goods: it has no GTIN.",
        ["SCAN_COMPRESSED"] = "A compressed GS1 Digital Link is not read: decompress it, or ask its resolver.",
        ["SCAN_AMBIGUOUS"] = "The eight digits are one item's EAN-8 and another's UPC-E: the scanner's symbology identifier tells which.",
    };

    /// <inheritdoc/>
    public override string? Field => "scan";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fault.Identifier.Length == 0 ? base.Facts : new Dictionary<string, string> { ["ai"] = Fault.Identifier };

    /// <summary>What was read.</summary>
    /// <exception cref="RefusedException">It was not.</exception>
    public static T Unless<T>(Reading<T> reading) => reading.Fault is { } fault ? throw new RefusedException(new ScanRefused(fault)) : reading.Value;
}

/// <summary>A layout that no code can have.</summary>
public sealed record MeasureCodeInvalid(int Index, string Part) : Refusal(
    RefusalKind.Invalid, "MEASURE_CODE_INVALID", "A layout has a prefix of its own (2 or 02 and up to four digits), and with item, check digit and value 12 digits.")
{
    /// <inheritdoc/>
    public override string? Field => $"measure_codes[{Index}].{Part}";
}
