using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A coupon as it stands in its table.</summary>
internal sealed record CouponRow
{
    // A code that was made in the background has its mint's terms.
    public const string Select =
        """
        select code as Code, coalesce(terms, (select terms from coupon_mints where coupon_mints.mint_id = coupons.mint_id)) as Terms, mint_number as MintNumber,
            redeemed_count as RedeemedCount, held_count as HeldCount, state as State, state_reason as StateReason, issued_at as IssuedAt, version as Version
        from coupons
        """;

    public string Code { get; init; } = "";

    public string Terms { get; init; } = "";

    public long? MintNumber { get; init; }

    public long RedeemedCount { get; init; }

    public long HeldCount { get; init; }

    public string State { get; init; } = "";

    public string StateReason { get; init; } = "";

    public long IssuedAt { get; init; }

    public long Version { get; init; }

    public Coupon ToCoupon() => new()
    {
        Code = Code,
        Terms = Columns.FromJson<CouponTerms>(Terms),
        RedeemedCount = RedeemedCount,
        HeldCount = HeldCount,
        State = EnumNames.Read<CouponState>(State),
        StateReason = StateReason,
        IssuedAt = Instants.FromMicros(IssuedAt),
        Version = Version,
    };
}
