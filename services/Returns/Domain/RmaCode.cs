using System.Security.Cryptography;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Returns.Domain;

/// <summary><c>R-</c> and eight characters that people read out, type and scan (<see cref="Canonical.RmaCode"/> reads them).</summary>
public static class RmaCode
{
    /// <summary>The code of a return; two returns may get the same one, which the store's unique key tells.</summary>
    public static string From(Guid returnId) =>
        $"R-{Base32.Encode(SHA256.HashData(returnId.ToByteArray(bigEndian: true)), Canonical.RmaCodeLength, Base32.Human)}";
}
