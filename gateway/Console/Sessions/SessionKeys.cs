using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>
/// The keys that seal sessions and what circuits hand to browsers, made of <c>Omnichannel:Console:Keys:0:Secret</c> and so on (base64, at least 32 bytes): replicas with the
/// same secrets open what any of them sealed, without a disk that they share. The first one seals, all open, so that a key is changed without a gap.
/// </summary>
/// <remarks>Each secret becomes one key of Data Protection in its own XML form. The earlier a secret stands in the list, the later its key was activated: the latest seals.</remarks>
internal sealed class SessionKeys : IXmlRepository
{
    private const int LeastSecretBytes = 32;
    private const int MasterKeyBytes = 64;
    private static readonly DateTimeOffset First = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly IReadOnlyList<XElement> keys;

    /// <summary>Reads the secrets.</summary>
    /// <exception cref="StartupException">One is too short or not base64.</exception>
    public SessionKeys(IReadOnlyList<SessionKeyOptions> secrets) =>
        keys = [.. secrets.Select((secret, place) => KeyOf(Read(secret.Secret, place), First.AddDays(secrets.Count - place)))];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.Select(key => new XElement(key))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => throw new NotSupportedException("Keys come from the settings.");

    private static byte[] Read(string text, int place)
    {
        var bytes = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= LeastSecretBytes
            ? bytes[..length]
            : throw new StartupException($"{ConsoleOptions.Section}:Keys:{place.ToString(CultureInfo.InvariantCulture)}:Secret: expected at least {LeastSecretBytes} bytes in base64.");
    }

    private static XElement KeyOf(byte[] secret, DateTimeOffset activated)
    {
        var id = new Guid(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, info: "omnichannel console key id"u8.ToArray()));
        var master = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, MasterKeyBytes, info: "omnichannel console key"u8.ToArray());
        return new XElement(
            "key",
            new XAttribute("id", id),
            new XAttribute("version", 1),
            new XElement("creationDate", Text(activated)),
            new XElement("activationDate", Text(activated)),
            new XElement("expirationDate", Text(First.AddYears(1000))),
            new XElement(
                "descriptor",
                new XAttribute("deserializerType", typeof(AuthenticatedEncryptorDescriptorDeserializer).AssemblyQualifiedName!),
                new XElement(
                    "descriptor",
                    new XElement("encryption", new XAttribute("algorithm", "AES_256_CBC")),
                    new XElement("validation", new XAttribute("algorithm", "HMACSHA256")),
                    new XElement("masterKey", new XElement("value", Convert.ToBase64String(master))))));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
