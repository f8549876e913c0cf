using System.Collections.Immutable;
using System.Text.Json;
using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Store;

/// <summary>Canonical options in one column: a JSON array of names and values by turns.</summary>
internal static class OptionText
{
    public static string Write(ImmutableArray<Option> options) =>
        options.IsEmpty ? "" : JsonSerializer.Serialize(options.SelectMany(option => new[] { option.Name, option.Value }));

    public static ImmutableArray<Option> Read(string text) =>
        text.Length == 0 ? [] : [.. JsonSerializer.Deserialize<string[]>(text)!.Chunk(2).Select(pair => new Option(pair[0], pair[1]))];
}
