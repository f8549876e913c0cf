namespace Omnichannel.Platform.Security;

/// <summary>So many tries a minute under one key.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Key">Whose, or at what.</param>
/// <param name="PerMinute">So many.</param>
/// <param name="Code">The code that it is for; null: the caller's own.</param>
internal readonly record struct GuessBudget(string Kind, string Key, int PerMinute, string? Code = null);

/// <summary>Whether a try was counted.</summary>
/// <param name="Blocked">The first budget that has none left; -1: it counts under all of them.</param>
/// <param name="Wait">Until that budget has one again.</param>
internal readonly record struct GuessTaken(int Blocked, TimeSpan Wait)
{
    public static readonly GuessTaken All = new(-1, TimeSpan.Zero);
}

/// <summary>Counts the tries of the last minute.</summary>
internal interface IGuessCounts
{
    /// <summary>Counts a try under all of these, or under none when one of them has no more.</summary>
    ValueTask<GuessTaken> Take(IReadOnlyList<GuessBudget> budgets, string ticket);

    /// <summary>It does not count after all.</summary>
    ValueTask GiveBack(IReadOnlyList<GuessBudget> budgets, string ticket);
}
