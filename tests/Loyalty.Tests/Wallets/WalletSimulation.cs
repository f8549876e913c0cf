using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Wallets;

/// <summary>
/// Two replicas work on the same wallets, one step at a time in a random order: take a row's lock, decide, commit. They crash between any two steps, repeat what was done, and
/// resolve what the other one resolves. What their callers were told is kept in a book of its own, by arithmetic that shares nothing with the domain.
/// </summary>
internal sealed class WalletSimulation
{
    private const int Wallets = 40;
    private const int RecentHolds = 40;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(6);
    private readonly Random random;
    private readonly WalletRules rules;
    private readonly WalletShelf[] shelves = new WalletShelf[Wallets];
    private readonly List<Hold?> holds = [];
    private readonly List<int> placed = [];
    private readonly HashSet<long> done = [];
    private readonly Dictionary<int, Replica> locks = [];
    private readonly WalletBook book = new(Wallets);
    private DateTimeOffset now = Start;
    private int timerAt;
    private long lastId;

    public WalletSimulation(int seed, WalletRules rules)
    {
        random = new Random(seed);
        this.rules = rules;
        for (var i = 0; i < Wallets; i++)
        {
            shelves[i] = new WalletShelf("w" + i.ToString(CultureInfo.InvariantCulture));
        }
    }

    public WalletBook Book => book;

    public long Crashes { get; private set; }

    public long Repetitions { get; private set; }

    /// <summary>Runs so many operations to their end.</summary>
    /// <returns>What does not add up; null when all does.</returns>
    public string? Run(long operations)
    {
        Replica[] replicas = [new(), new()];
        var finished = 0L;
        while (finished < operations)
        {
            var replica = replicas[random.Next(2)];
            replica.Work ??= Next(replicas[0] == replica ? replicas[1] : replicas[0]);
            if (Step(replica) is { } done)
            {
                finished++;
                if (done.Length > 0)
                {
                    return done;
                }
            }
        }

        return shelves.Select((shelf, i) => shelf.Check() ?? book.Differs(i, shelf.Balances)).FirstOrDefault(fault => fault is not null) ?? book.Unbalanced();
    }

    // One step; null while the work goes on, else what it broke: "" for nothing.
    private string? Step(Replica replica)
    {
        var work = replica.Work!;
        if (rules.Locks && work.Rows.Count > replica.Locked)
        {
            if (locks.TryAdd(work.Rows[replica.Locked], replica))
            {
                replica.Locked++;
            }

            return null;
        }

        if (replica.Outcome is null)
        {
            replica.Outcome = Decide(work);
            return null;
        }

        // A crash before the commit leaves nothing; the caller sends it again.
        if (random.Next(300) == 0)
        {
            Crashes++;
            Unlock(replica);
            replica.Outcome = null;
            return null;
        }

        var fault = Commit(work, replica.Outcome);
        Unlock(replica);

        // A crash after it leaves the caller without an answer: it sends the same again.
        if (fault is null && random.Next(300) == 0)
        {
            Repetitions++;
            replica.Outcome = null;
            return null;
        }

        (replica.Work, replica.Outcome) = (null, null);
        return fault ?? "";
    }

    private void Unlock(Replica replica)
    {
        foreach (var row in replica.Work!.Rows.Take(rules.Locks ? replica.Locked : 0))
        {
            locks.Remove(row);
        }

        replica.Locked = 0;
    }

    // Now and then the other one's work, as when a caller that heard nothing asks another replica.
    private Work Next(Replica other)
    {
        now = now.AddSeconds(random.Next(0, 120));
        if (other.Work is { } same && random.Next(40) == 0)
        {
            Repetitions++;
            return same;
        }

        var wallet = random.Next(10) < 6 ? random.Next(4) : random.Next(Wallets);
        var kind = random.Next(100) switch
        {
            < 10 => Act.Issue,
            < 48 => Act.Hold,
            < 74 => Act.Capture,
            < 80 => Act.Release,
            < 86 => Act.Timeout,
            < 92 => Act.Refund,
            < 97 => Act.Transfer,
            _ => Act.Expire,
        };
        var id = ++lastId;
        switch (kind)
        {
            case Act.Hold:
                holds.Add(null);

                // Often all that is there, as when somebody pays with a card until it is empty.
                var wanted = random.Next(3) > 0 && book.Available(wallet) is > 0 and var all ? all : random.Next(1, 600);
                return new Work(kind, id, wallet, 0, wanted, holds.Count - 1, [Wallets + holds.Count - 1, wallet]);
            case Act.Transfer:
                var to = random.Next(Wallets);
                return new Work(kind, id, wallet, to, random.Next(1, 300), -1, wallet == to ? [wallet] : [Math.Min(wallet, to), Math.Max(wallet, to)]);
            case Act.Issue:
                return new Work(kind, id, wallet, 0, random.Next(1, 400), -1, [wallet]);
            case Act.Expire:
                return new Work(kind, id, wallet, 0, 0, -1, [wallet]);
            default:
                var hold = kind is Act.Timeout ? Overdue() : placed.Count == 0 ? -1 : placed[^(1 + random.Next(Math.Min(placed.Count, RecentHolds)))];
                if (hold < 0 || holds[hold] is not { } known)
                {
                    return new Work(Act.Expire, id, wallet, 0, 0, -1, [wallet]);
                }

                var of = int.Parse(known.MemberId![1..], CultureInfo.InvariantCulture);
                var amount = random.Next(2) == 0 ? known.Points : random.Next(kind is Act.Capture ? 0 : 1, (int)known.Points + 20);
                return new Work(kind, id, of, 0, amount, hold, [Wallets + hold, of]);
        }
    }

    private int Overdue()
    {
        // A timer may fire again for what it resolved long ago.
        if (timerAt > 0 && random.Next(4) == 0)
        {
            return placed[random.Next(timerAt)];
        }

        while (timerAt < placed.Count && holds[placed[timerAt]] is not { State: HoldState.Held })
        {
            timerAt++;
        }

        return timerAt < placed.Count && holds[placed[timerAt]]!.ExpiresAt <= now ? placed[timerAt] : -1;
    }

    private Outcome Decide(Work work)
    {
        var holder = Load(work.Wallet);
        var account = holder.Account;
        var cause = new Cause(now);
        var hold = work.Hold >= 0 ? holds[work.Hold] : null;
        if (hold is not null)
        {
            account.Add(hold.Allocations.Select(allocation => shelves[work.Wallet].Lot(allocation.LotSequence)));
        }

        switch (work.Kind)
        {
            case Act.Issue:
                account.Issue(work.Amount, random.Next(8) switch { 0 => now.AddHours(random.Next(1, 60)), 1 => null, _ => now.AddDays(random.Next(100, 200)) }, cause);
                return new Outcome([account], null, true);
            case Act.Expire:
                account.Expire(cause);
                return new Outcome([account], null, true);
            case Act.Hold when hold is not null:
                return Outcome.Nothing;
            case Act.Hold:
                var placed = rules.Hold(holder, new WalletHoldCommand(work.Id.ToString(CultureInfo.InvariantCulture), work.Amount, "", now + TimeToLive, null, SalesChannel.None), now);
                return placed.Refusal is null ? new Outcome([account], placed.Value, true) : Outcome.Nothing;
            case Act.Capture:
                return Changed(account, rules.Capture(hold!, work.Amount, account, now));
            case Act.Release:
                return Changed(account, rules.Release(hold!, account, now));
            case Act.Timeout:
                return Changed(account, rules.Expire(hold!, account, now));
            case Act.Refund:
                var back = rules.Refund(hold!, work.Amount, account, cause);
                return back.Refusal is null ? new Outcome([account], back.Value, true) : Outcome.Nothing;
            default:
                if (work.Wallet == work.Other)
                {
                    return Outcome.Nothing;
                }

                var to = Load(work.Other);
                return rules.Transfer(holder, to, work.Amount, cause).Refusal is null ? new Outcome([account, to.Account], null, true) : Outcome.Nothing;
        }
    }

    private static Outcome Changed(Account account, Decision<HoldChange> change) =>
        change.Refusal is null && change.Value.IsChanged ? new Outcome([account], change.Value.Hold, true) : Outcome.Nothing;

    private string? Commit(Work work, Outcome outcome)
    {
        // What has an id of its own is done once: the store keeps it with the effect.
        if (!outcome.IsChanged || (work.Kind is Act.Issue or Act.Refund or Act.Transfer && !done.Add(work.Id)))
        {
            return null;
        }

        foreach (var account in outcome.Accounts)
        {
            var index = int.Parse(account.MemberId[1..], CultureInfo.InvariantCulture);
            if (shelves[index].Save(account, now) is { } fault)
            {
                return fault;
            }

            book.Lapsed(index, account.Entries.Where(entry => entry.Kind is EntryKind.Expire).Sum(entry => entry.Points));
            account.Saved();
        }

        if (outcome.Hold is { } hold)
        {
            if (holds[work.Hold] is null)
            {
                placed.Add(work.Hold);
            }

            holds[work.Hold] = hold;
        }

        return (work.Kind switch
        {
            Act.Issue => book.Issued(work.Wallet, work.Amount),
            Act.Hold => book.Held(work.Wallet, work.Hold, work.Amount),
            Act.Capture => book.Captured(work.Wallet, work.Hold, work.Amount),
            Act.Release or Act.Timeout => book.Captured(work.Wallet, work.Hold, 0),
            Act.Refund => book.Refunded(work.Wallet, work.Hold, work.Amount),
            Act.Transfer => book.Moved(work.Wallet, work.Other, work.Amount),
            _ => null,
        }) ?? shelves[work.Wallet].Check() ?? book.Differs(work.Wallet, shelves[work.Wallet].Balances);
    }

    private WalletHolder Load(int index) => new(
        new Wallet
        {
            WalletId = shelves[index].Id,
            Kind = WalletKind.StoreCredit,
            State = WalletState.Active,
            CurrencyCode = "EUR",
            Market = "IT",
            IssuedAt = Start,
        },
        shelves[index].Load());

    private enum Act
    {
        Issue,
        Hold,
        Capture,
        Release,
        Timeout,
        Refund,
        Transfer,
        Expire,
    }

    // The rows are locked in their order: the hold before the wallets, those by id.
    private sealed record Work(Act Kind, long Id, int Wallet, int Other, long Amount, int Hold, IReadOnlyList<int> Rows);

    private sealed record Outcome(IReadOnlyList<Account> Accounts, Hold? Hold, bool IsChanged)
    {
        public static readonly Outcome Nothing = new([], null, false);
    }

    private sealed class Replica
    {
        public Work? Work { get; set; }

        public int Locked { get; set; }

        public Outcome? Outcome { get; set; }
    }
}
