using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.SupportContext.Domain;

/// <summary>By what a person can be known.</summary>
public enum IdentityKind
{
    None = 0,
    Customer = 1,
    Guest = 2,
    Email = 3,
    Phone = 4,
    Device = 5,
    LoyaltyCard = 6,
    External = 7,
}

/// <summary>How sure a link is.</summary>
public enum Assurance
{
    None = 0,
    Asserted = 1,
    Verified = 2,
}

/// <summary>One name of a person, in the one form that equal names share.</summary>
public sealed record PersonName(IdentityKind Kind, string Value, string Issuer)
{
    private const int LongestName = 128;

    /// <summary>Kept as a keyed hash only.</summary>
    public bool IsPersonal => IsPersonalKind(Kind);

    /// <summary>What may be shown: the name, masked where it is personal.</summary>
    public string Shown => Kind switch
    {
        IdentityKind.Email => $"{Value[0]}***{Value[Value.IndexOf('@', StringComparison.Ordinal)..]}",
        IdentityKind.Phone => $"***{Value[^3..]}",
        _ => Value,
    };

    /// <summary>Brings a name into its one form; null when it is none of its kind.</summary>
    public static PersonName? Of(IdentityKind kind, string value, string issuer)
    {
        var text = kind switch
        {
            IdentityKind.Email => Canonical.Email(value),
            IdentityKind.Phone => Canonical.Phone(value),
            IdentityKind.LoyaltyCard => Canonical.CardNumber(value),
            _ => value.Trim(),
        };
        return text is { Length: > 0 } && (IsPersonalKind(kind) || text.Length <= LongestName) && (kind == IdentityKind.External) == (issuer.Length > 0)
            ? new PersonName(kind, text, issuer)
            : null;
    }

    private static bool IsPersonalKind(IdentityKind kind) => kind is IdentityKind.Email or IdentityKind.Phone;
}

/// <summary>A link that holds.</summary>
public sealed record ActiveLink(string LinkId, string CustomerId, Assurance Assurance, DateTimeOffset LinkedAt);

/// <summary>What is to be done to link a name.</summary>
/// <param name="Existing">The customer's own link, when there is one.</param>
/// <param name="Raise">It gets the greater assurance.</param>
/// <param name="End">Others' links that end, because the name turned out to be this customer's.</param>
public sealed record LinkPlan(ActiveLink? Existing, bool Raise, IReadOnlyList<ActiveLink> End);

/// <summary>Whose a name is.</summary>
public static class IdentityRules
{
    /// <summary>Links a name by command: what is verified for another stands; what is only asserted gives way to proof.</summary>
    /// <param name="links">All links of the name that hold.</param>
    public static Decision<LinkPlan> Link(IReadOnlyList<ActiveLink> links, string customerId, Assurance assurance)
    {
        var own = links.FirstOrDefault(link => link.CustomerId == customerId);
        if (own is null && links.FirstOrDefault(link => link.Assurance == Assurance.Verified) is { } verified)
        {
            return new IdentityLinkedElsewhere(verified.LinkId);
        }

        return new LinkPlan(
            own,
            own is not null && assurance > own.Assurance,
            assurance == Assurance.Verified ? [.. links.Where(link => link.CustomerId != customerId && link.Assurance < Assurance.Verified)] : []);
    }

    /// <summary>
    /// Whether somebody may be merged into a customer. Merges are a forest: each person is merged into one other at most, and nobody into somebody who is merged away.
    /// So whoever follows comes to one end, however many merges there are.
    /// </summary>
    /// <param name="assurance">How sure it is that they are one.</param>
    /// <param name="intoIsAway">Whom the customer is merged into; null for nobody.</param>
    public static Refusal? RefuseMerge(Assurance assurance, string? intoIsAway) =>
        assurance is not Assurance.Verified ? new MergeNotVerified()
        : intoIsAway is not null ? new PersonMergedAway(intoIsAway)
        : null;

    /// <summary>The link that answers whose a name is: the surest, of equally sure ones the earliest.</summary>
    public static ActiveLink? Resolve(IEnumerable<ActiveLink> links) => links
        .OrderByDescending(link => link.Assurance).ThenBy(link => link.LinkedAt).ThenBy(link => link.LinkId, StringComparer.Ordinal)
        .FirstOrDefault();
}
