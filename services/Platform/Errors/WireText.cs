using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Google.Protobuf.Reflection;

namespace Omnichannel.Platform.Errors;

/// <summary>
/// Finds text in a message's bytes that is no UTF-8, or holds NUL. The protobuf runtime puts U+FFFD in the place of the one, so that afterwards an id that was cut in
/// half looks like one that nobody knows; a U+FFFD that somebody typed is text as any other. PostgreSQL refuses the other: refused at the door, both engines are alike,
/// and no service can forget it.
/// </summary>
/// <remarks>
/// Most messages are ASCII without NUL from end to end (text, small numbers, short lengths): two vectorised looks say so. Only the others are walked, field by
/// field, without decoding anything. What is no message at all is left to the parser.
/// </remarks>
internal static class WireText
{
    private const int DeepestMessage = 100;
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int GroupStart = 3;
    private const int GroupEnd = 4;
    private const int Fixed32 = 5;
    private const byte Nul = 0;
    private const string NotUtf8 = "must be UTF-8";
    private const string HasNul = "must not contain NUL";

    private static readonly ConcurrentDictionary<MessageDescriptor, TypePlan> Plans = new();

    /// <summary>What is known of a message type beforehand.</summary>
    public static TypePlan PlanOf(MessageDescriptor type) => Plans.GetOrAdd(type, static next => new TypePlan(next));

    /// <summary>The first text that may not be; null when there is none.</summary>
    public static FieldViolation? FindInvalid(in ReadOnlySequence<byte> message, TypePlan type)
    {
        if (!type.HoldsText || IsPlain(message))
        {
            return null;
        }

        if (message.IsSingleSegment)
        {
            return FindInvalid(message.FirstSpan, type, DeepestMessage);
        }

        var length = (int)message.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            message.CopyTo(rented);
            return FindInvalid(rented.AsSpan(0, length), type, DeepestMessage);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool IsPlain(in ReadOnlySequence<byte> message)
    {
        if (message.IsSingleSegment)
        {
            return IsPlain(message.FirstSpan);
        }

        foreach (var segment in message)
        {
            if (!IsPlain(segment.Span))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes) && !bytes.Contains(Nul);

    private static FieldViolation? FindInvalid(ReadOnlySpan<byte> message, TypePlan type, int depth)
    {
        if (depth == 0)
        {
            return null;
        }

        var groups = 0;
        for (var rest = message; !rest.IsEmpty;)
        {
            var start = message.Length - rest.Length;
            if (!TryReadField(ref rest, out var tag, out var value))
            {
                return null;
            }

            groups += (tag & 7) switch { GroupStart => 1, GroupEnd => -1, _ => 0 };
            if ((tag & 7) == Delimited && groups == 0 && type.Find(tag >> 3) is { } field
                && (field.IsText ? Wrong(value) : FindInvalid(value, field.Message, depth - 1)) is { } inner)
            {
                return inner with { Field = PathOf(field.Descriptor, inner.Field, message[..start]) };
            }
        }

        return null;
    }

    private static FieldViolation? Wrong(ReadOnlySpan<byte> text) =>
        !Utf8.IsValid(text) ? new FieldViolation(string.Empty, NotUtf8) : text.Contains(Nul) ? new FieldViolation(string.Empty, HasNul) : null;

    private static string PathOf(FieldDescriptor field, string inner, ReadOnlySpan<byte> before)
    {
        if (field.IsMap)
        {
            return $"{field.Name}[]";
        }

        var name = field.IsRepeated ? string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{Count(before, field.FieldNumber)}]") : field.Name;
        return inner.Length == 0 ? name : $"{name}.{inner}";
    }

    private static int Count(ReadOnlySpan<byte> message, int number)
    {
        var count = 0;
        while (!message.IsEmpty && TryReadField(ref message, out var tag, out _))
        {
            count += (int)(tag >> 3) == number ? 1 : 0;
        }

        return count;
    }

    private static bool TryReadField(ref ReadOnlySpan<byte> rest, out uint tag, out ReadOnlySpan<byte> value)
    {
        value = default;
        var isRead = TryReadVarint(ref rest, out var number);
        tag = (uint)number;
        return isRead && (tag & 7) switch
        {
            Varint => TryReadVarint(ref rest, out _),
            Fixed64 => TrySkip(ref rest, sizeof(ulong), out value),
            Delimited => TryReadVarint(ref rest, out var length) && TrySkip(ref rest, length, out value),
            GroupStart or GroupEnd => true,
            Fixed32 => TrySkip(ref rest, sizeof(uint), out value),
            _ => false,
        };
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> rest, ulong length, out ReadOnlySpan<byte> value)
    {
        var isThere = length <= (ulong)rest.Length;
        value = isThere ? rest[..(int)length] : default;
        rest = isThere ? rest[(int)length..] : rest;
        return isThere;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (var index = 0; index < rest.Length && index < 10; index++)
        {
            value |= (ulong)(rest[index] & 0x7F) << (7 * index);
            if (rest[index] < 0x80)
            {
                rest = rest[(index + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>The fields of a type that are text or hold some, by their numbers.</summary>
    internal sealed class TypePlan
    {
        private readonly Dictionary<uint, FieldPlan> fields;

        public TypePlan(MessageDescriptor type) =>
            fields = type.Fields.InFieldNumberOrder().Where(field => HoldsTextAt(field, [])).ToDictionary(field => (uint)field.FieldNumber, field => new FieldPlan(field));

        public bool HoldsText => fields.Count > 0;

        public FieldPlan? Find(uint number) => fields.GetValueOrDefault(number);

        private static bool HoldsTextAt(FieldDescriptor field, HashSet<MessageDescriptor> visited) => field.FieldType switch
        {
            FieldType.String => true,
            FieldType.Message or FieldType.Group => visited.Add(field.MessageType)
                && field.MessageType.Fields.InFieldNumberOrder().Any(inner => HoldsTextAt(inner, visited)),
            _ => false,
        };
    }

    /// <summary>A field that is text, or a message that holds some.</summary>
    internal sealed class FieldPlan(FieldDescriptor descriptor)
    {
        // Only when it is met: types contain themselves.
        private TypePlan? message;

        public FieldDescriptor Descriptor => descriptor;

        public bool IsText { get; } = descriptor.FieldType == FieldType.String;

        public TypePlan Message => message ??= PlanOf(descriptor.MessageType);
    }
}
