using System.Text.Json;

namespace Omnichannel.OrderTracking.Json;

/// <summary>
/// A path into a JSON document: names separated by dots, <c>[*]</c> for every element of an array, <c>$</c> for the whole. The texts of several, with <c>+</c> between, are one.
/// </summary>
public sealed class JsonPath
{
    private readonly (string Name, bool EachElement)[] steps;

    private JsonPath? rest;

    private JsonPath((string Name, bool EachElement)[] steps) => this.steps = steps;

    /// <summary>Reads a path such as <c>shipment[*].package[*]</c>.</summary>
    public static JsonPath Parse(string text)
    {
        var parts = text.Split('+', 2);
        var path = parts[0] == "$"
            ? new JsonPath([])
            : new JsonPath([.. parts[0].Split('.').Select(step => step.EndsWith("[*]", StringComparison.Ordinal) ? (step[..^3], true) : (step, false))]);
        path.rest = parts.Length > 1 ? Parse(parts[1]) : null;
        return path;
    }

    /// <summary>What stands there; nothing where the document is shaped otherwise.</summary>
    public IEnumerable<JsonElement> Select(JsonElement root)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (var (name, eachElement) in steps)
        {
            found = Step(found, name, eachElement);
        }

        return found;
    }

    /// <summary>The first text, number or truth value that stands there and is not empty; null when there is none.</summary>
    public string? Text(JsonElement root)
    {
        var text = Own(root);
        return rest is null || text is null ? text : rest.Text(root) is { } more ? text + more : null;
    }

    private string? Own(JsonElement root)
    {
        foreach (var element in Select(root))
        {
            var text = element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
                _ => null,
            };
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text.Trim();
            }
        }

        return null;
    }

    private static IEnumerable<JsonElement> Step(IEnumerable<JsonElement> from, string name, bool eachElement)
    {
        foreach (var element in from)
        {
            var value = element;
            if (name.Length > 0 && !(element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out value)))
            {
                continue;
            }

            if (!eachElement)
            {
                yield return value;
            }
            else if (value.ValueKind is JsonValueKind.Array)
            {
                foreach (var item in value.EnumerateArray())
                {
                    yield return item;
                }
            }
        }
    }
}
