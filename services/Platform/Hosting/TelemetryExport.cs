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
    private static readonly string[] ProcessSources = ["Npgsql", "Yarp.ReverseProxy"];
    private static readonly string[] ProcessMeters = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting", "System.Net.Http", "Npgsql"];
    private static readonly Lock Gate = new();
    private static IDisposable? shared;
    private static int users;

    /// <summary>
    /// Each service exports its own sources under its own name. What belongs to the process (its runtime, its servers, its database driver) is the service's where it is
    /// alone, and else a resource of its own: started by the first service, flushed by the last.
    /// </summary>
    public static IDisposable? Start(IConfiguration configuration, string area, bool sharesProcess)
    {
        if (!IsWanted(configuration))
        {
            return null;
        }

        if (!sharesProcess)
        {
            return new Providers(Resource(area), configuration, [Telemetry.NameOf(area), .. ProcessSources], [Telemetry.NameOf(area), .. ProcessMeters]);
        }

        lock (Gate)
        {
            users++;
            shared ??= new Providers(ResourceOf("omnichannel"), configuration, ProcessSources, ProcessMeters);
        }

        return new Shared(new Providers(Resource(area), configuration, [Telemetry.NameOf(area)], [Telemetry.NameOf(area)]));
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

    private static ResourceBuilder Resource(string area) => ResourceOf("omnichannel-" + area);

    /// <summary><c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> are stronger than our own name.</summary>
    private static ResourceBuilder ResourceOf(string name) =>
        ResourceBuilder.CreateEmpty().AddService(name).AddTelemetrySdk().AddEnvironmentVariableDetector();

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

    private sealed class Providers(ResourceBuilder resource, IConfiguration configuration, string[] sources, string[] meters) : IDisposable
    {
        private readonly TracerProvider traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(sources)
            .AddOtlpExporter(exporter => Configure(exporter, configuration, "traces"))
            .Build();

        private readonly MeterProvider metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(meters)
            .AddOtlpExporter(exporter => Configure(exporter, configuration, "metrics"))
            .Build();

        public void Dispose()
        {
            traces.Dispose();
            metrics.Dispose();
        }
    }

    /// <summary>One service's own export, and its share in the process's.</summary>
    private sealed class Shared(IDisposable own) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                own.Dispose();
                lock (Gate)
                {
                    if (--users == 0)
                    {
                        shared?.Dispose();
                        shared = null;
                    }
                }
            }
        }
    }
}
