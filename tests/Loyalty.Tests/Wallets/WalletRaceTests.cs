using System.Collections.Concurrent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.Tests.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Loyalty.Tests.Wallets;

/// <summary>Many connections work on the same wallets, on PostgreSQL. What each was told is counted beside it.</summary>
public sealed class WalletRaceTests
{
    private const int Operations = 10_000;
    private const int Callers = 16;
    private const int Wallets = 24;

    [Fact]
    public async Task TenThousandRacingOperations_OverspendNothing_AndAddUp()
    {
        var server = await PostgresServer.SharedAsync();
        var fresh = await server.CreateDatabaseAsync();
        await using var bench = await LoyaltyBench.Open(new Platform.Storage.PostgresDatabase(fresh.ConnectionString));
        var wallets = new WalletBench(bench);
        var ids = new string[Wallets];
        for (var i = 0; i < Wallets; i++)
        {
            ids[i] = await wallets.Credit("customer-" + i, 500);
        }

        var race = new Race(bench, ids);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => race.Run(new Random(caller), Operations / Callers))));

        for (var i = 0; i < Wallets; i++)
        {
            Assert.Equal((race.Available[i] + 500, race.OnHold[i]), await wallets.Money(ids[i]));
        }

        Assert.True(race.Done > Operations / 3, $"only {race.Done} were done");
        Assert.True(race.Refused > Operations / 20, $"only {race.Refused} were refused");
        var liability = Assert.Single(await wallets.Liability(2026, 3));
        Assert.Equal(race.Available.Sum() + race.OnHold.Sum() + (500 * Wallets), liability.ClosingMinor);
        await bench.Verify();
    }

    private sealed class Race(LoyaltyBench bench, string[] ids)
    {
        private readonly WalletHolds holds = bench.Get<WalletHolds>();
        private readonly WalletCommands commands = bench.Get<WalletCommands>();
        private readonly ConcurrentQueue<(int Wallet, string HoldId, long Amount)> open = [];
        private readonly ConcurrentQueue<(int Wallet, string HoldId)> used = [];
        private long done;
        private long refused;

        public long[] Available { get; } = new long[Wallets];

        public long[] OnHold { get; } = new long[Wallets];

        public long Done => done;

        public long Refused => refused;

        public async Task Run(Random random, int operations)
        {
            for (var i = 0; i < operations; i++)
            {
                try
                {
                    await Step(random, random.Next(3) == 0 ? random.Next(Wallets) : random.Next(3));
                    Interlocked.Increment(ref done);
                }
                catch (RefusedException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }

        private async Task Step(Random random, int wallet)
        {
            var amount = random.Next(1, 200);
            switch (random.Next(10))
            {
                case 0:
                    await bench.Apply(unit => commands.IssueCredit(unit, "customer-" + wallet, new Money("EUR", amount), "IT", new Cause(unit.Now) { Reason = "race" }));
                    Interlocked.Add(ref Available[wallet], amount);
                    break;
                case 1 when random.Next(Wallets) is var to && to != wallet:
                    await new WalletBench(bench).Transfer(ids[wallet], "customer-" + to, amount);
                    Interlocked.Add(ref Available[wallet], -amount);
                    Interlocked.Add(ref Available[to], amount);
                    break;
                case < 6:
                    var hold = await bench.Executor.Apply(unit => holds.Place(unit, ids[wallet], amount, "", TimeSpan.FromHours(1), SalesChannel.Store));
                    Interlocked.Add(ref Available[wallet], -amount);
                    Interlocked.Add(ref OnHold[wallet], amount);

                    // Two callers will resolve it.
                    open.Enqueue((wallet, hold.Hold.HoldId, amount));
                    open.Enqueue((wallet, hold.Hold.HoldId, amount));
                    break;
                case < 9 when open.TryDequeue(out var held):
                    await Resolve(random, held);
                    break;
                case 9 when used.TryDequeue(out var spent):
                    await bench.Executor.Apply(unit => holds.Refund(unit, spent.HoldId, Guid.NewGuid().ToString(), 1, new Cause(unit.Now)));
                    Interlocked.Add(ref Available[spent.Wallet], 1);
                    used.Enqueue(spent);
                    break;
            }
        }

        private async Task Resolve(Random random, (int Wallet, string HoldId, long Amount) held)
        {
            var isFirst = false;
            var captured = 0L;
            if (random.Next(3) == 0)
            {
                await bench.Executor.Apply(async unit =>
                {
                    isFirst = await IsOpen(unit.Sql, held.HoldId);
                    return await holds.Release(unit, ids[held.Wallet], held.HoldId, SalesChannel.Store);
                });
            }
            else
            {
                var amount = Math.Max(1, held.Amount / random.Next(1, 4));
                await bench.Executor.Apply(async unit =>
                {
                    isFirst = await IsOpen(unit.Sql, held.HoldId);
                    return await holds.Capture(unit, ids[held.Wallet], held.HoldId, amount, SalesChannel.Store);
                });
                captured = amount;
            }

            // The same step again is answered, and moves nothing.
            if (isFirst)
            {
                Interlocked.Add(ref OnHold[held.Wallet], -held.Amount);
                Interlocked.Add(ref Available[held.Wallet], held.Amount - captured);
                if (captured > 0)
                {
                    used.Enqueue((held.Wallet, held.HoldId));
                }
            }
        }

        private static async Task<bool> IsOpen(SqlSession sql, string holdId) =>
            await sql.QueryFirst<string>("select hold_id from holds where hold_id = @holdId and resolved_at is null for update", new { holdId }) is not null;
    }
}
