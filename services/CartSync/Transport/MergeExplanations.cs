using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rule that decided a line of a merge, in one sentence of the shopper's language.</summary>
internal static class MergeExplanations
{
    /// <summary>What is said.</summary>
    public static Phrases Texts { get; } = Phrases.Embedded(typeof(MergeExplanations).Assembly);

    public static string Of(MergedLine line, Measure measure, MergeStrategy strategy, string language) => Texts.In(language).Say(
        (line.Outcome, strategy) switch
        {
            (MergeOutcome.Added, _) => "merge.added",
            (MergeOutcome.Lowered, _) or (MergeOutcome.Raised, MergeStrategy.GuestWins) => "merge.replaced",
            (MergeOutcome.Raised, MergeStrategy.Sum) => line.GuestQuantity + line.CustomerQuantity == line.MergedQuantity ? "merge.both" : "merge.most",
            (MergeOutcome.Raised, _) => "merge.greater",
            (MergeOutcome.Dropped, _) => line.CustomerQuantity == 0 ? "merge.left-out" : "merge.taken-out",
            _ => "merge.kept",
        },
        ("guest", new Quantity(line.GuestQuantity, measure)),
        ("customer", new Quantity(line.CustomerQuantity, measure)),
        ("merged", new Quantity(line.MergedQuantity, measure)));
}
