using System.Security.Cryptography;
using System.Text;

namespace Omnichannel.Platform.Text;

/// <summary>HMAC-SHA256 under the installation's key: without it nobody can tell the hash of a text, or try out which text has one.</summary>
/// <param name="key">The installation's.</param>
public sealed class KeyedHash(InstallationKey key)
{
    /// <summary>Of a text.</summary>
    /// <param name="kind">What it is: equal texts of two kinds have different hashes.</param>
    /// <param name="canonical">Its canonical form.</param>
    public byte[] Of(string kind, string canonical) => HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes($"{kind}\n{canonical}"));
}
