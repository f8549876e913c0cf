using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Omnichannel.Gateway.Json;

/// <summary>
/// Reads protobuf's JSON form strictly: unknown and repeated names are refused, and every refusal names the field and the place.
/// Google's own parser does neither, and works on UTF-16 text; this one reads the body's bytes as they came.
/// </summary>
public ref struct ProtoJsonReader
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> text;
    private readonly List<string> path;
    private Utf8JsonReader reader;

    private ProtoJsonReader(ReadOnlySpan<byte> text)
    {
        this.text = text;
        path = [];
        reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Reads one JSON object into <paramref name="message"/>. Empty text is an empty object.</summary>
    /// <exception cref="JsonInputException">The text is not JSON, or not of this message.</exception>
    public static void Read(ReadOnlySpan<byte> text, IMessage message) => Guarded(text, (ref ProtoJsonReader json) => json.ReadMessage(message));

    /// <summary>Reads the value of one field of <paramref name="message"/>: for bodies that are a field instead of the request.</summary>
    /// <exception cref="JsonInputException">The text is not JSON, or not of this field.</exception>
    public static void ReadField(ReadOnlySpan<byte> text, IMessage message, FieldDescriptor field) =>
        Guarded(text, (ref ProtoJsonReader json) => json.ReadFieldValue(message, field));

    private delegate void Step(ref ProtoJsonReader json);

    private static void Guarded(ReadOnlySpan<byte> text, Step step)
    {
        if (text.StartsWith(Encoding.UTF8.Preamble))
        {
            text = text[Encoding.UTF8.Preamble.Length..];
        }

        if (text.IsEmpty)
        {
            return;
        }

        var json = new ProtoJsonReader(text);
        try
        {
            json.reader.Read();
            step(ref json);
            if (json.reader.Read())
            {
                throw json.Wrong("text after the end of the value");
            }
        }
        catch (JsonException exception)
        {
            // The runtime's message ends with its own form of the place, counted from zero.
            var message = exception.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
            throw new JsonInputException(
                string.Empty, "malformed JSON: " + message, (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1)
            { IsMalformed = true };
        }
    }

    private void ReadMessage(IMessage message)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong("expected an object");
        }

        var shape = MessageShape.Of(message.Descriptor);
        HashSet<int>? seen = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text();
            var field = shape.Find(name) ?? throw WrongAt(name, "unknown field");
            path.Add(path.Count == 0 ? field.JsonName : "." + field.JsonName);
            if (!(seen ??= []).Add(field.FieldNumber))
            {
                throw Wrong("given twice");
            }

            reader.Read();
            ReadFieldValue(message, field);
            path.RemoveAt(path.Count - 1);
        }
    }

    private void ReadFieldValue(IMessage message, FieldDescriptor field)
    {
        if (reader.TokenType == JsonTokenType.Null && !IsFreeValue(field))
        {
            return;
        }

        if (field.IsMap)
        {
            ReadMap((IDictionary)field.Accessor.GetValue(message), field);
        }
        else if (field.IsRepeated)
        {
            ReadList((IList)field.Accessor.GetValue(message), field);
        }
        else
        {
            if (field.RealContainingOneof is { } oneof && oneof.Accessor.GetCaseFieldDescriptor(message) is { } other)
            {
                throw Wrong($"only one of {other.JsonName} and {field.JsonName} can be given");
            }

            field.Accessor.SetValue(message, ReadValue(field));
        }
    }

    private void ReadList(IList list, FieldDescriptor field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong("expected an array");
        }

        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            path.Add(string.Create(CultureInfo.InvariantCulture, $"[{index}]"));
            list.Add(ReadValue(field));
            path.RemoveAt(path.Count - 1);
        }
    }

    private void ReadMap(IDictionary map, FieldDescriptor field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong("expected an object");
        }

        var key = field.MessageType.FindFieldByNumber(1);
        var value = field.MessageType.FindFieldByNumber(2);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text();
            path.Add($"[\"{name}\"]");
            if (!ScalarText.TryParse(key, name, out var parsed, out var expected))
            {
                throw Wrong("the key should be " + expected);
            }

            if (map.Contains(parsed))
            {
                throw Wrong("given twice");
            }

            reader.Read();
            map.Add(parsed, ReadValue(value));
            path.RemoveAt(path.Count - 1);
        }
    }

    private object ReadValue(FieldDescriptor field)
    {
        if (field.FieldType != FieldType.Message)
        {
            return ReadScalar(field);
        }

        if (WellKnownTypes.IsWrapper(field.MessageType))
        {
            return ReadScalar(field.MessageType.FindFieldByNumber(1));
        }

        if (WellKnownTypes.IsSpecial(field.MessageType))
        {
            return ReadSpecial(field);
        }

        var message = field.MessageType.Parser.ParseFrom(ByteString.Empty);
        ReadMessage(message);
        return message;
    }

    private object ReadSpecial(FieldDescriptor field)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var value = text[start..(int)reader.BytesConsumed];
        if (!Utf8.IsValid(value))
        {
            throw Wrong("not valid Unicode");
        }

        try
        {
            return JsonParser.Default.Parse(Encoding.UTF8.GetString(value), field.MessageType);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidOperationException)
        {
            throw Wrong("expected " + ScalarText.Expected(field));
        }
    }

    private object ReadScalar(FieldDescriptor field)
    {
        var fits = (reader.TokenType, field.FieldType) switch
        {
            (JsonTokenType.String, FieldType.Bool) => false,
            (JsonTokenType.String, _) => true,
            (JsonTokenType.True or JsonTokenType.False, FieldType.Bool) => true,
            (JsonTokenType.Number, FieldType.String or FieldType.Bytes or FieldType.Bool) => false,
            (JsonTokenType.Number, _) => true,
            _ => false,
        };
        if (!fits)
        {
            throw Wrong("expected " + ScalarText.Expected(field));
        }

        if (field.FieldType == FieldType.Int32 && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
        {
            return number;
        }

        var raw = reader.TokenType == JsonTokenType.String ? Text() : Encoding.UTF8.GetString(reader.ValueSpan);
        return ScalarText.TryParse(field, raw, out var value, out var expected) ? value : throw Wrong("expected " + expected);
    }

    private readonly string Text()
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are not UTF-8, or half of a surrogate pair.
            throw Wrong("not valid Unicode");
        }
    }

    private static bool IsFreeValue(FieldDescriptor field) =>
        field is { FieldType: FieldType.Message, IsRepeated: false } && field.MessageType.FullName == "google.protobuf.Value";

    private readonly JsonInputException WrongAt(string name, string description)
    {
        path.Add(path.Count == 0 ? name : "." + name);
        return Wrong(description);
    }

    private readonly JsonInputException Wrong(string description)
    {
        var before = text[..(int)reader.TokenStartIndex];
        var line = before.Count((byte)'\n') + 1;
        var position = before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return new JsonInputException(string.Concat(path), description, line, position);
    }
}
