using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Tests.Domain;

public sealed class CategoryPathTests
{
    [Theory]
    [InlineData("home", "home", true)]
    [InlineData("home", "home/candles/red", true)]
    [InlineData("home/", "home/candles", true)]
    [InlineData("/home/candles/", "home/candles/", true)]
    [InlineData("home/", "home", true)]
    [InlineData("home/candles", "home/candlesticks", false)]
    [InlineData("home/candles", "home", false)]
    [InlineData("home", "homes", false)]
    [InlineData("home", "", false)]
    [InlineData("", "home", false)]
    [InlineData("/", "", false)]
    public void Contains_ItselfAndWhatIsBelow_WhateverSlashesAtTheEnds(string path, string other, bool contains) =>
        Assert.Equal(contains, CategoryPath.Contains(path, other));

    [Theory]
    [InlineData("", 0)]
    [InlineData("//", 0)]
    [InlineData("home/", 1)]
    [InlineData("/home/candles", 2)]
    public void Depth_CountsLevels(string path, int depth) => Assert.Equal(depth, CategoryPath.Depth(path));
}
