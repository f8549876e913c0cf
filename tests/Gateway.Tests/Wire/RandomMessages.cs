using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Omnichannel.Gateway.Tests.Wire;

/// <summary>Messages of any type, filled by a seed: every field set, or about half of them.</summary>
public sealed class RandomMessages(int seed, bool full)
{
    private static readonly string[] Texts = ["a", "Grüße", "line\nbreak", "\"quoted\"", "<&>", "日本", "🙂", "x/y", "with space", "100%", "a+b", "~"];
    private readonly Random random = new(seed);

    public IMessage Create(MessageDescriptor type, int depth = 0)
    {
        if (Special(type) is { } special)
        {
            return special;
        }

        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            var inOneof = field.RealContainingOneof is { } oneof && oneof.Accessor.GetCaseFieldDescriptor(message) is not null;
            var tooDeep = depth > 3 && field.FieldType == FieldType.Message;
            if (!inOneof && !tooDeep && (full || random.Next(2) == 0))
            {
                Fill(message, field, depth);
            }
        }

        return message;
    }

    public object Scalar(FieldDescriptor field, int depth = 0) => field.FieldType switch
    {
        FieldType.String => Texts[random.Next(Texts.Length)] + random.Next(1000),
        FieldType.Bool => true,
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => random.Next(2) == 0 ? random.Next(1, int.MaxValue) : -random.Next(1, int.MaxValue),
        FieldType.UInt32 or FieldType.Fixed32 => (uint)random.NextInt64(1, uint.MaxValue),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => random.NextInt64(1, long.MaxValue),
        FieldType.UInt64 or FieldType.Fixed64 => (ulong)random.NextInt64(1, long.MaxValue) * 2,
        FieldType.Double => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
        FieldType.Float => (float)(random.NextDouble() * 1000),
        FieldType.Bytes => ByteString.CopyFrom([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => (byte)random.Next(256))]),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[random.Next(Math.Min(1, field.EnumType.Values.Count - 1), field.EnumType.Values.Count)].Number),
        _ => IsWrapper(field.MessageType) ? Scalar(field.MessageType.FindFieldByNumber(1), depth) : Create(field.MessageType, depth + 1),
    };

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.IsMap)
        {
            var map = (IDictionary)field.Accessor.GetValue(message);
            map[Scalar(field.MessageType.FindFieldByNumber(1))] = Scalar(field.MessageType.FindFieldByNumber(2), depth);
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                list.Add(Scalar(field, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Scalar(field, depth));
        }
    }

    private static bool IsWrapper(MessageDescriptor type) => type.File == StringValue.Descriptor.File;

    private IMessage? Special(MessageDescriptor type) => type.FullName switch
    {
        "google.protobuf.Timestamp" => new Timestamp { Seconds = random.NextInt64(-62135596800, 253402300799), Nanos = random.Next(4) switch { 0 => 0, 1 => 123_000_000, 2 => 123_456_000, _ => 123_456_789 } },
        "google.protobuf.Duration" => new Duration { Seconds = random.Next(1, 100_000), Nanos = random.Next(2) * 500_000_000 },
        "google.protobuf.FieldMask" => new FieldMask { Paths = { "one_two", "three.four_five" } },
        "google.protobuf.Value" => Value.ForStruct(new Struct { Fields = { ["n"] = Value.ForNumber(1.5), ["l"] = Value.ForList(Value.ForBool(true), Value.ForNull()) } }),
        "google.protobuf.Struct" => new Struct { Fields = { ["t"] = Value.ForString("x"), ["o"] = Value.ForStruct(new Struct()) } },
        _ => null,
    };
}
