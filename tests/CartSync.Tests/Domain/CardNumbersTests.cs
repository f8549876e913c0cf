using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class CardNumbersTests
{
    // The networks' published test numbers.
    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("5555555555554444")]
    [InlineData("2223003122003222")]
    [InlineData("378282246310005")]
    [InlineData("3056 930902 5904")]
    [InlineData("6011000990139424")]
    [InlineData("4222222222222")]
    [InlineData("card:4111111111111111")]
    [InlineData("till-3-4111 1111 1111 1111")]
    [InlineData("4111111111111111 exp 12/30")]
    public void IsIn_CardNumber_IsRecognised(string text) => Assert.True(CardNumbers.IsIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("c-1")]
    [InlineData("pi_3MtwBwLkdIwHu7ix28a3tqPa")]
    [InlineData("4111111111111112")] // wrong check digit
    [InlineData("411111111111")] // too short
    [InlineData("41111111111111111111")] // too long
    [InlineData("1763769600000")] // a time in milliseconds
    [InlineData("432612345678")] // a till's retrieval reference: 12 digits
    [InlineData("pay4111111111111111")] // part of a longer word
    [InlineData("019aa6a2-9c5e-7d21-8d5a-6f1f3c0b2a11")]
    public void IsIn_Reference_IsLeftAlone(string text) => Assert.False(CardNumbers.IsIn(text));
}
