using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Tests.Storage;
using Omnichannel.Platform.Timers;
using Channel = Omnichannel.Types.V1.Channel;
using Role = Omnichannel.Types.V1.Role;

namespace Omnichannel.Platform.Tests.Execution;

/// <summary>Load, decide, save once: on every engine.</summary>
public abstract class CommandExecutorContract : IAsyncLifetime
{
    private static readonly ServiceIdentity Identity = new("loyalty");
    private IDatabase database = null!;
    private SqlOutbox outbox = null!;
    private CommandExecutor executor = null!;

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, TimeProvider.System, typeof(DatabaseContract).Assembly);
        await database.Write(sql => sql.Execute("create table effects (id bigint generated always as identity primary key, name text not null)".Replace(
            "bigint generated always as identity primary key", sql.Dialect == SqlDialect.Sqlite ? "integer primary key" : "bigint generated always as identity primary key", StringComparison.Ordinal)));
        outbox = new SqlOutbox(database, TimeProvider.System);
        executor = new CommandExecutor(database, TimeProvider.System, new UuidV7Generator(TimeProvider.System), Identity, outbox, new TimerWakeUp());
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task Execute_SameKeyFromManyCallersAtOnce_HasOneEffectAndOneAnswer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => executor.Execute(Command("key"), Effect)));

        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Equal(1, await Effects());
        Assert.Single(await outbox.Read(10, default));
    }

    [Fact]
    public async Task Execute_SameKeyOtherRequest_IsRefusedAndChangesNothing()
    {
        await executor.Execute(Command("key"), Effect);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => executor.Execute(Command("key", request: 2), Effect));

        Assert.Equal("IDEMPOTENCY_KEY_REUSED", refused.Refusal.Reason);
        Assert.Equal(1, await Effects());
    }

    [Fact]
    public async Task Execute_SameKeyOfAnotherDevice_IsAnotherEffect()
    {
        await executor.Execute(Command("key"), Effect);
        await executor.Execute(Command("key", device: "other"), Effect);

        Assert.Equal(2, await Effects());
    }

    [Fact]
    public async Task Execute_SameKeyOfAnotherPersonAtTheSameDevice_IsAnotherEffect_AndShowsNothing()
    {
        var anna = await executor.Execute(At("kiosk", Role.Customer, "anna"), Effect);
        foreach (var (role, subject) in new[] { (Role.Customer, "bea"), (Role.Guest, "anna"), (Role.Guest, "guest-1"), (Role.Terminal, "anna"), (Role.Agent, "anna") })
        {
            Assert.NotEqual(anna.Value, (await executor.Execute(At("kiosk", role, subject), Effect)).Value);
        }

        Assert.Equal(6, await Effects());

        // Not even that the key is in use.
        Assert.Equal(7, await EffectsAfter(() => executor.Execute(At("kiosk", Role.Customer, "carla") with { RequestHash = [2] }, Effect)));
    }

    [Fact]
    public async Task Execute_GuestsKey_CarriesOverToTheCustomerWhoSignsInThere_AndToNobodyElse()
    {
        var guest = await executor.Execute(At("phone", Role.Guest, "guest-1"), Effect);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => executor.Execute<StringValue>(At("phone", Role.Guest, "guest-1", "no"), _ => throw new RefusedException(new TooFew("1"))));
        await executor.Apply(unit => GuestOwners.Follow(unit, "guest-1", "anna", 1));

        Assert.Equal(guest.Value, (await executor.Execute(At("phone", Role.Customer, "anna"), Effect)).Value);
        Assert.Equal(guest.Value, (await executor.Execute(At("phone", Role.Guest, "guest-1"), Effect)).Value);
        Assert.Equal(
            refused.Refusal.Reason, (await Assert.ThrowsAsync<RefusedException>(() => executor.Execute(At("phone", Role.Customer, "anna", "no"), Effect))).Refusal.Reason);
        var other = At("phone", Role.Customer, "anna") with { RequestHash = [2] };
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", (await Assert.ThrowsAsync<RefusedException>(() => executor.Execute(other, Effect))).Refusal.Reason);
        Assert.Equal(1, await Effects());

        foreach (var (device, role, subject) in new[]
        {
            ("phone", Role.Customer, "bea"), ("tablet", Role.Customer, "anna"), ("phone", Role.Guest, "guest-2"), ("phone", Role.Guest, "anna"), ("phone", Role.Agent, "anna"),
        })
        {
            Assert.NotEqual(guest.Value, (await executor.Execute(At(device, role, subject), Effect)).Value);
        }

        // It was not them after all.
        await executor.Apply(unit => GuestOwners.Follow(unit, "guest-1", null, 2));
        Assert.NotEqual(guest.Value, (await executor.Execute(At("phone", Role.Customer, "anna"), Effect)).Value);
    }

    [Fact]
    public async Task Execute_WhoeverAsksWhereAndInWhateverOrder_AnswersAsOneRuleSays()
    {
        (Role Role, string Subject)[] people = [(Role.Guest, "g1"), (Role.Guest, "g2"), (Role.Customer, "a"), (Role.Customer, "b"), (Role.Terminal, "t")];
        for (var seed = 0; seed < 20; seed++)
        {
            var dice = new Random(seed);
            var known = new Dictionary<(Role, string, string), string>();
            var links = new Dictionary<string, string>();
            for (var step = 0; step < 25; step++)
            {
                if (dice.Next(6) == 0 && $"{seed}-g{dice.Next(1, 3)}" is var joining && !links.ContainsKey(joining))
                {
                    var customer = links[joining] = $"{seed}-{(dice.Next(2) == 0 ? "a" : "b")}";
                    await executor.Apply(unit => GuestOwners.Follow(unit, joining, customer, 1));
                    continue;
                }

                var (role, name) = people[dice.Next(people.Length)];
                var (subject, device) = ($"{seed}-{name}", $"d{dice.Next(2)}");
                var answer = (await executor.Execute(At(device, role, subject), Effect)).Value;
                string?[] mayBe = known.GetValueOrDefault((role, subject, device)) is { } own ? [own]
                    : [.. links.Where(link => role is Role.Customer && link.Value == subject).Select(link => known.GetValueOrDefault((Role.Guest, link.Key, device))).Where(text => text is not null)];
                if (mayBe.Length == 0)
                {
                    Assert.DoesNotContain(answer, known.Values);
                    known.Add((role, subject, device), answer);
                }
                else
                {
                    Assert.Contains(answer, mayBe);
                }
            }
        }
    }

    [Fact]
    public async Task Execute_DomainRefusal_IsTheRecordedAnswer_EvenWhenItWouldNowBeAccepted()
    {
        var first = await Assert.ThrowsAsync<RefusedException>(() => executor.Execute<StringValue>(Command("key"), async unit =>
        {
            await unit.Sql.Execute("insert into effects (name) values ('half')");
            throw new RefusedException(new TooFew("100"));
        }));
        var second = await Assert.ThrowsAsync<RefusedException>(() => executor.Execute(Command("key"), Effect));

        Assert.Equal(first.Refusal.Reason, second.Refusal.Reason);
        Assert.Equal("100", second.Refusal.Facts["missing"]);
        Assert.Equal(RefusalKind.Precondition, second.Refusal.Kind);
        Assert.Equal(0, await Effects());
    }

    [Fact]
    public async Task Execute_Again_AnswersAsBefore_WhateverTheWorkWouldBeginWith()
    {
        var answer = await executor.Execute(Command("key"), Effect);
        await database.Write(sql => sql.Execute("create unique index once on effects (name)"));

        Assert.Equal(answer, await executor.Execute(Command("key"), unit =>
        {
            // It would violate the index.
            unit.Sql.Defer("insert into effects (name) select name from effects");
            return Task.FromResult(new StringValue { Value = "other" });
        }));
        Assert.Equal(answer, await executor.Execute(Command("key"), async unit =>
        {
            await unit.Sql.Query<long>("insert into effects (name) select name from effects returning id");
            return new StringValue { Value = "other" };
        }));
        Assert.Equal(answer, await executor.Execute<StringValue>(Command("key"), unit =>
        {
            unit.Sql.Defer("insert into effects (name) select name from effects");
            throw new RefusedException(new TooFew("1"));
        }));
        Assert.Equal(1, await Effects());
        Assert.Single(await outbox.Read(10, default));
    }

    [Fact]
    public async Task Execute_Crash_LeavesNoRecord_SoARetryHasItsEffect()
    {
        await Assert.ThrowsAsync<IOException>(() => executor.Execute<StringValue>(Command("key"), async unit =>
        {
            await Effect(unit);
            throw new IOException("planted");
        }));

        await executor.Execute(Command("key"), Effect);

        Assert.Equal(1, await Effects());
    }

    [Fact]
    public async Task Timer_FiredTwiceAndMoved_ActsOnceForItsGeneration()
    {
        await executor.Apply(unit =>
        {
            unit.Schedule("expiry", "hold-1", unit.Now.AddMinutes(-2));
            unit.Schedule("expiry", "hold-1", unit.Now.AddMinutes(-1));
            return Task.CompletedTask;
        });

        var stale = await executor.Execute(new DueTimer("expiry", "hold-1", 1, default), Effect);
        var fired = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => executor.Execute(new DueTimer("expiry", "hold-1", 2, default), Effect)));

        Assert.False(stale);
        Assert.Single(fired, did => did);
        Assert.Equal(1, await Effects());
    }

    [Fact]
    public async Task Outbox_KeepsTheOrderOfCommits_AndRemovesWhatWasAcknowledged()
    {
        for (var i = 0; i < 5; i++)
        {
            await executor.Execute(Command($"key{i}"), Effect);
        }

        var rows = await outbox.Read(3, default);
        await outbox.Remove(rows, default);
        var rest = await outbox.Read(10, default);

        Assert.Equal(3, rows.Count);
        Assert.Equal(2, rest.Count);
        Assert.True(rest[0].Sequence > rows[^1].Sequence);
        Assert.Equal("omnichannel.cart.events.v1", rest[0].Event.Topic);
        Assert.Equal("/omnichannel/loyalty", rest[0].Event.Source);
    }

    private static CommandContext Command(string key, byte request = 1, string device = "till-1") => new(
        new Caller("terminal-1", Role.Terminal, Channel.Store, "store-1", null, device, DateTimeOffset.MaxValue), "test/Rpc", key, [request]);

    private static CommandContext At(string device, Role role, string subject, string key = "key") => new(
        new Caller(subject, role, Channel.Web, null, null, device, DateTimeOffset.MaxValue), "test/Rpc", key, [1]);

    private async Task<long> EffectsAfter(Func<Task> work)
    {
        await work();
        return await Effects();
    }

    private static async Task<StringValue> Effect(UnitOfWork unit)
    {
        var id = unit.NewId().ToString();
        await unit.Sql.Execute("insert into effects (name) values (@id)", new { id });
        unit.Publish("member-1", 1, EventHeader.News(unit.Now).On(new Cart.V1.CheckoutCancelled()));
        return new StringValue { Value = id };
    }

    private Task<long> Effects() => database.Read(sql => sql.QueryFirst<long>("select count(*) from effects"));

    private sealed record TooFew(string Missing) : Refusal(RefusalKind.Precondition, "TOO_FEW", "Too few.")
    {
        public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["missing"] = Missing };
    }
}
