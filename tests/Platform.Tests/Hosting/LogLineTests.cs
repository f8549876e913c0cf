using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Tests.Hosting;

/// <summary>What becomes of a log event on the console.</summary>
public sealed class LogLineTests
{
    [Fact]
    public void Json_CarriesTheIdsOfItsTrace()
    {
        using var activity = new Activity("work").Start();

        var line = Json("{Rpc} took {Count}", "a.b/C", 7);

        Assert.Equal(activity.TraceId.ToHexString(), line.GetProperty("trace_id").GetString());
        Assert.Equal(activity.SpanId.ToHexString(), line.GetProperty("span_id").GetString());
        Assert.Equal("a.b/C took 7", line.GetProperty("Message").GetString());
        Assert.Equal(("Warning", "shop", 5, "Event"), (
            line.GetProperty("LogLevel").GetString(), line.GetProperty("Category").GetString(), line.GetProperty("EventId").GetInt32(), line.GetProperty("EventName").GetString()));
        Assert.Equal(("a.b/C", 7), (line.GetProperty("State").GetProperty("Rpc").GetString(), line.GetProperty("State").GetProperty("Count").GetInt32()));
    }

    [Fact]
    public void Json_OutsideOfEveryTrace_NamesNone() => Assert.False(Json("{Text}", "x").TryGetProperty("trace_id", out _));

    [Fact]
    public void Text_CarriesTheIdOfItsTrace()
    {
        using var activity = new Activity("work").Start();

        Assert.EndsWith($" trace_id={activity.TraceId.ToHexString()}\n", Line(new TextLines(TimeProvider.System), "{Text}", "x"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nfail: a line of its own")]
    [InlineData("a\u001b[2J\u001b]0;owned\u0007")]
    [InlineData("a\u2028b\u0085c\u000bd")]
    [InlineData("a\u202eb")]
    [InlineData("a\0b")]
    [InlineData("a\ud800b")]
    public void WhateverIsLogged_IsOneLineWithoutCommands(string value)
    {
        foreach (var formatter in new ConsoleFormatter[] { new TextLines(TimeProvider.System), new JsonLines(TimeProvider.System) })
        {
            var line = Line(formatter, "{Value}", value, new InvalidOperationException(value));

            Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
            Assert.DoesNotContain(line[..^1], char.IsControl);
        }
    }

    [Fact]
    public void WhateverIsLogged_HasBoundedLength()
    {
        var huge = new string('x', 2_000_000);
        foreach (var formatter in new ConsoleFormatter[] { new TextLines(TimeProvider.System), new JsonLines(TimeProvider.System) })
        {
            var line = Line(formatter, "{Value}", huge, new InvalidOperationException(huge));

            Assert.InRange(line.Length, 1_000, 25_000);
            Assert.Contains("(2000000 characters)", line, StringComparison.Ordinal);
        }
    }

    private static JsonElement Json(string message, params object?[] values) => JsonDocument.Parse(Line(new JsonLines(TimeProvider.System), message, values)).RootElement;

    private static string Line(ConsoleFormatter formatter, string message, object? value, Exception exception) => Line(formatter, message, [value], exception);

    private static string Line(ConsoleFormatter formatter, string message, params object?[] values) => Line(formatter, message, values, null);

    /// <summary>Through the very logger that services use.</summary>
    private static string Line(ConsoleFormatter formatter, string message, object?[] values, Exception? exception)
    {
        var sink = new Sink(formatter);
#pragma warning disable CA2254 // The message is the test's.
        sink.Log(LogLevel.Warning, new EventId(5, "Event"), exception, message, values);
#pragma warning restore CA2254
        return sink.Written.ToString();
    }

    private sealed class Sink(ConsoleFormatter formatter) : ILogger
    {
        public StringWriter Written { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            formatter.Write(new LogEntry<TState>(logLevel, "shop", eventId, state, exception, format), null, Written);
    }
}
