using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Which coupons of a member's own.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="After">Continue behind this one: when it was issued, in microseconds, and its code; null for the first page.</param>
/// <param name="Size">How many.</param>
public sealed record OwnCouponQuery(string MemberId, (long IssuedAt, string Code)? After, int Size);

/// <summary>Reads of coupons and campaigns.</summary>
public sealed class CouponReads(IDatabase database, TimeProvider clock)
{
    /// <inheritdoc cref="Coupons.Qualify"/>
    public Task<Qualification> Qualify(Basket basket, IReadOnlyList<string> codes, CancellationToken cancellation) =>
        database.Read(sql => Coupons.Qualify(sql, basket, codes, clock.GetUtcNow()), cancellation);

    /// <inheritdoc cref="Coupons.Page"/>
    public Task<IReadOnlyList<Coupon>> Page(OwnCouponQuery query, CancellationToken cancellation) => database.Read(sql => Coupons.Page(sql, query), cancellation);

    /// <summary>A campaign; null when nothing was decided about it.</summary>
    public Task<Campaign?> Campaign(string campaignId, CancellationToken cancellation) => database.Read(sql => Campaigns.Find(sql, campaignId), cancellation);
}
