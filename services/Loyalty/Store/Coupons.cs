using System.Security.Cryptography;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Store;

/// <summary>Coupons: each code its own row, locked in the order of the codes.</summary>
public sealed partial class Coupons
{
    /// <summary>Issues coupons with the same terms: given codes, or so many made here.</summary>
    public static async Task<IReadOnlyList<Coupon>> Issue(UnitOfWork unit, CouponTerms terms, IReadOnlyList<string> codes, int count)
    {
        if (terms.MemberId is { } memberId
            && (await PersonAccounts.Of(unit.Sql, memberId).ConfigureAwait(false)).Count == 0)
        {
            throw new RefusedException(new MemberNotFound());
        }

        if (codes.Count > 0)
        {
            var isGiven = unit.Sql.Dialect.In("@codes");
            if (await unit.Sql.QueryFirst<string>($"select code from coupons where code_key {isGiven} order by code limit 1", new { codes = Keys(codes) })
                .ConfigureAwait(false) is { } taken)
            {
                throw new RefusedException(new CouponCodeTaken(taken));
            }
        }

        var text = Columns.ToJson(terms);
        var issued = (codes.Count > 0 ? codes : [.. Enumerable.Range(0, count).Select(_ => NewCode(""))])
            .Select(code => new Coupon { Code = code, Terms = terms, IssuedAt = unit.Now, Version = 1 })
            .ToList();
        foreach (var coupon in issued)
        {
            CouponIssue.Insert(unit.Sql, coupon, text);
            unit.Publish(coupon.Code, coupon.Version, EventHeader.News(unit.Now).On(new V1.CouponIssued
            {
                MemberId = terms.MemberId ?? "",
                Code = coupon.Code,
                ValidUntil = terms.ValidUntil is { } end ? Instants.ToTimestamp(end.ToMicros()) : null,
                CampaignId = terms.CampaignId,
            }));
        }

        return issued;
    }

    /// <summary>A coupon by its code, however that is written; null when there is none.</summary>
    public static async Task<Coupon?> Find(SqlSession sql, string code) =>
        (await sql.QueryFirst<CouponRow>($"{CouponRow.Select} where code_key = @key", new { key = KeyOf(code) }).ConfigureAwait(false))?.ToCoupon();

    /// <summary>Decides what the codes take off a basket, and holds them.</summary>
    public async Task<CouponOutcome> Hold(UnitOfWork unit, Basket basket, IReadOnlyList<string> codes)
    {
        if (codes.Count == 0)
        {
            return new CouponOutcome([], basket.Lines.Sum(line => line.AmountMinor));
        }

        var coupons = await Lock(unit, codes).ConfigureAwait(false);
        ThrowIfUnknown(codes, coupons);
        var campaigns = await CampaignRow.Lock(unit.Sql, coupons.Select(coupon => coupon.Terms.CampaignId)).ConfigureAwait(false);
        basket = await WithPerson(unit.Sql, basket).ConfigureAwait(false);
        var outcome = CouponRules.Apply(basket, await Wanted(unit.Sql, basket, coupons, campaigns).ConfigureAwait(false), unit.Now).Value;
        foreach (var held in outcome.Coupons)
        {
            var coupon = coupons.First(each => each.Code == held.Code);
            Save(unit, coupon, coupon.Hold(), Owner(basket.OwnerId, basket.OwnerIsGuest));
        }

        foreach (var campaign in campaigns.Values)
        {
            Campaigns.Use(unit, campaign, basket.CurrencyCode, outcome.Coupons);
        }

        return outcome;
    }

    /// <summary>What became of a hold becomes of its coupons.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="change">What became of the hold.</param>
    /// <param name="held">Its coupons, locked.</param>
    public static void Resolve(UnitOfWork unit, HoldChange change, IReadOnlyList<Coupon> held)
    {
        var hold = change.Hold;
        foreach (var coupon in held)
        {
            var next = coupon.After(change.Coupons);
            Save(unit, coupon, next, Owner(hold.OwnerId, hold.OwnerIsGuest));
            if (change.Coupons is CouponFate.Redeemed)
            {
                unit.Publish(coupon.Code, next.Version, EventHeader.News(unit.Now).On(new V1.CouponRedeemed
                {
                    Code = coupon.Code,
                    CustomerId = hold.OwnerIsGuest ? "" : hold.OwnerId,
                    GuestId = hold.OwnerIsGuest ? hold.OwnerId : "",
                    OrderId = hold.OrderId ?? "",
                    Amount = new Types.V1.Money { CurrencyCode = hold.CurrencyCode, AmountMinor = hold.Coupons.First(each => each.Code == coupon.Code).DiscountMinor },
                    HoldId = hold.HoldId,
                    CampaignId = coupon.Terms.CampaignId,
                }));
            }
        }
    }

    /// <summary>Makes coupons of a hold usable again that were used up: what they were used for was called off.</summary>
    public static async Task GiveBack(UnitOfWork unit, Hold hold, IReadOnlyList<HeldCoupon> freed, Cause cause)
    {
        var coupons = await Lock(unit, [.. freed.Select(held => held.Code)]).ConfigureAwait(false);
        await Campaigns.GiveBack(unit, hold, freed).ConfigureAwait(false);
        foreach (var coupon in coupons)
        {
            var back = coupon.GiveBack();
            Save(unit, coupon, back, Owner(hold.OwnerId, hold.OwnerIsGuest));
            unit.Publish(coupon.Code, back.Version, LedgerEvents.HeaderOf(cause).On(new V1.CouponGivenBack
            {
                Code = coupon.Code,
                CustomerId = hold.OwnerIsGuest ? "" : hold.OwnerId,
                GuestId = hold.OwnerIsGuest ? hold.OwnerId : "",
                OrderId = hold.OrderId ?? "",
                HoldId = hold.HoldId,
                CampaignId = coupon.Terms.CampaignId,
            }));
        }
    }

    /// <summary>The coupons of these codes, locked, in the order of the codes: two checkouts with the same codes never wait for each other in a circle.</summary>
    internal static async Task<IReadOnlyList<Coupon>> Lock(UnitOfWork unit, IReadOnlyList<string> codes)
    {
        var rows = await unit.Sql.Query<CouponRow>(
            $"{CouponRow.Select} where code_key {unit.Sql.Dialect.In("@keys")} order by code{unit.Sql.Dialect.LockRow}", new { keys = Keys(codes) }).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToCoupon())];
    }

    /// <summary>The coupons of a hold, locked, and their campaigns with them.</summary>
    internal static async Task<IReadOnlyList<Coupon>> LockHeld(UnitOfWork unit, Hold hold)
    {
        if (hold.Coupons.Count == 0)
        {
            return [];
        }

        var coupons = await Lock(unit, [.. hold.Coupons.Select(coupon => coupon.Code)]).ConfigureAwait(false);
        await CampaignRow.Lock(unit.Sql, hold.Coupons.Where(coupon => coupon.IsBudgeted).Select(coupon => coupon.CampaignId)).ConfigureAwait(false);
        return coupons;
    }

    // An owner's count goes up and down with the coupon's.
    private static void Save(UnitOfWork unit, Coupon before, Coupon after, string owner)
    {
        CouponStanding.Save(unit.Sql, after);
        if (after.UsedCount != before.UsedCount)
        {
            CountUse(unit.Sql, after.Code, after.Terms.CampaignId, owner, after.UsedCount - before.UsedCount);
        }
    }

    /// <summary>Counts uses of a coupon as somebody's, or less of them.</summary>
    internal static void CountUse(SqlSession sql, string code, string campaignId, string owner, long more) => sql.Defer(
        """
        insert into coupon_uses (code, campaign_id, owner_id, used) values (@code, @campaignId, @owner, @more)
        on conflict (code, owner_id) do update set used = coupon_uses.used + excluded.used
        """,
        new { code, campaignId, owner, more });

    private static void ThrowIfUnknown(IReadOnlyList<string> codes, IReadOnlyList<Coupon> known)
    {
        var keys = known.Select(coupon => KeyOf(coupon.Code)).ToHashSet(StringComparer.Ordinal);
        if (codes.Order(StringComparer.Ordinal).FirstOrDefault(code => !keys.Contains(KeyOf(code))) is { } unknown)
        {
            throw new RefusedException(CouponRefused.Unknown(unknown));
        }
    }

    private static Task<IReadOnlyList<CouponUse>> Wanted(SqlSession sql, Basket basket, IReadOnlyList<Coupon> coupons, IReadOnlyDictionary<string, Campaign> campaigns) =>
        Uses(sql, basket.OwnerId, basket.OwnerIsGuest, coupons, campaigns);

    private static async Task<IReadOnlyList<CouponUse>> Uses(
        SqlSession sql, string ownerId, bool isGuest, IReadOnlyList<Coupon> coupons, IReadOnlyDictionary<string, Campaign> campaigns)
    {
        string[] limited = [.. coupons.Where(coupon => coupon.Terms.MaxRedemptionsPerOwner > 0).Select(coupon => coupon.Code)];
        string[] limiting = [.. campaigns.Where(campaign => campaign.Value.Terms.UsesPerPerson is not null).Select(campaign => campaign.Key)];
        var ofCodes = await UsedByPerson(sql, "code", limited, ownerId, isGuest).ConfigureAwait(false);
        var ofCampaigns = await UsedByPerson(sql, "campaign_id", limiting, ownerId, isGuest).ConfigureAwait(false);
        return
        [
            .. coupons.Select(coupon => new CouponUse(coupon, ofCodes.GetValueOrDefault(coupon.Code))
            {
                Campaign = campaigns.GetValueOrDefault(coupon.Terms.CampaignId) is { } campaign
                    ? campaign with { UsedByPerson = ofCampaigns.GetValueOrDefault(campaign.Terms.CampaignId) }
                    : null,
            }),
        ];
    }

    private static async Task<Basket> WithPerson(SqlSession sql, Basket basket) =>
        basket.OwnerIsGuest ? basket : basket with { AlsoOwners = [.. (await PersonMerges.Group(sql, basket.OwnerId).ConfigureAwait(false)).Where(id => id != basket.OwnerId)] };

    // Whoever used a code as a guest and has logged in since used it. By code, or by campaign.
    private static async Task<IReadOnlyDictionary<string, long>> UsedByPerson(SqlSession sql, string column, string[] keys, string ownerId, bool isGuest)
    {
        if (keys.Length == 0)
        {
            return new Dictionary<string, long>();
        }

        var customer = isGuest ? await GuestOwners.Find(sql, ownerId).ConfigureAwait(false) : ownerId;
        var person = customer is null ? [] : await PersonMerges.Group(sql, customer).ConfigureAwait(false);
        var rows = await sql.Query<UseRow>(
            $"""
            select {column} as Key, cast(sum(used) as bigint) as Used from coupon_uses
            where {column} {sql.Dialect.In("@keys")}
                and (owner_id = @owner or owner_id {sql.Dialect.In("@asCustomers")}
                    or owner_id in (select '{Owner("", true)}' || guest_id from guest_owners where customer_id {sql.Dialect.In("@person")}))
            group by {column}
            """,
            new
            {
                keys,
                owner = Owner(ownerId, isGuest),
                asCustomers = person.Select(id => Owner(id, false)).ToArray(),
                person = person.ToArray(),
            }).ConfigureAwait(false);
        return rows.ToDictionary(use => use.Key, use => use.Used, StringComparer.Ordinal);
    }

    private static string[] Keys(IEnumerable<string> codes) => [.. codes.Select(KeyOf)];

    internal static string KeyOf(string code) => Canonical.CouponCode(code) ?? "";

    // Guests and customers are counted apart, whatever their ids look like.
    internal static string Owner(string ownerId, bool isGuest) => (isGuest ? "guest/" : "customer/") + ownerId;

    /// <summary>A code that nobody guesses: of 75 bits by the system's generator.</summary>
    internal static string NewCode(string prefix) => CouponCodes.Of(prefix, RandomNumberGenerator.GetString(CheckedCode.Alphabet, CheckedCode.DrawnCharacters));

    private sealed record UseRow
    {
        public string Key { get; init; } = "";

        public long Used { get; init; }
    }
}
