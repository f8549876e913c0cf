using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Omnichannel.Platform.Hosting;

/// <summary>A certificate with its private key, and what else its file holds of its chain.</summary>
internal sealed class TlsIdentity
{
    private TlsIdentity(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        (Certificate, Chain) = (certificate, chain);
        Context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    public X509Certificate2 Certificate { get; }

    public DateTimeOffset GoodUntil => Certificate.NotAfter;

    /// <summary>What the file holds, the own one first.</summary>
    public X509Certificate2Collection Chain { get; }

    /// <summary>With the chain, as a server sends it.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <param name="files">The certificates, the own one first; the key.</param>
    /// <exception cref="CryptographicException">They are no such files, or do not belong together.</exception>
    public static TlsIdentity Read(IReadOnlyList<byte[]> files)
    {
        var (certificates, key) = (Encoding.UTF8.GetString(files[0]), Encoding.UTF8.GetString(files[1]));
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificates);
        return new TlsIdentity(X509Certificate2.CreateFromPem(certificates, key), chain);
    }
}

/// <summary>Who may vouch for others: for a server that is called, and for a client that calls.</summary>
internal sealed class TlsTrust
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private readonly X509Certificate2Collection authorities = [];

    /// <summary>How many.</summary>
    public int Count => authorities.Count;

    /// <exception cref="CryptographicException">The file holds no certificate.</exception>
    public static TlsTrust Read(IReadOnlyList<byte[]> files)
    {
        var trust = new TlsTrust();
        trust.authorities.ImportFromPem(Encoding.UTF8.GetString(files[0]));
        return trust.Count > 0 ? trust : throw new CryptographicException("There is no certificate in it.");
    }

    /// <summary>Whether a server is who it should be: by name, and by somebody who is trusted.</summary>
    public bool IsServer(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors) =>
        (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && IsVouchedFor(certificate, sent, ServerUse, []);

    /// <summary>Whether a client is one of ours. Clients send no more than their own certificate: what may stand between it and the authority is the same as for ours.</summary>
    public bool IsClient(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors, X509Certificate2Collection between) =>
        (errors & SslPolicyErrors.RemoteCertificateNotAvailable) == SslPolicyErrors.None && IsVouchedFor(certificate, sent, ClientUse, between);

    private bool IsVouchedFor(X509Certificate? certificate, X509Chain? sent, string use, X509Certificate2Collection between)
    {
        if (certificate is not X509Certificate2 own)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(use));
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ExtraStore.AddRange(between);
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        return chain.Build(own);
    }
}
