using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Orders;

namespace Omnichannel.WebConsole.Tests.Orders;

public sealed class LookupInputTests
{
    [Theory]
    [InlineData("anna@shop.example", "anna@shop.example", "")]
    [InlineData("+39 06 1234567", "", "+39 06 1234567")]
    [InlineData("anna", "", "anna")]
    public void WhatHasAnAtSign_IsAnAddress_ElseANumber(string contact, string email, string phone) =>
        Assert.Equal(new LookupOrderRequest { OrderNumber = "O-1", Email = email, Phone = phone }, new LookupInput("O-1", contact).ToRequest());

    [Theory]
    [InlineData("O-1", "a@b", true)]
    [InlineData("", "a@b", false)]
    [InlineData("O-1", "", false)]
    public void BothAreNeeded(string number, string contact, bool isWhole) => Assert.Equal(isWhole, new LookupInput(number, contact).IsWhole);
}
