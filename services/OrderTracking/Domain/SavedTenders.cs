using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>A means of payment that a customer saved: its provider's reference, and what people know it by. Never a card number.</summary>
public sealed record SavedTender
{
    /// <summary>Names it.</summary>
    public required string TenderId { get; init; }

    /// <summary>How it pays.</summary>
    public required TenderKind Kind { get; init; }

    /// <summary>The provider's; with the kind, there is one of it.</summary>
    public required string Reference { get; init; }

    /// <summary>As its provider names it; may be empty.</summary>
    public string Brand { get; init; } = "";

    /// <summary>Four digits; may be empty.</summary>
    public string LastFour { get; init; } = "";

    /// <summary>1 to 12; 0 when it does not expire.</summary>
    public int ExpiryMonth { get; init; }

    /// <summary>With <see cref="ExpiryMonth"/>.</summary>
    public int ExpiryYear { get; init; }

    /// <summary>Whether its last day is over.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiryMonth > 0 && (now.UtcDateTime.Year, now.UtcDateTime.Month).CompareTo((ExpiryYear, ExpiryMonth)) > 0;
}

/// <summary>All of a customer's, the default first, then as they were saved, the latest first.</summary>
public sealed record SavedTenders(IReadOnlyList<SavedTender> All)
{
    private const int Most = 20;

    /// <summary>Saves one. What is known by kind and reference is replaced and keeps its id and its place.</summary>
    public Decision<SavedTenders> Save(SavedTender tender)
    {
        if (All.FirstOrDefault(known => known.Kind == tender.Kind && known.Reference == tender.Reference) is { } same)
        {
            return new SavedTenders([.. All.Select(known => known == same ? tender with { TenderId = same.TenderId } : known)]);
        }

        return All.Count == Most ? new TooManyTenders() : new SavedTenders(All.Count == 0 ? [tender] : [All[0], tender, .. All.Skip(1)]);
    }

    /// <summary>Makes one the default.</summary>
    public Decision<SavedTenders> Prefer(string tenderId) => Find(tenderId) is { } found ? new SavedTenders([found, .. All.Where(known => known != found)]) : new TenderNotFound();

    /// <summary>Forgets one; of the others the first is the default.</summary>
    public Decision<SavedTenders> Delete(string tenderId) => Find(tenderId) is { } found ? new SavedTenders([.. All.Where(known => known != found)]) : new TenderNotFound();

    /// <summary>One of them; null when there is none.</summary>
    public SavedTender? Find(string tenderId) => All.FirstOrDefault(known => known.TenderId == tenderId);
}
