namespace Omnichannel.Gateway.Json;

/// <summary>Input that is not JSON, or not the JSON of the message that was expected. The text is meant for the caller.</summary>
/// <param name="field">Path of the request field at fault (<c>lines[2].quantity</c>); empty when the text as a whole is.</param>
/// <param name="description">What is wrong, without a trailing place.</param>
/// <param name="line">Line of the input, from 1; 0 when the input is not a text of lines (a query parameter).</param>
/// <param name="position">Byte in the line, from 1.</param>
public sealed class JsonInputException(string field, string description, long line = 0, long position = 0) : Exception(description)
{
    /// <summary>Path of the request field at fault; empty when the text as a whole is.</summary>
    public string Field { get; } = field;

    /// <summary>What is wrong and, when known, where.</summary>
    public string Description { get; } = line > 0 ? $"{description} (line {line}, position {position})" : description;

    /// <summary>Whether the text is not JSON at all, as against JSON of something else.</summary>
    public bool IsMalformed { get; init; }
}
