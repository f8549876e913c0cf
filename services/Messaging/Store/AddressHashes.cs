using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Messaging.Store;

/// <summary>How an address is known again without being kept: by its keyed hash, however it was written.</summary>
public sealed class AddressHashes(KeyedHash hash)
{
    /// <summary>Of the very address, which a bounce is about.</summary>
    public string Of(Medium medium, string address) => Convert.ToHexStringLower(
        medium switch { Medium.Email => hash.OfEmail(address), Medium.Sms => hash.OfPhone(address), _ => null } ?? hash.Of($"messaging/{medium}", address));

    /// <summary>Of the box that it leads to: whoever has <c>anna@example.com</c> reads <c>anna+shop@example.com</c> too.</summary>
    public string OfBox(Medium medium, string address) => Of(medium, medium is Medium.Email ? EmailAddress.WithoutTag(address) : address);
}
