using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Guests;

/// <summary>Whose a guest is: the same everywhere, whatever comes in which order.</summary>
public abstract class GuestOwnersContract : IAsyncLifetime
{
    private IDatabase database = null!;
    private CommandExecutor executor = null!;

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, TimeProvider.System, typeof(GuestOwnersContract).Assembly);
        executor = new CommandExecutor(
            database, TimeProvider.System, new UuidV7Generator(TimeProvider.System), new ServiceIdentity("orders"), new SqlOutbox(database, TimeProvider.System), new TimerWakeUp());
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task Follow_ASecondCustomer_HasTheGuest_AndTheFirstOneHasNot()
    {
        Assert.Equal(new GuestMoved("g", null, "ada"), await Follow("g", "ada", 1));
        Assert.Equal(new GuestMoved("g", "ada", "bo"), await Follow("g", "bo", 2));

        Assert.Equal("bo", await OwnerOf("g"));
        Assert.Equal(["g"], await GuestsOf("bo"));
        Assert.Empty(await GuestsOf("ada"));
    }

    [Fact]
    public async Task Follow_AnUndoneMerge_LeavesTheGuestToNobody()
    {
        await Follow("g", "ada", 1);

        Assert.Equal(new GuestMoved("g", "ada", null), await Follow("g", null, 2));
        Assert.Null(await OwnerOf("g"));
        Assert.Null(await Follow("g", "ada", 1));
        Assert.Null(await OwnerOf("g"));
    }

    [Fact]
    public async Task Follow_AnyOrderWithRepeats_TellsOneOwner_AndEveryMoveOnTheWay()
    {
        var guests = 0;
        foreach (var order in Gen.Shuffle((int[])[1, 2, 3, 4, 5, 2, 5]).Sample(20))
        {
            var guest = $"g{guests++}";
            string? owner = null;
            foreach (var version in order)
            {
                var moved = await Follow(guest, version == 3 ? null : $"c{version}", version);
                Assert.Equal(moved is null ? owner : moved.Before, owner);
                owner = moved is null ? owner : moved.Now;
            }

            Assert.Equal("c5", owner);
            Assert.Equal("c5", await OwnerOf(guest));
        }
    }

    [Fact]
    public async Task Follow_FromTwoConsumersAtOnce_TheHighestVersionDecides()
    {
        for (var i = 0; i < 20; i++)
        {
            var guest = $"at-once-{i}";
            var moves = await Task.WhenAll(Enumerable.Range(1, 4).Select(version => Task.Run(() => Follow(guest, $"c{version}", version))));

            Assert.Equal("c4", await OwnerOf(guest));
            Assert.Equal("c4", moves[^1]!.Now);
        }
    }

    [Fact]
    public async Task Find_AGuestOfWhomNothingIsKnown_IsNobodys() => Assert.Null(await OwnerOf("nobody"));

    private Task<GuestMoved?> Follow(string guestId, string? customerId, long version) =>
        executor.Apply(unit => GuestOwners.Follow(unit, guestId, customerId, version));

    private Task<string?> OwnerOf(string guestId) => database.Read(sql => GuestOwners.Find(sql, guestId));

    private Task<IReadOnlyList<string>> GuestsOf(string customer) =>
        database.Read(sql => sql.Query<string>($"select guest_id from guest_owners where guest_id in ({GuestOwners.GuestsOf("@customer")})", new { customer }));
}

public sealed class GuestOwnersOnSqliteTests : GuestOwnersContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(folder["test.db"]));
}

public sealed class GuestOwnersOnPostgresTests : GuestOwnersContract
{
    protected override async Task<IDatabase> Open() =>
        new Platform.Storage.PostgresDatabase((await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString);
}
