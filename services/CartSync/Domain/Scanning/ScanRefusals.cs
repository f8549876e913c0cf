using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain.Scanning;

/// <summary>A scan that names no item. What was scanned is never repeated: it may be anything, a card's number too.</summary>
public abstract record ScanRefusal(string Name, string What, string Identifier = "", RefusalKind As = RefusalKind.Invalid) : Refusal(As, Name, What)
{
    /// <inheritdoc/>
    public override string? Field => "scan";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Identifier.Length == 0 ? base.Facts : new Dictionary<string, string> { ["ai"] = Identifier };
}

/// <summary>No code of any kind that names goods.</summary>
public sealed record ScanNotUnderstood() : ScanRefusal(
    "SCAN_NOT_UNDERSTOOD", "It is neither a GTIN of 8, 12, 13 or 14 digits, nor application identifiers with their data, nor a GS1 Digital Link.");

/// <summary>Misread or mistyped.</summary>
public sealed record CheckDigitWrong(string Identifier = "") : ScanRefusal("CHECK_DIGIT_WRONG", "The check digit is wrong: a digit was misread or mistyped.", Identifier);

/// <summary>Data that its application identifier does not allow.</summary>
public sealed record ScanElementInvalid(string Identifier) : ScanRefusal(
    "SCAN_ELEMENT_INVALID", "What follows the application identifier has not the length or the characters that it must have, or is no date, or no amount of money.", Identifier);

/// <summary>Two elements of which only one can be true.</summary>
public sealed record ScanContradictory(string Identifier) : ScanRefusal("SCAN_CONTRADICTORY", "Two elements of the code contradict each other.", Identifier);

/// <summary>A pallet, a place, a person.</summary>
public sealed record ScanWithoutItem() : ScanRefusal("SCAN_WITHOUT_ITEM", "The code was read, but names no goods: it has no GTIN.");

/// <summary>A Digital Link in its compressed form.</summary>
public sealed record ScanCompressed() : ScanRefusal("SCAN_COMPRESSED", "A compressed GS1 Digital Link is not read: decompress it, or ask its resolver.");

/// <summary>Eight digits that two items have.</summary>
public sealed record ScanAmbiguous() : ScanRefusal(
    "SCAN_AMBIGUOUS", "The eight digits are one item's EAN-8 and another's UPC-E: the scanner's symbology identifier tells which.", As: RefusalKind.Precondition);

/// <summary>A layout that no code can have.</summary>
public sealed record MeasureCodeInvalid(int Index, string Part) : Refusal(
    RefusalKind.Invalid, "MEASURE_CODE_INVALID", "A layout has a prefix of its own (2 or 02 and up to four digits), and with item, check digit and value 12 digits.")
{
    /// <inheritdoc/>
    public override string? Field => $"measure_codes[{Index}].{Part}";
}
