using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Transport;

/// <summary>A page token that no list gave out, or another list, or this one for another request.</summary>
public sealed record PageTokenInvalid(string TokenField = "page_token") : Refusal(
    RefusalKind.Invalid, "PAGE_TOKEN_INVALID", "The page token must come from the previous page of an otherwise equal request.")
{
    /// <inheritdoc/>
    public override string Field => TokenField;
}
