using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Files;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// TLS of listeners and clients whose URL is https. <c>Omnichannel:Tls:CertificatePath</c> and <c>:KeyPath</c> (PEM) are this service's own identity, shown to
/// callers and to the services it calls; <c>:CaPath</c> (PEM) is who it trusts; <c>:RequireClientCertificate</c> (true, false) makes it mutual.
/// The files are read again when they change: each connection is made with what they hold then, and those that there are stay.
/// </summary>
public sealed class PlatformTls
{
    private static readonly string Section = TlsSettings.Section;
    private static readonly TimeSpan DocumentPatience = TimeSpan.FromSeconds(10);

    private readonly TlsSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<PlatformTls> logger;
    private readonly Lazy<WatchedFiles<TlsIdentity>?> identity;
    private readonly Lazy<WatchedFiles<TlsTrust>?> trust;

    /// <summary>Reads the settings; the files when they are first needed.</summary>
    public PlatformTls(TlsSettings settings, TimeProvider clock, ILogger<PlatformTls> logger)
    {
        (this.settings, this.clock, this.logger) = (settings, clock, logger);
        identity = new(OpenIdentity);
        trust = new(() => settings.CaPath is { Length: > 0 } path ? OpenTrust(path) : null);
    }

    /// <summary>How long a connection to another service takes new calls (<c>:ConnectionLifetime</c>): so calls reach replicas and certificates that were added since.</summary>
    internal TimeSpan ConnectionLifetime => settings.ConnectionLifetime;

    /// <exception cref="StartupException">A file that the settings name cannot be read.</exception>
    internal void CheckFiles() => _ = (identity.Value, trust.Value);

    /// <summary>Makes a listener speak TLS.</summary>
    /// <exception cref="StartupException">What it needs is not set, or cannot be read.</exception>
    internal void Serve(ListenOptions listener)
    {
        var own = identity.Value ?? throw new StartupException($"{Section}: an https listener needs CertificatePath and KeyPath.");
        var isMutual = settings.RequireClientCertificate;

        listener.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = own.Current.Context,
                ClientCertificateRequired = isMutual,

                // A session that is taken up again comes with the certificate that began it, which may have ended since.
                AllowTlsResume = !isMutual,
                RemoteCertificateValidationCallback = isMutual ? (_, client, chain, errors) => trust.Value!.Current.IsClient(client, chain, errors, own.Current.Chain) : null,
            }),
        });
    }

    /// <summary>The TLS side of a client of other services; null where nothing is configured and the system's trust holds.</summary>
    internal SslClientAuthenticationOptions? Call() => identity.Value is null && trust.Value is null ? null : Client(trust.Value);

    /// <summary>A client for documents (keys, tokens) of a provider whom the system trusts, or these authorities; the latter are shown this service's own certificate.</summary>
    internal HttpClient Http(string? caPath)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime, ConnectTimeout = TimeSpan.FromSeconds(2) };
        if (!string.IsNullOrEmpty(caPath))
        {
            handler.SslOptions = Client(OpenTrust(caPath));
        }

        return new HttpClient(handler) { Timeout = DocumentPatience, MaxResponseContentBufferSize = 1024 * 1024 };
    }

    private SslClientAuthenticationOptions Client(WatchedFiles<TlsTrust>? trusted)
    {
        var own = identity.Value;
        return new SslClientAuthenticationOptions
        {
            AllowTlsResume = false,
            LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => own.Current.Certificate,
            RemoteCertificateValidationCallback = trusted is null ? null : (_, server, chain, errors) => trusted.Current.IsServer(server, chain, errors),
        };
    }

    private WatchedFiles<TlsIdentity>? OpenIdentity()
    {
        if (settings.CertificatePath is not { Length: > 0 } path)
        {
            return null;
        }

        var keyPath = settings.KeyPath is { Length: > 0 } key ? key : path;
        return Open([path, keyPath], TlsIdentity.Read, current => Log.CertificateRenewed(logger, path, current.GoodUntil));
    }

    private WatchedFiles<TlsTrust> OpenTrust(string path) => Open([path], TlsTrust.Read, current => Log.AuthoritiesRenewed(logger, path, current.Count));

    private WatchedFiles<T> Open<T>(string[] paths, Func<IReadOnlyList<byte[]>, T> read, Action<T> renewed)
        where T : class
    {
        var names = string.Join(", ", paths);
        try
        {
            return new WatchedFiles<T>(paths, read, clock, renewed, failure => Log.FilesNotTakenUp(logger, names, failure.Message));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException($"{Section}: {names} cannot be read: {exception.Message}", exception);
        }
    }
}
