using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// Console logs, one line an event. Levels by the usual <c>Logging:LogLevel</c> keys.
/// </summary>
internal static class LoggingSetup
{
    public static void Add(ILoggingBuilder logging, IConfiguration configuration, LogFormat format, string area)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Yarp", LogLevel.Warning);

        // gRPC logs every error status as if it were news; what matters is logged by the error interceptor.
        logging.AddFilter("Grpc", LogLevel.Error);
        logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None);

        // What became of a call is its caller's to judge: a health check of a service that has not started yet is no error.
        logging.AddFilter("Grpc.Net.Client", LogLevel.None);
        logging.AddFilter("Yarp.ReverseProxy.Health", LogLevel.None);

        // A start-up failure is one line on stderr; these would add its stack trace to the log. The second one also would make an Activity of every request.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        switch (format)
        {
            case LogFormat.Text:
                AddLines<TextLines>(logging, TextLines.FormatName);
                break;
            case LogFormat.Json:
                AddLines<JsonLines>(logging, JsonLines.FormatName);
                break;
        }

        TelemetryExport.ExportLogs(logging, configuration, area);
    }

    private static void AddLines<TFormatter>(ILoggingBuilder logging, string name)
        where TFormatter : ConsoleFormatter => logging
        .AddConsole(console => console.FormatterName = name)
        .AddConsoleFormatter<TFormatter, ConsoleFormatterOptions>();
}
