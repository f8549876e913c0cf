using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Limits wrong tries at referral codes, and says with which device somebody is there.</summary>
public sealed class ReferralGuesses(GuessLimits guesses, KeyedHash hash)
{
    /// <summary>The longest code as somebody types it.</summary>
    public const int LongestTyped = 32;

    private static readonly GuessKind Codes = new("loyalty.referral");

    /// <summary>Does something with a code as it was typed. One that does not exist counts as a guess; one that was misread does not.</summary>
    internal Task<T> Answer<T>(ServerCallContext context, string friendId, string typed, Func<UseCode, Task<T>> answer)
    {
        var code = ReferralCodes.Read(typed) ?? throw new RefusedException(new ReferralCodeMisread());
        return guesses.Answer(Codes, Guesser.Of(context), [code], ReferralCodeNotFound.Name, () => answer(new UseCode(friendId, code, DeviceKey(context))));
    }

    /// <summary>Of the device that a customer uses; null when staff do it for them: theirs says nothing of the customer.</summary>
    internal string? DeviceKey(ServerCallContext context)
    {
        var caller = context.Caller();
        return caller.Role is Types.V1.Role.Customer && caller.DevicePrincipal != caller.Subject ? KeyOf(hash, caller.DevicePrincipal) : null;
    }

    /// <summary>A device, as it is kept.</summary>
    internal static string KeyOf(KeyedHash hash, string device) => Convert.ToHexStringLower(hash.Of("device", device));
}
