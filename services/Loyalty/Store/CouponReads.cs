using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Reads of coupons and campaigns.</summary>
public sealed class CouponReads(IDatabase database, TimeProvider clock)
{
    /// <inheritdoc cref="Coupons.Qualify"/>
    public Task<Qualification> Qualify(Basket basket, IReadOnlyList<string> codes, CancellationToken cancellation) =>
        database.Read(sql => Coupons.Qualify(sql, basket, codes, clock.GetUtcNow()), cancellation);

    /// <summary>A campaign; null when nothing was decided about it.</summary>
    public Task<Campaign?> Campaign(string campaignId, CancellationToken cancellation) => database.Read(sql => Campaigns.Find(sql, campaignId), cancellation);
}
