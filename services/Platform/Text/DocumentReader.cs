namespace Omnichannel.Platform.Text;

/// <summary>
/// Reads a document that people write, as YAML or JSON, strictly: every fault is told with its place, and a key that nobody asks for is one. Whoever reads asks for what
/// there may be, checks what it means, and tells of what contradicts itself by the path of the place.
/// </summary>
public sealed class DocumentReader
{
    /// <summary>Faults that are told at most.</summary>
    public const int MostFaults = 100;

    private readonly List<DocumentFault> faults = [];
    private readonly List<DocumentMap> maps = [];
    private readonly Dictionary<string, DocumentKey> known = new(StringComparer.Ordinal);
    private readonly DocumentNode? root;

    /// <summary>Reads a text.</summary>
    public DocumentReader(string text)
    {
        root = DocumentParser.Parse(text, faults);
        Root = Open(root ?? new DocumentNode("", 1, 1));
        IsReadable = root?.Fields is not null;
    }

    /// <summary>Whether there is anything to be read; else the faults say why not.</summary>
    public bool IsReadable { get; }

    /// <summary>The document.</summary>
    public DocumentMap Root { get; }

    /// <summary>The keys that were asked for, sorted by path.</summary>
    public IReadOnlyList<DocumentKey> Known => [.. known.Values.OrderBy(key => key.Path, StringComparer.Ordinal)];

    /// <summary>Everything that is wrong, from top to bottom. Asked for last: what nobody has asked for is wrong too.</summary>
    public IReadOnlyList<DocumentFault> Faults()
    {
        var unknown = maps.SelectMany(map => map.Unasked());
        return [.. (IsReadable ? faults.Concat(unknown) : faults).OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).Take(MostFaults)];
    }

    /// <summary>Tells what is wrong at a path: at its place, or at that of the nearest piece around it that is there.</summary>
    public void Fault(string path, string fault)
    {
        var (line, column) = PlaceOf(path);
        faults.Add(new DocumentFault(path, line, column, fault));
    }

    internal DocumentMap Open(DocumentNode node)
    {
        var map = new DocumentMap(this, node);
        maps.Add(map);
        if (node.Fields is null && (node.Value is not null || node.Items is not null))
        {
            Fault(node, "must have keys");
        }

        return map;
    }

    internal void Fault(DocumentNode node, string fault) => faults.Add(new DocumentFault(node.Path, node.Line, node.Column, fault));

    internal void Knows(DocumentKey key) => known.TryAdd(key.Path, key);

    private (long Line, long Column) PlaceOf(string path)
    {
        var node = root;
        var place = (Line: node?.Line ?? 1, Column: node?.Column ?? 1);
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step[0] == '[')
            {
                node = node?.Items is { } items && int.TryParse(step.AsSpan(1, step.Length - 2), out var i) && i < items.Count ? items[i] : null;
                place = node is null ? place : (node.Line, node.Column);
            }
            else
            {
                place = node?.Keys?.GetValueOrDefault(step, place) ?? place;
                node = node?.Fields?.GetValueOrDefault(step);
            }

            if (node is null)
            {
                break;
            }
        }

        return place;
    }
}
