using System.Globalization;
using Omnichannel.Platform.Security;
using Medium = Omnichannel.Messaging.Domain.Medium;

namespace Omnichannel.Messaging.Store;

/// <summary>One-click unsubscription (RFC 8058) by a signed link.</summary>
public sealed class UnsubscribeLinks(GrantTokens grants, IConfiguration configuration)
{
    /// <summary>Scope of the grant, as the contract names it.</summary>
    public const string Scope = "messaging.unsubscribe";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);
    private readonly string baseUri = (configuration["Omnichannel:Messaging:PublicUri"] ?? "http://127.0.0.1:8000").TrimEnd('/');

    /// <summary>Headers of a message that can be unsubscribed from.</summary>
    public Dictionary<string, string> Headers(string contactId, long purpose, Medium medium) => new()
    {
        ["List-Unsubscribe"] = $"<{baseUri}/v1/unsubscribe/{grants.Issue(Scope, $"{purpose}|{(long)medium}|{contactId}", Lifetime)}>",
        ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
    };

    /// <summary>Whom a link is about.</summary>
    public (string ContactId, long Purpose, long Medium) Read(string token)
    {
        var parts = grants.Verify(token, Scope).Subject.Split('|', 3);
        return (parts[2], long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
