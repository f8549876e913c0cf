namespace Omnichannel.WebConsole.Channels;

/// <summary>How something that happened is shown.</summary>
public enum TillTone
{
    Plain,

    /// <summary>This till did it.</summary>
    Own,

    /// <summary>Another device did it.</summary>
    Elsewhere,
    Good,
    Warn,
}

/// <summary>The name of an item, told in the language of whoever reads it.</summary>
/// <param name="Sku">Which.</param>
/// <param name="Title">As the cart has it; empty while the server has not said.</param>
public sealed record ItemName(string Sku, string Title);

/// <summary>Where something takes place: a channel, and which store.</summary>
public sealed record Place(Types.V1.Channel Channel, string StoreId);

/// <summary>What the merge rules did to a line, and why.</summary>
public sealed record Remark(string Key, Platform.Domain.Quantity Quantity);

/// <summary>A refusal, told in the reader's language where the page knows it.</summary>
public sealed record Why(string Reason, string Message, IReadOnlyDictionary<string, string> Metadata);

/// <summary>Something that happened at a till, as a text's key and what fills it: several people may read it, each in their language.</summary>
public sealed record TillHappening(long Number, DateTimeOffset At, TillTone Tone, string Key, (string Name, object Value)[] Values);
