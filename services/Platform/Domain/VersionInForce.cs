namespace Omnichannel.Platform.Domain;

/// <summary>A version of a published document: a programme, a policy. Versions are never changed and never removed.</summary>
public interface IEffectiveVersion
{
    /// <summary>Counted up with each publishing, from 1.</summary>
    long Version { get; }

    /// <summary>From when it is in force.</summary>
    DateTimeOffset EffectiveFrom { get; }
}

/// <summary>Which version of a document is in force at a time.</summary>
/// <remarks>
/// The latest effective date decides, not the highest version: a correction for the first of December that is published after the version for Christmas does not
/// switch that one off. Of two with one date the later published one counts.
/// </remarks>
public static class VersionInForce
{
    /// <summary>The same order in SQL, for tables with <c>effective_from</c> and <c>version</c>: the first row that is effective by then is in force.</summary>
    public const string SqlOrder = "effective_from desc, version desc";

    // Whoever publishes "from now on" has a clock of their own.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The version in force; null before the first one.</summary>
    public static T? At<T>(IEnumerable<T> versions, DateTimeOffset at)
        where T : class, IEffectiveVersion =>
        versions.Where(version => version.EffectiveFrom <= at).MaxBy(version => (version.EffectiveFrom, version.Version));

    /// <summary>The version in force; before the first one the first one.</summary>
    public static T? AtOrFirst<T>(IReadOnlyCollection<T> versions, DateTimeOffset at)
        where T : class, IEffectiveVersion =>
        At(versions, at) ?? versions.MinBy(version => (version.EffectiveFrom, -version.Version));

    /// <summary>
    /// From when a version that is published now is in force: as asked, or from now on where that was just before. What is past has been counted and told under the versions of
    /// then, so no new one reaches back. Only an import brings the versions of its own past along.
    /// </summary>
    /// <param name="asked">From when it is to be in force.</param>
    /// <param name="now">When it is published.</param>
    /// <param name="isHistory">Part of an import.</param>
    /// <param name="field">The request's field, for the refusal.</param>
    public static Decision<DateTimeOffset> EffectiveFrom(DateTimeOffset asked, DateTimeOffset now, bool isHistory, string field) => isHistory || asked >= now
        ? asked
        : asked >= now - ClockSkew ? now : new EffectiveInPast(field);
}

/// <summary>A version was to be in force from a time that is past.</summary>
public sealed record EffectiveInPast(string At) : Refusal(
    RefusalKind.Invalid, "EFFECTIVE_IN_PAST", "A new version is in force from now on or later; what is past stays under the versions of then.")
{
    /// <inheritdoc/>
    public override string Field => At;
}
