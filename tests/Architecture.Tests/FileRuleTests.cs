namespace Omnichannel.Architecture.Tests;

public sealed class FileRuleTests
{
    public static TheoryData<string> Names => [.. FileRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Repository_KeepsTheRule(string name) => Violation.AssertNone(Find(name).Check(SourceFile.Repository));

    [Theory]
    [MemberData(nameof(Names))]
    public void PlantedFile_BreaksTheRule(string name)
    {
        var rule = Find(name);
        Assert.Single(rule.Check(rule.Planted));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HarmlessFiles_KeepTheRule(string name)
    {
        var rule = Find(name);
        Assert.Empty(rule.Check(rule.Harmless));
    }

    [Fact]
    public void Repository_IsRead()
    {
        Assert.Contains(SourceFile.Repository, file => file.Path == "Omnichannel.sln");
        Assert.Contains(SourceFile.Repository, file => file.Path == "tests/Architecture.Tests/FileRuleTests.cs");
        Assert.DoesNotContain(SourceFile.Repository, file => file.Parts.Contains("node_modules") || file.Parts.Contains("obj"));
    }

    [Theory]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a /* b\n c */ d", "a     \n      d")]
    [InlineData("x = \"a\\\"b\" + c", "x =        + c")]
    [InlineData("x = @\"a\"\"b\\\" + c", "x = @        + c")]
    [InlineData("x = \"\"\"a \"b\" c\"\"\" + d", "x =               + d")]
    [InlineData("x = '\"' + \"b\"", "x =     +    ")]
    public void Code_IsTheTextWithoutCommentsAndStrings(string text, string code) => Assert.Equal(code, CSharpText.WithoutCommentsAndStrings(text));

    private static FileRule Find(string name) => FileRules.All.Single(rule => rule.Name == name);
}
