using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <content>What can be used, and what is stopped.</content>
public sealed partial class Coupons
{
    private const int MostOwn = 50;

    /// <summary>Which coupons a basket could use now, of these codes and of its owner's own, without holding any.</summary>
    /// <param name="sql">To read by.</param>
    /// <param name="basket">What is to be sold.</param>
    /// <param name="codes">Those that somebody entered.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="RefusedException">COUPON_UNKNOWN, of a code that is unknown, or as good as that, to who asks.</exception>
    public static async Task<Qualification> Qualify(SqlSession sql, Basket basket, IReadOnlyList<string> codes, DateTimeOffset now)
    {
        var entered = codes.Count == 0 ? [] : await sql.Query<CouponRow>($"{CouponRow.Select} where code_key {sql.Dialect.In("@keys")}", new { keys = Keys(codes) }).ConfigureAwait(false);
        List<Coupon> coupons = [.. entered.Select(row => row.ToCoupon())];
        ThrowIfUnknown(codes, coupons);
        basket = await WithPerson(sql, basket).ConfigureAwait(false);
        if (!basket.OwnerIsGuest && basket.Asker is not Asker.Joined)
        {
            var own = await Own(sql, [basket.OwnerId, .. basket.AlsoOwners]).ConfigureAwait(false);
            coupons.AddRange(own.Where(coupon => !(coupon.Terms.ValidUntil <= now) && coupons.TrueForAll(known => known.Code != coupon.Code)));
        }

        var campaigns = await CampaignRow.List(sql, coupons.Select(coupon => coupon.Terms.CampaignId)).ConfigureAwait(false);
        var qualification = CouponRules.Qualify(basket, await Wanted(sql, basket, coupons, campaigns).ConfigureAwait(false), now);
        return qualification.Chances.FirstOrDefault(chance => basket.Asker is not Asker.Staff && chance.Refusal is { IsUnknown: true }) is { } unknown
            ? throw new RefusedException(unknown.Refusal!)
            : qualification;
    }

    /// <summary>A member's own coupons that can be used now, on whatever they are for: of those that were issued last.</summary>
    public static async Task<IReadOnlyList<Coupon>> UsableOwn(SqlSession sql, string memberId, DateTimeOffset now)
    {
        var own = await Own(sql, await PersonMerges.Group(sql, memberId).ConfigureAwait(false)).ConfigureAwait(false);
        var campaigns = await CampaignRow.List(sql, own.Select(coupon => coupon.Terms.CampaignId)).ConfigureAwait(false);
        return [.. (await Uses(sql, memberId, false, own, campaigns).ConfigureAwait(false)).Where(use => CouponRules.CanBeUsed(use, now)).Select(use => use.Coupon)];
    }

    /// <summary>A page of a member's own coupons, the latest first, whatever became of them.</summary>
    public static async Task<IReadOnlyList<Coupon>> Page(SqlSession sql, OwnCouponQuery query) =>
        await Own(sql, await PersonMerges.Group(sql, query.MemberId).ConfigureAwait(false), query.After, query.Size).ConfigureAwait(false);

    private static async Task<IReadOnlyList<Coupon>> Own(SqlSession sql, IReadOnlyList<string> person, (long IssuedAt, string Code)? after = null, int size = MostOwn)
    {
        var isBehind = after is null ? "" : " and (issued_at < @issuedAt or (issued_at = @issuedAt and code > @code))";
        var rows = await sql.Query<CouponRow>(
            $"{CouponRow.Select} where member_id {sql.Dialect.In("@person")}{isBehind} order by issued_at desc, code limit {size}",
            new { person = person.ToArray(), issuedAt = after?.IssuedAt ?? 0, code = after?.Code ?? "" }).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToCoupon())];
    }

    /// <summary>Stops a coupon, for a while or for good, or lets it be used again.</summary>
    public static async Task<Coupon> Set(UnitOfWork unit, string code, CouponState state, string reason)
    {
        if (await Lock(unit, [code]).ConfigureAwait(false) is not [var coupon])
        {
            throw new RefusedException(CouponRefused.NotFound(code));
        }

        return Set(unit, coupon, state, reason);
    }

    /// <summary>The same, of a coupon that is locked.</summary>
    internal static Coupon Set(UnitOfWork unit, Coupon coupon, CouponState state, string reason)
    {
        var changed = coupon.Set(state, reason).Value;
        if (changed != coupon)
        {
            CouponStanding.Save(unit.Sql, changed);
            unit.Publish(changed.Code, changed.Version, EventHeader.News(unit.Now).On(new V1.CouponStateChanged
            {
                MemberId = changed.Terms.MemberId ?? "",
                Code = changed.Code,
                State = (V1.CouponState)changed.State,
                CampaignId = changed.Terms.CampaignId,
            }));
        }

        return changed;
    }
}
