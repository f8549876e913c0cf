using System.IO.Hashing;
using System.Text;

namespace Omnichannel.Architecture.Tests.StandIns;

/// <summary>The hash against values published with the algorithm.</summary>
public sealed class XxHash64Tests
{
    private const uint Seed = 2654435761;

    [Theory]
    [InlineData("", "EF46DB3751D8E999")]
    [InlineData("a", "D24EC4F1A98C6E5B")]
    [InlineData("abc", "44BC2CF5AD770999")]
    [InlineData("The quick brown fox jumps over the lazy dog", "0B242D361FDA71BC")]
    [InlineData("Nobody inspects the spammish repetition", "FBCEA83C8A378BF1")]
    public void Hash_OfText_IsThePublishedOne(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(XxHash64.Hash(Encoding.ASCII.GetBytes(text))));

    /// <summary>The self-test of the reference implementation: its buffer, lengths and seeds.</summary>
    [Theory]
    [InlineData(0, 0, "EF46DB3751D8E999")]
    [InlineData(0, Seed, "AC75FDA2929B17EF")]
    [InlineData(1, 0, "4FCE394CC88952D8")]
    [InlineData(1, Seed, "739840CB819FA723")]
    [InlineData(14, 0, "CFFA8DB881BC3A3D")]
    [InlineData(14, Seed, "5B9611585EFCC9CB")]
    [InlineData(101, 0, "0EAB543384F878AD")]
    [InlineData(101, Seed, "CAA65939306F1E21")]
    public void Hash_OfTheReferenceBuffer_IsThePublishedOne(int length, long seed, string expected)
    {
        var buffer = new byte[length];
        for (var (i, generator) = (0, Seed); i < length; i++, generator = unchecked(generator * generator))
        {
            buffer[i] = (byte)(generator >> 24);
        }

        Assert.Equal(expected, Convert.ToHexString(XxHash64.Hash(buffer, seed)));
    }
}
