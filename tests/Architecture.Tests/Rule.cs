namespace Omnichannel.Architecture.Tests;

/// <summary>Where a rule is broken, and how.</summary>
/// <param name="Where">A file, with the line where one helps; or a type.</param>
/// <param name="What">What is wrong there.</param>
public sealed record Violation(string Where, string What)
{
    public override string ToString() => $"{Where}: {What}";

    /// <summary>Fails with all of them, one a line.</summary>
    public static void AssertNone(IEnumerable<Violation> violations)
    {
        var all = violations.Distinct().Select(violation => violation.ToString()).ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}

/// <summary>One rule about the repository's files, with the proof that it can fail.</summary>
/// <param name="Name">What the rule asks for.</param>
/// <param name="Check">Finds what breaks it.</param>
public sealed record FileRule(string Name, Func<IReadOnlyList<SourceFile>, IEnumerable<Violation>> Check)
{
    /// <summary>Made-up files that break the rule exactly once.</summary>
    public required SourceFile[] Planted { get; init; }

    /// <summary>Made-up files that come close without breaking it.</summary>
    public required SourceFile[] Harmless { get; init; }
}

/// <summary>One rule about what the compiled code uses, with the proof that it can fail.</summary>
/// <param name="Name">What the rule asks for.</param>
/// <param name="Check">Finds what breaks it.</param>
public sealed record CodeRule(string Name, Func<IReadOnlyList<CodeUse>, IEnumerable<Violation>> Check)
{
    /// <summary>A made-up use that breaks the rule.</summary>
    public required CodeUse Planted { get; init; }

    /// <summary>Made-up uses that come close without breaking it.</summary>
    public required CodeUse[] Harmless { get; init; }
}
