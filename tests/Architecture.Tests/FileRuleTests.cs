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

    [Theory]
    [InlineData("services/Loyalty/Store/Holds.cs", "public sealed record HoldCommand(string MemberId, string CurrencyCode, int Channel);")]
    [InlineData("services/Loyalty/Store/Holds.cs", "Task Release(UnitOfWork unit, string holdId, int channel)")]
    [InlineData("services/Loyalty/Domain/Ledger.cs", "public sealed record Actor(string SubjectId, int Role, string? StoreId);")]
    [InlineData("services/Loyalty/Domain/LoyaltyProgram.cs", "public IReadOnlyList<int> Channels { get; init; } = [];")]
    [InlineData("services/Messaging/Store/MessageRow.cs", "public long LegalClassNumber { get; init; }")]
    [InlineData("services/Messaging/Store/MessageRow.cs", "public LegalClass LegalClass => (LegalClass)LegalClassNumber;")]
    [InlineData("services/Messaging/Store/UnsubscribeLinks.cs", "public Headers Of(string contactId, long purpose)")]
    [InlineData("services/Messaging/Store/MessageStore.cs", "Medium = (V1.Medium)row.Medium,")]
    [InlineData("services/Messaging/Store/ContactStore.cs", "new { medium = (long)medium }")]
    [InlineData("services/Messaging/Store/SentCounts.cs", "new { marketing = (long)LegalClass.Marketing }")]
    [InlineData("services/Messaging/Domain/Journey.cs", "public int Purpose { get; set; } = 2;")]
    [InlineData("services/OrderTracking/Domain/Sale.cs", "public sealed record Tender(int Kind, string Reference, long AmountMinor)")]
    [InlineData("services/Returns/Transport/Answers.cs", "caller.Subject, (int)caller.Role, caller.StoreId")]
    [InlineData("services/CartSync/Transport/CallMapping.cs", "Channel = (SalesChannel)context.Caller().Channel,")]
    [InlineData("services/CartSync/Transport/CallMapping.cs", "var channel = (int)context.Caller().Channel;")]
    [InlineData("services/Messaging/Store/Migrations/0001_messaging.sql", "    legal_class bigint not null,")]
    [InlineData("services/Loyalty/Store/Migrations/0001_loyalty.sql", "    enrolled_channel bigint not null,")]
    [InlineData("services/Messaging/Journeys/journeys.yaml", "  purpose: 1")]
    public void NumberForAWord_IsFound_InEachPlaceWhereOneStood(string path, string text) =>
        Assert.Single(Find("Channel, role, tender, medium, legal class and purpose are words: no numbers, and no casts").Check([new SourceFile(path, text)]));

    [Theory]
    [InlineData("")]
    [InlineData("// Answers one cart")]
    [InlineData("// Errors:\n// - NOT_FOUND CART_NOT_FOUND")]
    [InlineData("// Answers one cart.\n// - As a list.")]
    [InlineData("// Answers one cart.\n//\n// Errors: NOT_FOUND CART_NOT_FOUND.")]
    [InlineData("// Answers one cart.\n//\n// It is checked again.\n// Errors:\n// - NOT_FOUND CART_NOT_FOUND")]
    [InlineData("// Answers one cart.\n//\n// Errors, after which nothing is stored:\n// - NOT_FOUND CART_NOT_FOUND")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - NOT_FOUND CART_NOT_FOUND\n//\n// It is checked again.")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - NOT_FOUND CART_NOT_FOUND.")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - NOT_FOUND CART_NOT_FOUND; ABORTED CHANGED")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - NOT_FOUND CART_NOT_FOUND (gone)")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - NOT_FOUND CART_NOT_FOUND: gone")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - NOT_FOUND")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - CART_NOT_FOUND: gone.")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - GONE CART_NOT_FOUND")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - those of GetCarts")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - those of CheckoutService.GetCart")]
    [InlineData("// Answers one cart.\n//\n// Errors:\n// - those of GetCart and others")]
    [InlineData("// Answers one cart.\n//\n// Reasons per line: SKU_UNKNOWN, STALE.")]
    [InlineData("// Answers one cart.\n//\n// Reasons of a refused line:\n// - SKU_UNKNOWN (none)")]
    public void RpcsComment_IsFound_WhereItHasAnotherForm(string comment) => Assert.Single(
        Find("The comment of an rpc is one sentence, then promises, then its errors as a list").Check(
            [new SourceFile("protos/omnichannel/cart/v1/cart_service.proto", $"service CartService {{\n{comment}\n  rpc GetCart(A) returns (B);\n}}\n")]));

    private static FileRule Find(string name) => FileRules.All.Single(rule => rule.Name == name);
}
