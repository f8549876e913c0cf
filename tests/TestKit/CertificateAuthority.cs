using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Omnichannel.TestKit;

/// <summary>An authority of a test's own, which writes its certificates as Kubernetes mounts a secret: files behind a link to a folder, which is swapped as a whole.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private readonly X509Certificate2 authority;

    /// <summary>Makes an authority.</summary>
    public CertificateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Its certificate in PEM.</summary>
    public string Pem => authority.ExportCertificatePem();

    /// <summary>A certificate for 127.0.0.1 and localhost, as server and as client, with its key; both in PEM.</summary>
    /// <param name="lifetime">How long it is good for, from now on.</param>
    public (string Certificate, string Key) Issue(TimeSpan lifetime)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=service", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        using var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow + lifetime, RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Writes a new certificate, its key and the authority's certificate as <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c>, in one step for whoever reads them.</summary>
    public void Mount(string folder, TimeSpan lifetime)
    {
        var (certificate, key) = Issue(lifetime);
        Swap(folder, new() { ["tls.crt"] = certificate, ["tls.key"] = key, ["ca.crt"] = Pem });
    }

    /// <summary>Replaces the files of a mounted folder in one step, as the kubelet does: a new folder, and a link to it that is renamed over the old one.</summary>
    public static void Swap(string folder, Dictionary<string, string> files)
    {
        var version = Path.Combine(folder, $"..{DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture)}");
        Directory.CreateDirectory(version);
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(version, name), text);
            if (!File.Exists(Path.Combine(folder, name)))
            {
                File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine("..data", name));
            }
        }

        var data = Path.Combine(folder, "..data");
        var before = Directory.Exists(data) ? Directory.ResolveLinkTarget(data, returnFinalTarget: true)!.FullName : null;
        File.CreateSymbolicLink(data + "_tmp", version);

        // .NET renames no link over a link.
        using (var rename = Process.Start("mv", ["-T", data + "_tmp", data]))
        {
            rename.WaitForExit();
        }

        if (before is not null)
        {
            Directory.Delete(before, recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => authority.Dispose();
}
