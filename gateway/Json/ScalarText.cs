using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Omnichannel.Gateway.Json;

/// <summary>Field values from text: JSON strings, map keys, path variables, query parameters.</summary>
internal static class ScalarText
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a value of the field's type (of its element's, when repeated). <paramref name="expected"/> says what would have been right.</summary>
    public static bool TryParse(FieldDescriptor field, string text, [NotNullWhen(true)] out object? value, out string expected)
    {
        value = null;
        expected = Expected(field);
        switch (field.FieldType)
        {
            case FieldType.String:
                value = text;
                return true;
            case FieldType.Bool:
                value = text switch { "true" => true, "false" => false, _ => null };
                return value is not null;
            case FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32:
                value = TryWhole(text, int.MinValue, int.MaxValue, out var int32) ? (int)int32 : null;
                return value is not null;
            case FieldType.UInt32 or FieldType.Fixed32:
                value = TryWhole(text, uint.MinValue, uint.MaxValue, out var uint32) ? (uint)uint32 : null;
                return value is not null;
            case FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64:
                value = TryWhole(text, long.MinValue, long.MaxValue, out var int64) ? (long)int64 : null;
                return value is not null;
            case FieldType.UInt64 or FieldType.Fixed64:
                value = TryWhole(text, ulong.MinValue, ulong.MaxValue, out var uint64) ? (ulong)uint64 : null;
                return value is not null;
            case FieldType.Double:
                value = TryReal(text, out var number) ? number : null;
                return value is not null;
            case FieldType.Float:
                value = TryReal(text, out var single) && (!double.IsFinite(single) || float.IsFinite((float)single)) ? (float)single : null;
                return value is not null;
            case FieldType.Bytes:
                value = TryBase64(text);
                return value is not null;
            case FieldType.Enum:
                value = TryEnum(field.EnumType, text);
                return value is not null;
            case FieldType.Message:
                return TryMessage(field.MessageType, text, out value);
            default:
                return false;
        }
    }

    /// <summary>What a caller should have sent.</summary>
    public static string Expected(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "a string",
        FieldType.Bool => "true or false",
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => "a whole number from -2147483648 to 2147483647",
        FieldType.UInt32 or FieldType.Fixed32 => "a whole number from 0 to 4294967295",
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => "a whole number of 64 bits, as a string",
        FieldType.UInt64 or FieldType.Fixed64 => "a whole number of 64 bits, not negative, as a string",
        FieldType.Double or FieldType.Float => "a number",
        FieldType.Bytes => "base64",
        FieldType.Enum => "one of " + string.Join(", ", field.EnumType.Values.Select(value => value.Name)),
        _ => field.MessageType.FullName switch
        {
            "google.protobuf.Timestamp" => "an RFC 3339 time such as \"2026-01-31T10:00:00Z\"",
            "google.protobuf.Duration" => "a duration in seconds such as \"1.5s\"",
            "google.protobuf.FieldMask" => "field names separated by commas",
            _ => "an object",
        },
    };

    private static bool TryWhole(string text, decimal least, decimal most, out decimal value) =>
        decimal.TryParse(text, Whole, CultureInfo.InvariantCulture, out value) && decimal.IsInteger(value) && value >= least && value <= most;

    private static bool TryReal(string text, out double value)
    {
        switch (text)
        {
            case "NaN":
                value = double.NaN;
                return true;
            case "Infinity":
                value = double.PositiveInfinity;
                return true;
            case "-Infinity":
                value = double.NegativeInfinity;
                return true;
            default:
                return double.TryParse(text, Real, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        }
    }

    private static ByteString? TryBase64(string text)
    {
        // Both alphabets, with and without padding, as the JSON mapping demands; white space, which the decoder would pass over, does not belong.
        if (text.AsSpan().ContainsAny(" \t\r\n"))
        {
            return null;
        }

        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var padded = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? ByteString.CopyFrom(bytes, 0, written) : null;
    }

    private static object? TryEnum(EnumDescriptor type, string text)
    {
        if (type.FindValueByName(text) is { } named)
        {
            return System.Enum.ToObject(type.ClrType, named.Number);
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && type.FindValueByNumber(number) is not null
            ? System.Enum.ToObject(type.ClrType, number)
            : null;
    }

    private static bool TryMessage(MessageDescriptor type, string text, [NotNullWhen(true)] out object? value)
    {
        value = null;
        if (WellKnownTypes.IsWrapper(type))
        {
            return TryParse(type.FindFieldByNumber(1), text, out value, out _);
        }

        if (!WellKnownTypes.IsSpecial(type))
        {
            return false;
        }

        try
        {
            value = JsonParser.Default.Parse('"' + JsonEncodedText.Encode(text).ToString() + '"', type);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
