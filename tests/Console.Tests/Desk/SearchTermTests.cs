using Omnichannel.WebConsole.Desk;

namespace Omnichannel.WebConsole.Tests.Desk;

public sealed class SearchTermTests
{
    [Theory]
    [InlineData("anna@example.com", SearchBy.Email)]
    [InlineData(" Anna.Rossi+shop@Example.COM ", SearchBy.Email)]
    [InlineData("+39 06 1234567", SearchBy.Phone)]
    [InlineData("(06) 123-4567", SearchBy.Phone)]
    [InlineData("9041 2436 8829 0582", SearchBy.Card)]
    [InlineData("9041243688290582", SearchBy.Card)]
    [InlineData("+390612345678901", SearchBy.Phone)]
    [InlineData("O-YVRPXTJA52", SearchBy.Order)]
    [InlineData("o-yvrpxtja52", SearchBy.Order)]
    [InlineData("0b7c5a7e3f.1", SearchBy.Order)]
    [InlineData("customer-11742", SearchBy.Customer)]
    [InlineData("12", SearchBy.Customer)]
    public void Read_WhatIsTyped_IsLookedForByWhatItLooksLike(string typed, SearchBy by) => Assert.Equal(by, SearchTerm.Read(typed)!.By);

    [Fact]
    public void Read_WhatTheAgentSays_CountsMoreThanWhatItLooksLike() =>
        Assert.Equal(new SearchTerm(SearchBy.Customer, "9041243688290582"), SearchTerm.Read("9041243688290582 ", SearchBy.Customer));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t")]
    public void Read_Nothing_LooksForNobody(string? typed) => Assert.Null(SearchTerm.Read(typed));
}
