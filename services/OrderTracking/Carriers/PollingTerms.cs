namespace Omnichannel.OrderTracking.Carriers;

/// <summary>How a carrier answers where a parcel is: one request, answered with JSON.</summary>
internal sealed class PollingTerms
{
    /// <summary>Its address without the path.</summary>
    public string Uri { get; set; } = "";

    /// <summary>Behind the address, with <c>{number}</c>.</summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// Of the request, with <c>{id}</c> and <c>{key}</c> of the account, <c>{basic}</c> for both as RFC 7617 writes them, <c>{token}</c> for what <see cref="Token"/> gives, and
    /// <c>{unique}</c> for what no other request has.
    /// </summary>
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>A JSON document with <c>{number}</c> that is posted; empty for a GET.</summary>
    public string Body { get; set; } = "";

    /// <summary>Where the account gets a token; null when it needs none.</summary>
    public TokenTerms? Token { get; set; }

    /// <summary>How long a parcel that moves waits for the next question.</summary>
    public int EveryMinutes { get; set; } = 60;

    /// <summary>How many questions the carrier allows one account.</summary>
    public int PerMinute { get; set; } = 30;

    /// <summary>Whether the account has to have a name.</summary>
    public bool WantsId => Token is not null || Headers.Values.Any(value => value.Contains("{id}", StringComparison.Ordinal) || value.Contains("{basic}", StringComparison.Ordinal));
}

/// <summary>How a carrier gives tokens by OAuth2 client credentials.</summary>
internal sealed class TokenTerms
{
    /// <summary>Behind the carrier's address.</summary>
    public string Path { get; set; } = "";

    /// <summary>How the account proves itself: <c>basic</c> or <c>post</c>.</summary>
    public string Authentication { get; set; } = "basic";
}
