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

    /// <summary>Whether it holds for every line.</summary>
    public bool IsEmpty => Kinds == 0;

    /// <summary>Whether the rule names the line's sku or category, rather than just being in its way.</summary>
    public bool NamesMerchandise => Skus.Count > 0 || Categories.Count > 0;

    /// <summary>How many kinds of terms it has.</summary>
    public int Kinds =>
        Count(Markets) + Count(Channels) + Count(Categories) + Count(Skus) + Count(Tiers) + Count(Tenders) + (PlacedFrom is null && PlacedBefore is null ? 0 : 1);

    /// <summary>How deep this scope reaches for a line; null when the line does not meet it.</summary>
    public ScopeDepth? DepthFor(RuleSubject subject)
    {
        if (!Admits(Markets, subject.Market) || !Admits(Channels, subject.Channel) || !Admits(Skus, subject.Sku) || !Admits(Tiers, subject.Tier)
            || (Tenders.Count > 0 && !Tenders.Any(subject.Tenders.Contains))
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
        && (PlacedFrom ?? DateTimeOffset.MinValue) < (other.PlacedBefore ?? DateTimeOffset.MaxValue)
        && (other.PlacedFrom ?? DateTimeOffset.MinValue) < (PlacedBefore ?? DateTimeOffset.MaxValue);

    // Categories of one depth both hold for a line only when they are the same one. Tenders never keep scopes apart: an order can be paid with several.
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
    string Market, SalesChannel Channel, string Category, string Sku, string Tier, IReadOnlyCollection<TenderKind> Tenders, DateTimeOffset PlacedAt);

/// <summary>A sku before a category, a deeper category before its parents, then more kinds of terms.</summary>
public readonly record struct ScopeDepth(int Sku, int Category, int Kinds)
{
    /// <summary>Shallower than any.</summary>
    public static readonly ScopeDepth Nothing = new(-1, -1, -1);

    /// <summary>Whether this one decides.</summary>
    public bool IsDeeperThan(ScopeDepth other) => (Sku, Category, Kinds).CompareTo((other.Sku, other.Category, other.Kinds)) > 0;
}
