using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Security;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// What members' apps make codes with: derived with the installation's key from the member's id and the number of the secret. They are stored nowhere, so no copy of a
/// database gives one away.
/// </summary>
public sealed class MemberSecrets(InstallationKey key)
{
    /// <summary>32 bytes.</summary>
    public byte[] Of(MemberCode code) => key.Hash("member-code", code.MemberId + "\n" + code.Generation.ToString(CultureInfo.InvariantCulture));
}
