using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Omnichannel.Platform.Hosting;

/// <summary>Exports traces, metrics and logs by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; else nothing is set up at all.</summary>
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
            providers ??= new Providers(Resource(area));
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
                options.SetResourceBuilder(Resource(area)).AddOtlpExporter();
            });
        }
    }

    private static bool IsWanted(IConfiguration configuration) => configuration[EndpointKey] is { Length: > 0 };

    /// <summary><c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> are stronger than our own name.</summary>
    private static ResourceBuilder Resource(string area) =>
        ResourceBuilder.CreateEmpty().AddService("omnichannel-" + area).AddTelemetrySdk().AddEnvironmentVariableDetector();

    private sealed class Providers(ResourceBuilder resource) : IDisposable
    {
        private readonly TracerProvider traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Telemetry.Name).AddOtlpExporter().Build();

        private readonly MeterProvider metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Telemetry.Name, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
            .AddOtlpExporter()
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
