using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Omnichannel.TestKit;

namespace Omnichannel.Gateway.Tests.Wire;

/// <summary>An authority, and certificates of it that are made out to a DNS name and to nothing else.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly X509Certificate2 authority;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        AuthorityPath = Path.Combine(folder.Path, "ca.pem");
        File.WriteAllText(AuthorityPath, authority.ExportCertificatePem());
    }

    /// <summary>The authority's certificate in PEM.</summary>
    public string AuthorityPath { get; }

    public X509Certificate2 For(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=service", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }
}
