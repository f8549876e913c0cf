using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Storage;

/// <summary>What every engine must do, the same way.</summary>
public abstract class DatabaseContract : IAsyncLifetime
{
    protected IDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await Open();
        await Migrator.Migrate(Database, TimeProvider.System, typeof(DatabaseContract).Assembly);
        await Database.Write(sql => sql.Execute("create table counters (id text primary key, value bigint not null)"));
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task Write_Commits_WhatReadsThenSee()
    {
        await Set("a", 41);
        await Database.Write(sql => sql.Execute("update counters set value = value + 1 where id = @id", new { id = "a" }));

        Assert.Equal(42, await Get("a"));
    }

    [Fact]
    public async Task Write_ThatFails_LeavesNothing_AndDoesNotHarmItsNeighbours()
    {
        var writes = Enumerable.Range(0, 40).Select(i => Database.Write<int>(async sql =>
        {
            await sql.Execute("insert into counters (id, value) values (@id, 1)", new { id = $"n{i}" });
            sql.Defer("insert into counters (id, value) values (@id, 1)", new { id = $"m{i}" });
            return i % 2 == 0 ? i : throw new InvalidOperationException("planted");
        })).ToList();

        var outcomes = await Task.WhenAll(writes.Select(async write => await Record.ExceptionAsync(() => write)));

        Assert.All(outcomes.Where((_, i) => i % 2 == 0), Assert.Null);
        Assert.All(outcomes.Where((_, i) => i % 2 == 1), error => Assert.IsType<InvalidOperationException>(error));
        Assert.Equal(40, await Database.Read(sql => sql.QueryFirst<long>("select count(*) from counters")));
    }

    [Fact]
    public async Task Audit_OfManyCallsAtOnce_RecordsEach_WhateverOneOfThemNames()
    {
        var audit = new SqlAuditSink(Database);
        var till = new Caller("till-1", Role.Terminal, Channel.Store, "store-1", null, "", DateTimeOffset.MaxValue);
        string[] targets = [.. Enumerable.Range(0, 40).Select(i => i % 8 == 0 ? $"m\0{i}" : $"m{i}")];

        await Task.WhenAll(targets.Select(target => audit.Record(new StaffAccess(till, "rpc", target, DateTimeOffset.UnixEpoch), default).AsTask()));

        var recorded = await Database.Read(sql => sql.Query<string>("select subject from audit"));
        Assert.Equal(targets.Select(target => target.Replace('\0', '\uFFFD')).Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_LocksTheRootRow_SoNoIncrementIsLost()
    {
        await Set("hot", 0);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            for (var i = 0; i < 25; i++)
            {
                await Database.Write(async sql =>
                {
                    var value = await sql.QueryFirst<long>("select value from counters where id = 'hot'" + sql.Dialect.LockRow);
                    sql.Defer("update counters set value = @value where id = 'hot'", new { value = value + 1 });
                    return 0;
                });
            }
        }));

        Assert.Equal(16 * 25, await Get("hot"));
    }

    [Fact]
    public async Task DeferredWrites_GoOutInOrder_BeforeTheNextRead()
    {
        var seen = await Database.Write(async sql =>
        {
            sql.Defer("insert into counters (id, value) values ('d', 1)");
            sql.Defer("update counters set value = value * 10 where id = 'd'");
            sql.Defer("update counters set value = value + @plus where id = 'd'", new { plus = 5L });
            return await sql.QueryFirst<long>("select value from counters where id = 'd'");
        });

        Assert.Equal(15, seen);
    }

    [Fact]
    public async Task WhatIsAskedFor_GoesAlong_AndSeesWhatWasWrittenBeforeIt()
    {
        await Set("a", 1);

        var values = await Database.Write(async sql =>
        {
            var before = sql.AskFirst<long>("select value from counters where id = @id", new { id = "a" });
            sql.Defer("update counters set value = value + 1 where id = 'a'");
            var after = sql.Ask<long>("select value from counters where id = 'a'");
            var all = await sql.Query<string>("select id from counters order by id");
            return (await before.First(), (await after.Rows()).Single(), all.Single());
        });

        Assert.Equal((1, 2, "a"), values);
    }

    [Fact]
    public async Task WhatIsChecked_RefusesBeforeAnythingIsWritten()
    {
        await Set("a", 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Write(async sql =>
        {
            sql.AskFirst<long>("select value from counters where id = 'a'", check: _ => throw new InvalidOperationException("planted"));
            sql.Defer("insert into counters (id, value) values ('a', 2)");
            return await sql.QueryFirst<long>("select count(*) from counters");
        }));
        Assert.Equal(3, await Database.Write(async sql =>
        {
            var none = sql.AskFirst<long>("select value from counters where id = 'none'", check: _ => throw new InvalidOperationException("planted"));
            await Insert(sql, "b", 3);
            return await none.First() + await sql.QueryFirst<long>("select value from counters where id = 'b'");
        }));
    }

    [Fact]
    public async Task LastWrites_ThatFail_LeaveNothing_AndHarmNobody()
    {
        await Assert.ThrowsAsync<UniqueViolationException>(() => Database.Write(sql =>
        {
            sql.Defer("insert into counters (id, value) values ('x', 1)");
            sql.Defer("insert into counters (id, value) values ('x', 2)");
            return Task.FromResult(0);
        }));
        await Set("x", 3);

        Assert.Equal(3, await Get("x"));
    }

    [Fact]
    public async Task Parameters_AreFoundByTheirNames_WhateverIsNull_AndNotInTexts()
    {
        const string text = "select '@id' || coalesce(@id, '-') || coalesce(@other, '-') || \"value\" || '''@id' /* @id */ from counters -- @id";
        await Set("a", 1);

        Assert.Equal("@idab1'@id", await Database.Read(sql => sql.QueryFirst<string>(text, new { id = "a", other = "b", unused = 1L })));
        Assert.Equal("@id-b1'@id", await Database.Read(sql => sql.QueryFirst<string>(text, new { id = (string?)null, other = "b", unused = 1L })));
        Assert.Null(await Database.Read(sql => sql.QueryFirst<long?>("select max(value) from counters where value > @least", new { least = 1L })));
        Assert.Equal(1, await Database.Read(sql => sql.QueryFirst<long>(
            $"select count(*) from counters where id {sql.Dialect.In("@ids")} and value = @kind", new { ids = new[] { "a", "b" }, kind = StatementKind.Count })));
    }

    [Fact]
    public async Task Traffic_CountsStatements_AndHowOftenSomebodyWaits()
    {
        var (statements, roundTrips) = (Database.Traffic.Statements, Database.Traffic.RoundTrips);

        await Database.Write(async sql =>
        {
            var asked = sql.AskFirst<long>("select count(*) from counters");
            var id = await sql.QueryFirst<string>("select max(id) from counters");
            sql.Defer("insert into counters (id, value) values ('t', 1)");
            sql.Defer("insert into counters (id, value) values ('u', @value)", new { value = await asked.First() });
            return id;
        });

        Assert.Equal((4, 2), (Database.Traffic.Statements - statements, Database.Traffic.RoundTrips - roundTrips));
    }

    [Fact]
    public async Task SameText_WithParametersInAnotherOrder_BindsByName()
    {
        const string insert = "insert into counters (id, value) values (@id, @value)";
        await Database.Write(sql => sql.Execute(insert, new { id = "first", value = 1L }));
        await Database.Write(sql => sql.Execute(insert, new { value = 2L, id = "second" }));

        Assert.Equal(2, await Get("second"));
    }

    [Fact]
    public async Task UniqueViolation_IsNamed()
    {
        await Set("u", 1);

        await Assert.ThrowsAsync<UniqueViolationException>(() => Set("u", 2));
        Assert.Equal(1, await Get("u"));
    }

    [Fact]
    public async Task Migrate_Twice_ChangesNothing()
    {
        await Set("kept", 7);

        await Migrator.Migrate(Database, TimeProvider.System, typeof(DatabaseContract).Assembly);

        Assert.Equal(7, await Get("kept"));
    }

    [Fact]
    public async Task Migrate_WhenAnAppliedMigrationWasChanged_Refuses()
    {
        await Database.Write(sql => sql.Execute("update schema_migrations set checksum = 'other'"));

        await Assert.ThrowsAsync<InvalidDataException>(() => Migrator.Migrate(Database, TimeProvider.System, typeof(DatabaseContract).Assembly));
    }

    [Fact]
    public async Task Reads_RunBesideEachOther()
    {
        await Set("r", 1);

        var values = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Get("r")));

        Assert.All(values, value => Assert.Equal(1, value));
    }

    [Fact]
    public async Task WriteAlong_AloneOrInCompany_IsWritten()
    {
        await SetAlong("alone", 1);
        var along = SetAlong("along", 2);
        await Set("company", 3);
        await along;

        Assert.Equal((1, 2, 3), (await Get("alone"), await Get("along"), await Get("company")));
    }

    [Fact]
    public async Task WriteAlong_ThatFails_DoesNotHarmItsCompany()
    {
        await Set("taken", 1);
        var along = SetAlong("taken", 2);
        await Set("company", 3);

        await Assert.ThrowsAsync<UniqueViolationException>(() => along);
        Assert.Equal((1, 3), (await Get("taken"), await Get("company")));
    }

    protected Task<int> SetAlong(string id, long value) => Database.WriteAlong(sql => Insert(sql, id, value));

    private static Task<int> Insert(SqlSession sql, string id, long value) =>
        sql.Execute("insert into counters (id, value) values (@id, @value)", new { id, value });

    private Task<int> Set(string id, long value) => Database.Write(sql => Insert(sql, id, value));

    private Task<long> Get(string id) => Database.Read(sql => sql.QueryFirst<long>("select value from counters where id = @id", new { id }));
}
