using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Hosting;

/// <summary>Where a service listens: a URL (port 0 for any free one, https for TLS), or off.</summary>
public sealed class ListenSettings : ISettings
{
    /// <summary>The value of a listener that shall not be opened.</summary>
    internal const string Off = "off";

    /// <inheritdoc/>
    public static string Section => "Omnichannel:Listen";

    [Setting("gRPC. A URL, port 0 for any free one, https for TLS; or off.")]
    public string Grpc { get; set; } = "http://0.0.0.0:8080";

    [Setting("/livez and /readyz over HTTP/1.1.")]
    public string Probes { get; set; } = "http://0.0.0.0:8081";

    [Setting("The gateway's JSON and event streams; the console's pages.")]
    public string Http { get; set; } = "http://0.0.0.0:8000";

    [Setting("The gateway's keys and discovery document for services, where its public listener is not theirs to call.")]
    public string Internal { get; set; } = Off;

    internal string Of(string listener) => listener switch
    {
        nameof(Grpc) => Grpc,
        nameof(Probes) => Probes,
        nameof(Internal) => Internal,
        _ => Http,
    };
}

/// <summary>How a service stops.</summary>
public sealed class DrainSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Drain";

    [Setting("Milliseconds between not being ready any more and the end of streams and listeners: time for load balancers to notice.")]
    public int DelayMs { get; set; }
}

/// <summary>Forms of the console log.</summary>
public enum LogFormat
{
    /// <summary>One line for people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>The console log.</summary>
public sealed class LoggingSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Logging";

    [Setting("text, json or none; levels by the usual Logging:LogLevel keys.")]
    public LogFormat Format { get; set; }
}

/// <summary>gRPC reflection.</summary>
public sealed class ReflectionSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Reflection";

    [Setting("Whether grpc.reflection tells the contracts that are served.")]
    public bool Enabled { get; set; } = true;
}

/// <summary>TLS of listeners and clients whose URL is https.</summary>
public sealed class TlsSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Tls";

    [Setting("This service's own certificate and those between it and the root (PEM), shown to callers and to the services it calls; read again when the file changes.")]
    public string CertificatePath { get; set; } = "";

    [Setting("Its key (PEM), where it does not stand in the same file.")]
    public string KeyPath { get; set; } = "";

    [Setting("Whom this service trusts (PEM); the system's authorities when not set.")]
    public string CaPath { get; set; } = "";

    [Setting("Whether callers must show a certificate of CaPath.")]
    public bool RequireClientCertificate { get; set; }

    [Setting("How long a connection to another service takes new calls: so calls reach replicas and certificates that were added since.")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (CertificatePath.Length == 0 && KeyPath.Length > 0)
        {
            yield return $"{Section}:KeyPath is set, and :CertificatePath is not.";
        }

        if (RequireClientCertificate && CaPath.Length == 0)
        {
            yield return $"{Section}:RequireClientCertificate needs CaPath.";
        }
    }
}
