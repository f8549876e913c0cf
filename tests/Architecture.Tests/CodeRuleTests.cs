namespace Omnichannel.Architecture.Tests;

public sealed class CodeRuleTests
{
    private static readonly Lazy<IReadOnlyList<CodeUse>> _product =
        new(() => [.. CodeRules.ProjectFolders.SelectMany(CompiledCode.OfProject)]);

    public static TheoryData<string> Names => [.. CodeRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Product_KeepsTheRule(string name) => Violation.AssertNone(Find(name).Check(_product.Value));

    [Theory]
    [MemberData(nameof(Names))]
    public void PlantedUse_BreaksTheRule(string name)
    {
        var rule = Find(name);
        Assert.Single(rule.Check([rule.Planted]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HarmlessUses_KeepTheRule(string name)
    {
        var rule = Find(name);
        Assert.Empty(rule.Check(rule.Harmless));
    }

    [Fact]
    public void Projects_AreAllRead() =>
        Assert.All(CodeRules.ProjectFolders, folder => Assert.NotEmpty(CompiledCode.OfProject(folder)));

    [Theory]
    [InlineData("System.DateTimeOffset", "get_UtcNow")]
    [InlineData("System.Guid", "NewGuid")]
    [InlineData("System.Random", "get_Shared")]
    [InlineData("System.Text.StringBuilder", null)]
    [InlineData("System.ObsoleteAttribute", ".ctor")]
    [InlineData("System.FormatException", null)]
    [InlineData("System.Version", null)]
    public void CompiledCode_FindsUsesInEveryPlace(string type, string? member)
    {
        var uses = CompiledCode.OfAssembly(typeof(CodeRuleTests).Assembly.Location);
        Assert.Contains(uses, use => use.By == typeof(Specimen).FullName && use.Type == type && (member is null || use.Member == member));
    }

    private static CodeRule Find(string name) => CodeRules.All.Single(rule => rule.Name == name);
}

/// <summary>Uses something in each place where compiled code can: body, lambda, async body, field, attribute, catch, type argument.</summary>
public sealed class Specimen
{
    private readonly System.Text.StringBuilder _field = new();

    public Func<Guid> InLambda { get; } = () => Guid.NewGuid();

    [Obsolete("Not used: only its attribute is looked for.")]
    public string InBody() => $"{_field}{DateTimeOffset.UtcNow}";

    public static async Task<int> InAsyncBody()
    {
        await Task.Yield();
        try
        {
            return Random.Shared.Next() + AsTypeArgument<List<Version[]>>();
        }
        catch (FormatException)
        {
            return 0;
        }
    }

    private static int AsTypeArgument<T>() => typeof(T).Name.Length;
}
