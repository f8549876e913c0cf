namespace Omnichannel.Values.Scanning;

/// <summary>Why a scan names no item. What was scanned is never repeated: it may be anything, a card's number too.</summary>
/// <param name="Reason">As the contract names it (<c>CatalogueService.LookupItem</c>).</param>
/// <param name="Identifier">The application identifier that is at fault; empty where it is none's.</param>
public sealed record ScanFault(string Reason, string Identifier = "")
{
    /// <summary>No code of any kind that names goods.</summary>
    public static ScanFault NotUnderstood { get; } = new("SCAN_NOT_UNDERSTOOD");

    /// <summary>A pallet, a place, a person.</summary>
    public static ScanFault WithoutItem { get; } = new("SCAN_WITHOUT_ITEM");

    /// <summary>A Digital Link in its compressed form.</summary>
    public static ScanFault Compressed { get; } = new("SCAN_COMPRESSED");

    /// <summary>Eight digits that two items have.</summary>
    public static ScanFault Ambiguous { get; } = new("SCAN_AMBIGUOUS");

    /// <summary>Misread or mistyped.</summary>
    public static ScanFault CheckDigitWrong(string identifier = "") => new("CHECK_DIGIT_WRONG", identifier);

    /// <summary>Data that its application identifier does not allow.</summary>
    public static ScanFault ElementInvalid(string identifier) => new("SCAN_ELEMENT_INVALID", identifier);

    /// <summary>Two elements of which only one can be true.</summary>
    public static ScanFault Contradictory(string identifier) => new("SCAN_CONTRADICTORY", identifier);
}

/// <summary>What was read, or why it cannot be.</summary>
public readonly struct Reading<T>
{
    private readonly T? value;

    private Reading(T? value, ScanFault? fault) => (this.value, Fault) = (value, fault);

    /// <summary>Why it cannot be read; null when it was.</summary>
    public ScanFault? Fault { get; }

    /// <summary>Whether it was read.</summary>
    public bool IsRead => Fault is null;

    /// <summary>What was read.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public T Value => Fault is null ? value! : throw new InvalidOperationException(Fault.Reason);

    /// <summary>It was read.</summary>
    public static implicit operator Reading<T>(T value) => new(value, null);

    /// <summary>It cannot be read.</summary>
    public static implicit operator Reading<T>(ScanFault fault) => new(default, fault);
}
