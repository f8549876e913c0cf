using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Tests.Domain.Scanning;

/// <summary>Check digits inside codes: the examples of GS1 General Specifications 7.9, and labels of real scales.</summary>
public sealed class ValueCheckDigitTests
{
    [Theory]
    [InlineData("2875", '9')]
    [InlineData("14685", '6')]
    [InlineData("00502", '5')]
    [InlineData("00828", '4')]
    [InlineData("00782", '0')]
    [InlineData("00408", '6')]
    [InlineData("00284", '2')]
    public void Of_IsAsPrinted(string value, char expected) => Assert.Equal(expected, ValueCheckDigit.Of(value));

    [Fact]
    public void Of_FindsEachDigitThatWasMisread()
    {
        for (var value = 0; value < 100_000; value += 7)
        {
            var text = $"{value:D5}";
            for (var at = 0; at < 5; at++)
            {
                var misread = text[..at] + (char)('0' + ((text[at] - '0' + 1) % 10)) + text[(at + 1)..];
                Assert.NotEqual(ValueCheckDigit.Of(text), ValueCheckDigit.Of(misread));
                Assert.True(at == 0 || ValueCheckDigit.Of(text[1..]) != ValueCheckDigit.Of(misread[1..]));
            }
        }
    }
}
