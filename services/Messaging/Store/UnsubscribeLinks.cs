using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;

namespace Omnichannel.Messaging.Store;

/// <summary>Whose consent a link withdraws, and which.</summary>
public sealed record UnsubscribeLink(string ContactId, ConsentPurpose Purpose, Medium Medium);

/// <summary>One-click unsubscription (RFC 8058) by a signed link.</summary>
public sealed class UnsubscribeLinks(GrantTokens grants, PublicAddress address)
{
    /// <summary>Scope of the grant, as the contract names it.</summary>
    public const string Scope = "messaging.unsubscribe";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>Headers of a message that can be unsubscribed from.</summary>
    public Dictionary<string, string> Headers(string contactId, ConsentPurpose purpose, Medium medium) => new()
    {
        ["List-Unsubscribe"] = $"<{address.Of("/v1/unsubscribe/")}{grants.Issue(Scope, $"{purpose.Name()}|{medium.Name()}|{contactId}", Lifetime)}>",
        ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
    };

    /// <summary>What a link is about.</summary>
    public UnsubscribeLink Read(string token)
    {
        var parts = grants.Verify(token, Scope).Subject.Split('|', 3);
        return new UnsubscribeLink(parts[2], EnumNames.Read<ConsentPurpose>(parts[0]), EnumNames.Read<Medium>(parts[1]));
    }
}
