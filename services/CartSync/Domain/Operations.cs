using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>One edit, as a device made it.</summary>
/// <param name="DeviceSeq">Counts the device's operations on this cart from 1 without gaps; 0 for a plain operation.</param>
/// <param name="BaseVersion">What the device had seen.</param>
/// <param name="Edit">What is done.</param>
public sealed record Operation(long DeviceSeq, long BaseVersion, Edit Edit)
{
    /// <summary>The base of an operation that names none: it has seen the cart to which it is applied.</summary>
    public const long SeesAll = long.MaxValue;
}

/// <summary>Names a line by its id, or by what it holds.</summary>
public sealed record LineReference(string LineId, string Sku, ImmutableArray<Option> Options)
{
    /// <summary>The line's id.</summary>
    public string Resolve() => LineId.Length > 0 ? LineId : CartId.OfLine(Sku, Options);
}

/// <summary>What an operation does.</summary>
public abstract record Edit
{
    /// <summary>Adds to the quantity of a line.</summary>
    public sealed record Add(string Sku, ImmutableArray<Option> Options, int Quantity, Fulfilment? Fulfilment) : Edit;

    /// <summary>Sets the quantity of what the device had seen.</summary>
    public sealed record SetQuantity(LineReference Line, int Quantity) : Edit;

    /// <summary>Removes what the device had seen.</summary>
    public sealed record Remove(LineReference Line) : Edit;

    /// <summary>Puts a line aside.</summary>
    public sealed record MoveToSaved(LineReference Line) : Edit;

    /// <summary>Takes it back.</summary>
    public sealed record MoveToCart(LineReference Line) : Edit;

    /// <summary>Enters a code.</summary>
    public sealed record ApplyCode(string Code) : Edit;

    /// <summary>Takes it off.</summary>
    public sealed record RemoveCode(string Code) : Edit;

    /// <summary>Chooses how a line is obtained.</summary>
    public sealed record SetFulfilment(LineReference Line, Fulfilment? Fulfilment) : Edit;

    /// <summary>Sets the gift note.</summary>
    public sealed record SetGiftNote(string Text) : Edit;

    /// <summary>Removes what the device had seen of everything that is not saved.</summary>
    public sealed record Clear : Edit;

    /// <summary>Nothing that the contract knows.</summary>
    public sealed record Nothing : Edit;
}

/// <summary>What became of an operation. The numbers are those of the contract.</summary>
public enum OperationOutcome
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Done as said.</summary>
    Applied = 1,

    /// <summary>Done as far as the merge rules allow.</summary>
    Merged = 2,

    /// <summary>Applied before.</summary>
    Duplicate = 3,

    /// <summary>A number is missing before it.</summary>
    OutOfOrder = 4,

    /// <summary>Refused for good.</summary>
    Rejected = 5,
}

/// <summary>The answer to one operation.</summary>
public sealed record OperationResult(
    long DeviceSeq, OperationOutcome Outcome, string LineId = "", MergeNote? Note = null, Refusal? Refusal = null, long ExpectedDeviceSeq = 0);
