namespace Omnichannel.Platform.Text;

/// <summary>What is wrong at one place of a document.</summary>
/// <param name="Path">Where by its keys, for example <c>tiers[1].threshold</c>; empty for the whole.</param>
/// <param name="Line">Of the place, or of what should have it; from 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Fault">What it must be.</param>
public sealed record DocumentFault(string Path, long Line, long Column, string Fault)
{
    /// <summary>All of it in words.</summary>
    public string Description => $"line {Line}, column {Column}: {Fault}";
}

/// <summary>A key that a reader knows.</summary>
/// <param name="Path">Where it stands; <c>[]</c> for any item of a list.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Default">What counts where it is not there; null where it must be there.</param>
public sealed record DocumentKey(string Path, string Kind, string? Default);

/// <summary>A piece of a document, with its place.</summary>
internal sealed record DocumentNode(string Path, long Line, long Column)
{
    /// <summary>Of a single value.</summary>
    public string? Value { get; init; }

    /// <summary>Whether the value stands in quotes, and is text whatever it looks like.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>Of a list.</summary>
    public IReadOnlyList<DocumentNode>? Items { get; init; }

    /// <summary>Of a piece with keys.</summary>
    public IReadOnlyDictionary<string, DocumentNode>? Fields { get; init; }

    /// <summary>Where each key itself stands.</summary>
    public IReadOnlyDictionary<string, (long Line, long Column)>? Keys { get; init; }
}
