using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Omnichannel.Gateway.Json;

/// <summary>
/// Writes protobuf's JSON form as UTF-8: defaults included, 64-bit numbers as strings, enums by name. The same text as Google's formatter
/// gives (a test compares them), without its detour through UTF-16.
/// </summary>
public static class ProtoJsonWriter
{
    // Responses are application/json with nosniff, never embedded in a page: escaping all that is not ASCII would only make them longer.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? spare;

    /// <summary>Writes a message.</summary>
    public static void Write(IBufferWriter<byte> output, IMessage message) =>
        Write(output, message, static (writer, message) => WriteMessage(writer, message));

    /// <summary>Writes the value of one field, for responses whose body is a field.</summary>
    public static void WriteField(IBufferWriter<byte> output, IMessage message, FieldDescriptor field) =>
        Write(output, (message, field), static (writer, of) => WriteFieldValue(writer, new FieldShape(of.field), of.field.Accessor.GetValue(of.message)));

    private static void Write<T>(IBufferWriter<byte> output, T value, Action<Utf8JsonWriter, T> write)
    {
        var writer = Interlocked.Exchange(ref spare, null) ?? new Utf8JsonWriter(output, Options);
        writer.Reset(output);
        write(writer, value);
        writer.Flush();
        writer.Reset(Stream.Null);
        spare = writer;
    }

    private static void WriteMessage(Utf8JsonWriter writer, IMessage message)
    {
        if (WellKnownTypes.IsSpecial(message.Descriptor))
        {
            WriteSpecial(writer, message);
            return;
        }

        writer.WriteStartObject();
        foreach (var shape in MessageShape.Of(message.Descriptor).Fields)
        {
            if (shape.HasPresence && !shape.Accessor.HasValue(message))
            {
                continue;
            }

            writer.WritePropertyName(shape.Name);
            WriteFieldValue(writer, shape, shape.Accessor.GetValue(message));
        }

        writer.WriteEndObject();
    }

    private static void WriteFieldValue(Utf8JsonWriter writer, FieldShape shape, object? value)
    {
        if (shape.Field.IsMap)
        {
            WriteMap(writer, shape, (IDictionary)value!);
        }
        else if (shape.Field.IsRepeated)
        {
            writer.WriteStartArray();
            foreach (var element in (IList)value!)
            {
                WriteValue(writer, shape, shape.Field, element);
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteValue(writer, shape, shape.Field, value);
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, FieldShape shape, IDictionary map)
    {
        var value = shape.Field.MessageType.FindFieldByNumber(2);
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            writer.WritePropertyName(entry.Key is bool flag ? flag ? "true" : "false" : Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
            WriteValue(writer, shape, value, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, FieldShape shape, FieldDescriptor field, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IMessage message:
                WriteMessage(writer, message);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case uint number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                WriteText(writer, number);
                break;
            case ulong number:
                WriteText(writer, number);
                break;
            case double number:
                WriteReal(writer, number);
                break;
            case float number:
                WriteReal(writer, number);
                break;
            case ByteString bytes:
                writer.WriteBase64StringValue(bytes.Span);
                break;
            default:
                WriteEnum(writer, shape, (int)value);
                break;
        }
    }

    private static void WriteEnum(Utf8JsonWriter writer, FieldShape shape, int number)
    {
        if (shape.EnumNames is { } names && names.TryGetValue(number, out var name))
        {
            writer.WriteStringValue(name);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }

    private static void WriteText<T>(Utf8JsonWriter writer, T number)
        where T : IUtf8SpanFormattable
    {
        Span<byte> digits = stackalloc byte[24];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(digits[..length]);
    }

    private static void WriteReal(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static void WriteReal(Utf8JsonWriter writer, float number)
    {
        if (float.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            WriteReal(writer, (double)number);
        }
    }

    private static void WriteSpecial(Utf8JsonWriter writer, IMessage message)
    {
        if (message is Timestamp time && time.Nanos is >= 0 and < 1_000_000_000 && time.Nanos % 1_000_000 == 0)
        {
            // By far the most frequent of these types.
            var moment = time.ToDateTime();
            writer.WriteStringValue(
                moment.ToString(moment.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            return;
        }

        writer.WriteRawValue(JsonFormatter.Default.Format(message));
    }
}
