using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>Terms that a line must meet: within one kind any, over the kinds all; an empty kind is met by every line.</summary>
/// <param name="Categories">Paths; these and everything below them.</param>
/// <param name="PlacedFrom">Of purchases placed from here on.</param>
/// <param name="PlacedBefore">Of purchases placed before.</param>
public sealed record PolicyScope(
    IReadOnlyList<string> Markets,
    IReadOnlyList<SalesChannel> Channels,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Skus,
    IReadOnlyList<string> Tiers,
    IReadOnlyList<TenderKind> Tenders,
    DateTimeOffset? PlacedFrom,
    DateTimeOffset? PlacedBefore)
{
    /// <summary>Every line.</summary>
    public static readonly PolicyScope Everything = new([], [], [], [], [], [], null, null);

    /// <summary>Why it comes back. A rule for reasons waits until the reason is told.</summary>
    public IReadOnlyList<ReturnReason> Reasons { get; init; } = [];

    /// <summary>In what condition it comes back, as who returns it says.</summary>
    public IReadOnlyList<ItemCondition> Conditions { get; init; } = [];

    /// <summary>Of which the shopper had at least one when buying.</summary>
    public IReadOnlyList<ShopperSignal> Signals { get; init; } = [];

    /// <summary>What one unit cost is in it; null for any price.</summary>
    public PriceRange? Price { get; init; }

    /// <summary>Whether it holds for every line.</summary>
    public bool IsEmpty => Kinds == 0;

    /// <summary>Whether the rule names the line's sku or category, rather than just being in its way.</summary>
    public bool NamesMerchandise => Skus.Count > 0 || Categories.Count > 0;

    /// <summary>How many kinds of terms it has.</summary>
    public int Kinds =>
        Count(Markets) + Count(Channels) + Count(Categories) + Count(Skus) + Count(Tiers) + Count(Tenders) + (PlacedFrom is null && PlacedBefore is null ? 0 : 1)
        + Count(Reasons) + Count(Conditions) + Count(Signals) + (Price is null ? 0 : 1);

    /// <summary>How deep this scope reaches for a line; null when the line does not meet it.</summary>
    public ScopeDepth? DepthFor(RuleSubject subject)
    {
        if (!Admits(Markets, subject.Market) || !Admits(Channels, subject.Channel) || !Admits(Skus, subject.Sku) || !Admits(Tiers, subject.Tier)
            || !Admits(Reasons, subject.Reason) || !Admits(Conditions, subject.Condition)
            || (Tenders.Count > 0 && !Tenders.Any(subject.Tenders.Contains)) || (Signals.Count > 0 && !Signals.Any(subject.Signals.Contains))
            || Price?.Has(subject.UnitPrice) is false
            || subject.PlacedAt < PlacedFrom || subject.PlacedAt >= PlacedBefore)
        {
            return null;
        }

        var deepest = 0;
        foreach (var category in Categories)
        {
            if (CategoryPath.Contains(category, subject.Category))
            {
                deepest = Math.Max(deepest, CategoryPath.Depth(category));
            }
        }

        return Categories.Count > 0 && deepest == 0 ? null : new ScopeDepth(Skus.Count > 0 ? 1 : 0, deepest, Kinds);
    }

    /// <summary>Whether some line could meet both scopes at the same depth: then neither rule would decide.</summary>
    public bool TiesWith(PolicyScope other) =>
        Count(Skus) == Count(other.Skus) && Kinds == other.Kinds
        && SharesCategoryDepth(other)
        && Overlap(Skus, other.Skus) && Overlap(Markets, other.Markets) && Overlap(Channels, other.Channels) && Overlap(Tiers, other.Tiers)
        && Overlap(Reasons, other.Reasons) && Overlap(Conditions, other.Conditions) && (Price is null || other.Price is null || Price.Overlaps(other.Price))
        && (PlacedFrom ?? DateTimeOffset.MinValue) < (other.PlacedBefore ?? DateTimeOffset.MaxValue)
        && (other.PlacedFrom ?? DateTimeOffset.MinValue) < (PlacedBefore ?? DateTimeOffset.MaxValue);

    // Categories of one depth both hold for a line only when they are the same one. Tenders and signals never keep scopes apart: an order can have several.
    private bool SharesCategoryDepth(PolicyScope other) =>
        Categories.Count == 0 || other.Categories.Count == 0
            ? Categories.Count == other.Categories.Count
            : Categories.Select(CategoryPath.Normal).Intersect(other.Categories.Select(CategoryPath.Normal), StringComparer.Ordinal).Any();

    private static int Count<T>(IReadOnlyList<T> terms) => terms.Count == 0 ? 0 : 1;

    private static bool Admits<T>(IReadOnlyList<T> terms, T value) => terms.Count == 0 || terms.Contains(value);

    private static bool Overlap<T>(IReadOnlyList<T> left, IReadOnlyList<T> right) => left.Count == 0 || right.Count == 0 || left.Intersect(right).Any();
}

/// <summary>A line and its purchase, as far as scopes ask for it.</summary>
/// <param name="Tier">The customer's tier at purchase; empty when not known.</param>
/// <param name="Tenders">With which at least part was paid.</param>
public sealed record RuleSubject(
    string Market, SalesChannel Channel, string Category, string Sku, string Tier, IReadOnlyCollection<TenderKind> Tenders, DateTimeOffset PlacedAt)
{
    /// <summary>Why it comes back; none while nobody said.</summary>
    public ReturnReason Reason { get; init; }

    /// <summary>In what condition; none while nobody said.</summary>
    public ItemCondition Condition { get; init; }

    /// <summary>What was known of the shopper at purchase.</summary>
    public IReadOnlyCollection<ShopperSignal> Signals { get; init; } = [];

    /// <summary>What was paid for one unit, or for all of what is sold by measure; null where no price is known.</summary>
    public Money? UnitPrice { get; init; }
}

/// <summary>Prices in one currency.</summary>
/// <param name="FromMinor">The lowest.</param>
/// <param name="BelowMinor">Above the highest; null when there is no highest.</param>
public sealed record PriceRange(string CurrencyCode, long FromMinor, long? BelowMinor)
{
    /// <summary>Whether a price is one of them. There is no rate to convert another currency by.</summary>
    public bool Has(Money? price) => price is { } known && known.CurrencyCode == CurrencyCode && known.AmountMinor >= FromMinor && !(known.AmountMinor >= BelowMinor);

    /// <summary>Whether some price is in both.</summary>
    public bool Overlaps(PriceRange other) =>
        CurrencyCode == other.CurrencyCode && FromMinor < (other.BelowMinor ?? long.MaxValue) && other.FromMinor < (BelowMinor ?? long.MaxValue);
}

/// <summary>A sku before a category, a deeper category before its parents, then more kinds of terms.</summary>
public readonly record struct ScopeDepth(int Sku, int Category, int Kinds)
{
    /// <summary>Shallower than any.</summary>
    public static readonly ScopeDepth Nothing = new(-1, -1, -1);

    /// <summary>Whether this one decides.</summary>
    public bool IsDeeperThan(ScopeDepth other) => (Sku, Category, Kinds).CompareTo((other.Sku, other.Category, other.Kinds)) > 0;
}
