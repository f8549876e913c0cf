using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Operations;

/// <summary>What the numbers of services are called, and how long their bars are.</summary>
public static class OperationsWords
{
    private const int ChartHeight = 36;
    private const int BarWidth = 5;

    // A handful of calls does not fill the chart.
    private const long LowestTop = 10;

    /// <summary>A concern as a sentence.</summary>
    public static string Of(Wording words, Concern concern) => words.Say(
        $"ops.concern.{concern.Key}", [.. concern.Values.Select(value => (value.Name, value.Value is TimeSpan time ? RelativeTime.Length(words, time) : value.Value))]);

    /// <summary>How far behind, in hundredths of a full bar. Each tenfold is a fourth of it: a few are seen, and very many are not off the scale.</summary>
    public static int BarOf(long? lag) => lag is null or <= 0 ? 0 : (int)Math.Min(100, 8 + (25 * Math.Log10(lag.Value)));

    /// <summary>The bars of a chart, the newest at its right end.</summary>
    public static IEnumerable<CallBar> Bars(IReadOnlyList<CallSample?> samples)
    {
        var most = samples.Select(sample => sample?.Count ?? 0).Append(LowestTop).Max();
        return samples.Select((sample, place) => sample is null
            ? new CallBar(X(place), 0, 0, IsGap: true)
            : new CallBar(X(place), Share(sample.Count), Share(sample.Failed), IsGap: false));

        int X(int place) => (CallHistory.Most - samples.Count + place) * BarWidth;

        // What happened at all is seen.
        double Share(long count) => count == 0 ? 0 : Math.Max(1.5, (double)count * ChartHeight / most);
    }

    /// <summary>What came of a replay or skip, in words.</summary>
    public static string Of(Wording words, ParkedResult result)
    {
        var error = result.Remaining is [{ Error: var whole }, ..] && whole.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : words["ops.unknown"];
        return result switch
        {
            { Refusal: { } refusal } => words.Say("ops.result.refused", ("words", refusal.Status.Detail is { Length: > 0 } detail ? detail : refusal.StatusCode)),
            { IsSkipped: true, Remaining.Count: 0 } => words.Say("ops.result.skipped", ("count", result.Applied == 0 ? null : result.Applied)),
            { IsSkipped: true } => words.Say("ops.result.skipped.partly", ("count", result.Applied), ("left", result.Remaining.Count), ("error", error)),
            { Remaining.Count: 0 } => words.Say("ops.result.applied", ("count", result.Applied)),
            { Applied: 0 } => words.Say("ops.result.failed", ("error", error)),
            _ => words.Say("ops.result.partly", ("count", result.Applied), ("left", result.Remaining.Count), ("error", error)),
        };
    }

    /// <summary>How it went: all done, part of it, or not.</summary>
    public static StateKind KindOf(ParkedResult result) => result switch
    {
        { Refusal: not null } => StateKind.Bad,
        { Remaining.Count: 0 } => StateKind.Good,
        { Applied: 0, IsSkipped: false } => StateKind.Bad,
        _ => StateKind.Warning,
    };

    /// <summary>The last part of an event's name: OrderPlaced.</summary>
    public static string ShortName(string eventName) => eventName[(eventName.LastIndexOf('.') + 1)..];
}

/// <summary>A bar of a chart.</summary>
/// <param name="X">Its left side.</param>
/// <param name="Height">All calls.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="IsGap">Nobody answered.</param>
public sealed record CallBar(int X, double Height, double Failed, bool IsGap);
