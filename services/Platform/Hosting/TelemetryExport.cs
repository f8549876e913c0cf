using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// Exports traces, metrics and logs by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; else nothing is set up at all. Spoken is gRPC, or what
/// <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> says (<c>http/protobuf</c>). The exporter's other variables hold too.
/// </summary>
internal static class TelemetryExport
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly Lock Gate = new();
    private static IDisposable? providers;
    private static int users;

    /// <summary>
    /// Sources and meters belong to the process, so the first service that asks starts the export for all, and the last one to be disposed flushes it.
    /// </summary>
    public static IDisposable? Start(IConfiguration configuration, string area)
    {
        if (!IsWanted(configuration))
        {
            return null;
        }

        lock (Gate)
        {
            users++;
            providers ??= new Providers(Resource(area), configuration);
        }

        return new Use();
    }

    public static void ExportLogs(ILoggingBuilder logging, IConfiguration configuration, string area)
    {
        if (IsWanted(configuration))
        {
            logging.AddOpenTelemetry(options =>
            {
                options.IncludeFormattedMessage = true;
                options.SetResourceBuilder(Resource(area)).AddOtlpExporter(exporter => Configure(exporter, configuration, "logs"));
            });
        }
    }

    private static bool IsWanted(IConfiguration configuration) => configuration[EndpointKey] is { Length: > 0 };

    /// <summary><c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> are stronger than our own name.</summary>
    private static ResourceBuilder Resource(string area) =>
        ResourceBuilder.CreateEmpty().AddService("omnichannel-" + area).AddTelemetrySdk().AddEnvironmentVariableDetector();

    /// <summary>From our configuration, which knows more places than the environment.</summary>
    private static void Configure(OtlpExporterOptions exporter, IConfiguration configuration, string signal)
    {
        var endpoint = configuration[EndpointKey]!;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url))
        {
            throw new StartupException($"{EndpointKey}: {endpoint} is not a URL.");
        }

        var isHttp = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf";
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri($"{url.ToString().TrimEnd('/')}/v1/{signal}") : url;
    }

    private sealed class Providers(ResourceBuilder resource, IConfiguration configuration) : IDisposable
    {
        /// <summary>Ours, and those of parts of the platform (<c>Omnichannel.Events</c>).</summary>
        private const string OurNames = Telemetry.Name + "*";

        private readonly TracerProvider traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(OurNames)
            .AddSource("Npgsql", "Yarp.ReverseProxy")
            .AddOtlpExporter(exporter => Configure(exporter, configuration, "traces"))
            .Build();

        private readonly MeterProvider metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(OurNames, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting", "System.Net.Http", "Npgsql")
            .AddOtlpExporter(exporter => Configure(exporter, configuration, "metrics"))
            .Build();

        public void Dispose()
        {
            traces.Dispose();
            metrics.Dispose();
        }
    }

    private sealed class Use : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                lock (Gate)
                {
                    if (--users == 0)
                    {
                        providers?.Dispose();
                        providers = null;
                    }
                }
            }
        }
    }
}
