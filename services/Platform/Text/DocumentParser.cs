using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Omnichannel.Platform.Text;

/// <summary>Reads the pieces of a YAML or JSON text with their places. Whatever could mean something else to another reader is a fault: a key twice, an anchor, a tag, a second document.</summary>
internal sealed class DocumentParser
{
    private const int Deepest = 16;
    private readonly List<DocumentFault> faults;
    private readonly IParser parser;

    private DocumentParser(string text, List<DocumentFault> faults)
    {
        this.faults = faults;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>The whole document; null when it cannot be read at all, which is then among the faults.</summary>
    public static DocumentNode? Parse(string text, List<DocumentFault> faults)
    {
        var document = new DocumentParser(text, faults);
        try
        {
            return document.Document();
        }
        catch (YamlException fault)
        {
            var words = fault.InnerException is null ? fault.Message : fault.InnerException.Message;
            faults.Add(new DocumentFault("", fault.Start.Line, fault.Start.Column, $"cannot be read: {words.TrimEnd('.')}"));
            return null;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // The scanner gives up so on some texts that are no YAML: what stood before it is the place.
            var at = document.parser.Current?.End ?? Mark.Empty;
            faults.Add(new DocumentFault("", at.Line, at.Column, "cannot be read from here on"));
            return null;
        }
    }

    private DocumentNode? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            faults.Add(new DocumentFault("", 1, 1, "is empty"));
            return null;
        }

        var root = Node("", 0);
        parser.Consume<DocumentEnd>();
        if (parser.Current is DocumentStart second)
        {
            faults.Add(new DocumentFault("", second.Start.Line, second.Start.Column, "must be one document"));
        }

        return root;
    }

    private DocumentNode Node(string path, int depth)
    {
        if (depth > Deepest)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"It is more than {Deepest} levels deep");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            Fault(path, alias, "must not refer to another place");
            return new DocumentNode(path, alias.Start.Line, alias.Start.Column) { Value = "" };
        }

        var start = parser.Consume<NodeEvent>();
        if (!start.Anchor.IsEmpty || !start.Tag.IsEmpty)
        {
            Fault(path, start, "must have no anchor and no tag");
        }

        var place = new DocumentNode(path, start.Start.Line, start.Start.Column);
        return start switch
        {
            MappingStart => Fields(place, depth),
            SequenceStart => place with { Items = Items(path, depth) },
            _ => place with { Value = ((Scalar)start).Value, IsQuoted = ((Scalar)start).Style is not ScalarStyle.Plain },
        };
    }

    private List<DocumentNode> Items(string path, int depth)
    {
        var items = new List<DocumentNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node($"{path}[{items.Count}]", depth + 1));
        }

        return items;
    }

    private DocumentNode Fields(DocumentNode place, int depth)
    {
        var fields = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        var keys = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not Scalar key)
            {
                throw new YamlException(parser.Current!.Start, parser.Current.End, "A key must be a word");
            }

            parser.MoveNext();
            var path = place.Path.Length == 0 ? key.Value : $"{place.Path}.{key.Value}";
            var value = Node(path, depth + 1);
            if (!fields.TryAdd(key.Value, value))
            {
                Fault(path, key, "is here twice");
            }

            keys.TryAdd(key.Value, (key.Start.Line, key.Start.Column));
        }

        return place with { Fields = fields, Keys = keys };
    }

    private void Fault(string path, ParsingEvent at, string fault) => faults.Add(new DocumentFault(path, at.Start.Line, at.Start.Column, fault));
}
