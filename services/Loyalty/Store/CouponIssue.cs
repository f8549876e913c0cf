using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What of a coupon's row is written once, when it is issued. How often it is held and was used follows from the holds.</summary>
internal sealed record CouponIssue
{
    public string Code { get; init; } = "";

    public string CodeKey { get; init; } = "";

    public string Terms { get; init; } = "";

    public long IssuedAt { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    public static CouponIssue Of(string code, string codeKey, string terms, DateTimeOffset now)
    {
        var issue = new CouponIssue { Code = code, CodeKey = codeKey, Terms = terms, IssuedAt = now.ToMicros() };
        return issue with { Seal = issue.TrueSeal() };
    }
}
