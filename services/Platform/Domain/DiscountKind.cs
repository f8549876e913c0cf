namespace Omnichannel.Platform.Domain;

/// <summary>What lowered a line's price.</summary>
public enum DiscountKind
{
    /// <summary>Not told.</summary>
    None,

    /// <summary>A promotion of the catalogue.</summary>
    Promotion,

    /// <summary>A coupon.</summary>
    Coupon,

    /// <summary>Points.</summary>
    Points,
}
