namespace Omnichannel.EndToEnd.Tests;

/// <summary>Everything in one process, with the sample shop in it. Tests that only use it share it: a start costs more than most of them.</summary>
public sealed class SampleShop : IAsyncLifetime
{
    internal AllInOneProcess System { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        System = await AllInOneProcess.StartAsync(more: "--sample-data");

        // It serves before the sample shop is in it.
        await System.Process.WaitForOutputAsync("Ctrl-C stops", TimeSpan.FromMinutes(2));
    }

    // It stops cleanly after all that was done to it.
    public async Task DisposeAsync()
    {
        await using (System)
        {
            Assert.Equal(0, await System.Process.StopAsync());
        }
    }
}

/// <summary>Everything in one process with the pages of visitors and staff, and nothing in it yet.</summary>
public sealed class EmptyShop : IAsyncLifetime
{
    internal AllInOneProcess System { get; private set; } = null!;

    public async Task InitializeAsync() => System = await AllInOneProcess.StartWithConsoleAsync();

    // It stops cleanly after all that was done to it.
    public async Task DisposeAsync()
    {
        await using (System)
        {
            Assert.Equal(0, await System.Process.StopAsync());
        }
    }
}

/// <summary>Tests on one sample shop, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheSampleShop : ICollectionFixture<SampleShop>
{
    public const string Name = "sample shop";
}

/// <summary>Tests on one empty shop, one after the other; each has customers of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OnAnEmptyShop : ICollectionFixture<EmptyShop>
{
    public const string Name = "empty shop";
}
