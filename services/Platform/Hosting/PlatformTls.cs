using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// TLS of listeners and clients whose URL is https. <c>Omnichannel:Tls:CertificatePath</c> and <c>:KeyPath</c> (PEM) are this service's own identity, shown to
/// callers and to the services it calls; <c>:CaPath</c> (PEM) is who it trusts; <c>:RequireClientCertificate</c> (true, false) makes it mutual.
/// Certificates are read at start: a rolling restart takes up new ones.
/// </summary>
internal static class PlatformTls
{
    private const string Section = "Omnichannel:Tls";

    public static void Serve(ListenOptions listener, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var (certificate, chain) = OwnCertificate(section)
            ?? throw new StartupException($"{Section}: an https listener needs CertificatePath and KeyPath.");
        var authorities = Authorities(section);
        var isMutual = section.GetValue<bool>("RequireClientCertificate");
        if (isMutual && authorities is null)
        {
            throw new StartupException($"{Section}: RequireClientCertificate needs CaPath.");
        }

        listener.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ServerCertificateChain = chain;
            if (isMutual)
            {
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (client, _, _) => IsSignedBy(client, authorities!);
            }
        });
    }

    /// <summary>The TLS side of a client; null where nothing is configured and the system's trust holds.</summary>
    public static SslClientAuthenticationOptions? Call(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var options = new SslClientAuthenticationOptions();
        if (OwnCertificate(section) is var (certificate, _))
        {
            options.ClientCertificates = [certificate];
        }

        if (Authorities(section) is { } authorities)
        {
            options.CertificateChainPolicy = Policy(authorities);
        }

        return options.ClientCertificates is null && options.CertificateChainPolicy is null ? null : options;
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain)? OwnCertificate(IConfigurationSection section)
    {
        if (section["CertificatePath"] is not { Length: > 0 } certificatePath)
        {
            return null;
        }

        return Read(certificatePath, () =>
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificatePath);
            return (X509Certificate2.CreateFromPemFile(certificatePath, section["KeyPath"]), chain);
        });
    }

    private static X509Certificate2Collection? Authorities(IConfigurationSection section)
    {
        if (section["CaPath"] is not { Length: > 0 } path)
        {
            return null;
        }

        return Read(path, () =>
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(path);
            return authorities;
        });
    }

    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException($"{Section}: {path} cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(authorities) };
        return chain.Build(certificate);
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
