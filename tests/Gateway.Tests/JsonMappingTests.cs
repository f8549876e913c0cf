using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Json;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;

namespace Omnichannel.Gateway.Tests;

public sealed class JsonMappingTests
{
    private static readonly JsonFormatter Google = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    [Fact]
    public void Write_AnyMessage_SaysWhatGooglesFormatterSays() => Check.QuickThrowOnFailure(Prop.ForAll<int, bool>((seed, full) =>
    {
        var message = new RandomMessages(seed, full).Create(EverythingRequest.Descriptor);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Google.Format(message)), JsonNode.Parse(Write(message))), Write(message));
    }));

    [Fact]
    public void Read_WhatWasWritten_IsTheSameMessage() => Check.QuickThrowOnFailure(Prop.ForAll<int, bool>((seed, full) =>
    {
        var message = new RandomMessages(seed, full).Create(EverythingRequest.Descriptor);
        Assert.Equal(message, Read(Write(message)));
        Assert.Equal(message, Read(Google.Format(message)));
    }));

    [Fact]
    public void WriteAndRead_EveryMessageOfTheContracts_AgreeWithGoogle()
    {
        foreach (var method in PublishedServices.All.SelectMany(service => service.Descriptor.Methods))
        {
            foreach (var type in new[] { method.InputType, method.OutputType })
            {
                var message = new RandomMessages(type.FullName.Length, full: true).Create(type);
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Google.Format(message)), JsonNode.Parse(Write(message))), type.FullName);
                var read = type.Parser.ParseFrom(ByteString.Empty);
                ProtoJsonReader.Read(Encoding.UTF8.GetBytes(Write(message)), read);
                Assert.Equal(message, read);
            }
        }
    }

    [Fact]
    public void Read_OtherSpellingsThatTheMappingAllows_AreTaken()
    {
        var read = Read("""
            { "int32": "12", "int64": 9007199254740993, "uint32": 1e2, "real": "-Infinity", "single": 1, "data": "_-8", "colour": 7, "numbers": ["1", 2],
              "by_name": { "a": { "number": 3.0 } }, "update_mask": "a.bC", "maybe": 0, "inner": null, "list": null }
            """);
        Assert.Equal(12, read.Int32);
        Assert.Equal(9007199254740993, read.Int64);
        Assert.Equal(100u, read.Uint32);
        Assert.Equal(double.NegativeInfinity, read.Real);
        Assert.Equal(ByteString.CopyFrom(0xff, 0xef), read.Data);
        Assert.Equal(Colour.Blue, read.Colour);
        Assert.Equal([1, 2], read.Numbers);
        Assert.Equal(3, read.ByName["a"].Number);
        Assert.Equal("a.b_c", read.UpdateMask.Paths.Single());
        Assert.True(read.HasMaybe);
        Assert.Null(read.Inner);
    }

    [Theory]
    [InlineData("""{ "nonsense": 1 }""", "nonsense", "unknown field", 1, 3)]
    [InlineData("{\n  \"inner\": { \"name\": \"a\",\n    \"nme\": 1 } }", "inner.nme", "unknown field", 3, 5)]
    [InlineData("""{ "list": [ {}, { "number": "many" } ] }""", "list[1].number", "expected a whole number from -2147483648 to 2147483647", 1, 29)]
    [InlineData("""{ "int32": 2147483648 }""", "int32", "expected a whole number from -2147483648 to 2147483647", 1, 12)]
    [InlineData("""{ "int32": 1.5 }""", "int32", "expected a whole number from -2147483648 to 2147483647", 1, 12)]
    [InlineData("""{ "int64": "9223372036854775808" }""", "int64", "expected a whole number of 64 bits, as a string", 1, 12)]
    [InlineData("""{ "uint32": -1 }""", "uint32", "expected a whole number from 0 to 4294967295", 1, 13)]
    [InlineData("""{ "text": 5 }""", "text", "expected a string", 1, 11)]
    [InlineData("""{ "flag": "true" }""", "flag", "expected true or false", 1, 11)]
    [InlineData("""{ "colour": "COLOUR_GREEN" }""", "colour", "expected one of COLOUR_UNSPECIFIED, COLOUR_RED, COLOUR_BLUE", 1, 13)]
    [InlineData("""{ "colour": 99 }""", "colour", "expected one of COLOUR_UNSPECIFIED, COLOUR_RED, COLOUR_BLUE", 1, 13)]
    [InlineData("""{ "data": "*" }""", "data", "expected base64", 1, 11)]
    [InlineData("""{ "moment": "yesterday" }""", "moment", "expected an RFC 3339 time such as \"2026-01-31T10:00:00Z\"", 1, 13)]
    [InlineData("""{ "moment": 5 }""", "moment", "expected an RFC 3339 time such as \"2026-01-31T10:00:00Z\"", 1, 13)]
    [InlineData("""{ "list": {} }""", "list", "expected an array", 1, 11)]
    [InlineData("""{ "list": [null] }""", "list[0]", "expected an object", 1, 12)]
    [InlineData("""{ "inner": [] }""", "inner", "expected an object", 1, 12)]
    [InlineData("""{ "byNumber": { "x": "y" } }""", "byNumber[\"x\"]", "the key should be a whole number from -2147483648 to 2147483647", 1, 17)]
    [InlineData("""{ "text": "a", "text": "b" }""", "text", "given twice", 1, 16)]
    [InlineData("""{ "firstChoice": "a", "secondChoice": {} }""", "secondChoice", "only one of firstChoice and secondChoice can be given", 1, 39)]
    [InlineData("""[]""", "", "expected an object", 1, 1)]
    [InlineData("""{ "real": 1e999 }""", "real", "expected a number", 1, 11)]
    [InlineData("""{ "text": "\ud800" }""", "text", "not valid Unicode", 1, 11)]
    public void Read_Wrong_NamesFieldAndPlace(string json, string field, string description, int line, int position)
    {
        var wrong = Assert.Throws<JsonInputException>(() => Read(json));
        Assert.False(wrong.IsMalformed);
        Assert.Equal(field, wrong.Field);
        Assert.Equal($"{description} (line {line}, position {position})", wrong.Description);
    }

    [Theory]
    [InlineData("text", "text")]
    [InlineData("structure", "structure")]
    [InlineData("value", "value")]
    public void Read_BytesThatAreNoUtf8_NamesTheField(string name, string field)
    {
        var before = Encoding.UTF8.GetBytes(name == "structure" ? $$"""{ "{{name}}": { "a": "x""" : $$"""{ "{{name}}": "x""");
        byte[] json = [.. before, 0xC3, .. Encoding.UTF8.GetBytes(name == "structure" ? "\" } }" : "\" }")];

        var wrong = Assert.Throws<JsonInputException>(() => ProtoJsonReader.Read(json, new EverythingRequest()));

        Assert.Equal(field, wrong.Field);
        Assert.StartsWith("not valid Unicode", wrong.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"text\": }", 1)]
    [InlineData("{\n\"text\": \"a\",\n}", 3)]
    [InlineData("{ \"text\": \"a\" ", 1)]
    [InlineData("{} {}", 1)]
    [InlineData("nonsense", 1)]
    [InlineData("{ 'text': 1 }", 1)]
    [InlineData("{ \"text\": \"a\u0001\" }", 1)]
    public void Read_Malformed_SaysWhere(string json, int line)
    {
        var wrong = Assert.Throws<JsonInputException>(() => Read(json));
        Assert.True(wrong.IsMalformed);
        Assert.StartsWith("malformed JSON: ", wrong.Description, StringComparison.Ordinal);
        Assert.Contains($"(line {line}, position ", wrong.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NestedWithoutEnd_IsRefusedAndNotFollowed()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"inner\":", 100_000));
        Assert.True(Assert.Throws<JsonInputException>(() => Read(deep)).IsMalformed);
    }

    [Fact]
    public void Read_AnyBytes_EitherTakesOrSaysWhy() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            ProtoJsonReader.Read(bytes, new EverythingRequest());
        }
        catch (JsonInputException)
        {
            // Precisely what callers expect.
        }
    }));

    [Fact]
    public void Read_DamagedJson_EitherTakesOrSaysWhy() => Check.QuickThrowOnFailure(Prop.ForAll<int, byte, PositiveInt>((seed, value, place) =>
    {
        var bytes = Encoding.UTF8.GetBytes(Write(new RandomMessages(seed, full: true).Create(EverythingRequest.Descriptor)));
        bytes[place.Get % bytes.Length] = value;
        try
        {
            ProtoJsonReader.Read(bytes, new EverythingRequest());
        }
        catch (JsonInputException)
        {
            // Precisely what callers expect.
        }
    }));

    private static string Write(IMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        ProtoJsonWriter.Write(output, message);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static EverythingRequest Read(string json)
    {
        var message = new EverythingRequest();
        ProtoJsonReader.Read(Encoding.UTF8.GetBytes(json), message);
        return message;
    }
}
