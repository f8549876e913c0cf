using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Client.Catalogue;
using Omnichannel.Client.Device;
using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Sales;

/// <summary>
/// Points that members redeem while the till is off line: store and forward, within an allowance that the platform granted before. A redemption is in the journal when its call returns. It is sent in the
/// background when the till says what became of its sale, as often as it takes, and is booked once. Safe to use from many threads.
/// </summary>
public sealed class OfflineRedemptions : IAsyncDisposable
{
    // As many as one call takes.
    private const int MostSent = 100;

    private readonly OfflineRedemptionService.OfflineRedemptionServiceClient platform;
    private readonly LogFile file;
    private readonly Handlers handlers;
    private readonly SendLoop loop;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private ImmutableSortedDictionary<long, KeptRedemption> kept;
    private ImmutableList<(long Through, TaskCompletionSource Settled)> waiting = [];
    private HeldAllowance? held;
    private SnapshotAge? age;
    private int isDisposed;
    private bool isClosed;

    private OfflineRedemptions(OmnichannelClient client, LogFile file, TimeProvider clock)
    {
        platform = new OfflineRedemptionService.OfflineRedemptionServiceClient(client.Steps);
        (this.file, this.clock) = (file, clock);
        handlers = new Handlers(trouble => Trouble?.Invoke(this, trouble));
        loop = new SendLoop(client.Options, Send, handlers);
        kept = RedemptionTables.Read(file).ToImmutableSortedDictionary(each => each.Key, each => each);
        held = RedemptionTables.Held(file);
        age = held is null ? null : new SnapshotAge(clock, held.TakenAt);
    }

    /// <summary>The platform said what became of a redemption. After a crash in this very moment it is not told again: <see cref="Redemptions"/> shows it.</summary>
    public event EventHandler<KeptRedemption>? Settled;

    /// <summary>Something keeps redemptions from being settled. They are kept and go again.</summary>
    public event EventHandler<ClientTrouble>? Trouble;

    /// <summary>What was granted last; null for nothing yet.</summary>
    public OfflineAllowance? Allowance
    {
        get
        {
            lock (gate)
            {
                return held?.Allowance.Clone();
            }
        }
    }

    /// <summary>All that are kept, in the order in which they were.</summary>
    public IReadOnlyList<KeptRedemption> Redemptions
    {
        get
        {
            lock (gate)
            {
                return [.. kept.Values.Where(each => !each.IsForgotten)];
            }
        }
    }

    /// <summary>Opens the journal, or makes it. Nothing is sent before <see cref="Start"/>.</summary>
    /// <param name="client">How the platform is reached, with a till's token.</param>
    /// <param name="path">The file; one process has it at a time.</param>
    /// <param name="mostBytes">What the file may grow to; a redemption beyond that is refused like one on a full disk.</param>
    /// <exception cref="DeviceLogException">Another process has it, or it cannot be used.</exception>
    public static OfflineRedemptions Open(OmnichannelClient client, string path, long mostBytes = LogFile.MostBytes) => Open(client, path, TimeProvider.System, mostBytes);

    internal static OfflineRedemptions Open(OmnichannelClient client, string path, TimeProvider clock, long mostBytes = LogFile.MostBytes) =>
        new(client, LogFile.Open(path, mostBytes, RedemptionTables.Prepare), clock);

    /// <summary>Begins to send. Call it when the events have their handlers.</summary>
    public void Start() => loop.Start(file.DamagedFile);

    /// <summary>Asks for an allowance, in the place of the one that the till has. Do it when all is settled, every hour, say: what is granted is fresh then.</summary>
    /// <param name="points">How many; fewer may be granted.</param>
    /// <param name="currencyCode">In which the till wants to know what points pay.</param>
    /// <param name="programId">Of which program; <c>default</c> when empty.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="RefusedException">OFFLINE_REDEMPTIONS_MISSING while something is not settled; else as the rpc says.</exception>
    public async Task<OfflineAllowance> GrantAsync(long points, string currencyCode, string programId = "", CancellationToken cancellation = default)
    {
        var before = held;
        var request = new GrantOfflineAllowanceRequest
        {
            ProgramId = programId,
            Points = points,
            CurrencyCode = currencyCode,
            Previous = before is null ? null : new UsedAllowance { AllowanceId = before.Allowance.AllowanceId, LastNumber = before.LastNumber },
        };
        var (began, takenAt) = (clock.GetTimestamp(), clock.GetUtcNow());
        var granted = (await platform.GrantOfflineAllowanceAsync(request, cancellationToken: cancellation).ResponseAsync.ConfigureAwait(false)).Allowance;
        if (granted is not { AllowanceId.Length: > 0, Points: > 0, GrantedAt: not null, ExpiresAt: not null })
        {
            throw new NonsenseException("It is no allowance.");
        }

        await Task.Run(() => Change(() =>
        {
            // What counted under an allowance that is over, and is written down, is not needed any more.
            var gone = kept.Values.Where(each => each.IsForgotten && each.Redemption.AllowanceId != granted.AllowanceId).ToList();
            var next = new HeldAllowance(granted, takenAt, 0, granted.GrantedAt.ToDateTimeOffset());
            file.Write(() =>
            {
                RedemptionTables.Put(file, next);
                gone.ForEach(each => RedemptionTables.Remove(file, each));
            });
            (held, age) = (next, new SnapshotAge(clock, takenAt, began));
            kept = kept.RemoveRange(gone.Select(each => each.Key));
        }), cancellation).ConfigureAwait(false);
        return granted.Clone();
    }

    /// <summary>
    /// Sets points of a present member aside, for a sale that is being made. Say afterwards what became of it: <see cref="CompleteAsync"/> or <see cref="VoidAsync"/>. Whether the code is the member's, and whether the points
    /// are there, the platform says when it is back.
    /// </summary>
    /// <param name="scan">As a scanner read it: what the app shows, or a card's bar code.</param>
    /// <param name="points">How many.</param>
    /// <param name="receipt">Which they pay.</param>
    /// <exception cref="OfflineRefusedException">The allowance does not allow it.</exception>
    /// <exception cref="DeviceLogException">It could not be kept. So it is with every change.</exception>
    public Task<KeptRedemption> RedeemAsync(string scan, long points, Receipt receipt) => Task.Run(() =>
    {
        var shown = ShownScan.Read(scan);
        KeptRedemption? made = null;
        Change(() =>
        {
            var now = held is null ? default : Later(held.Allowance.GrantedAt.ToDateTimeOffset() + age!.Now, held.Latest);
            if (OfflineRules.WhyNot(held?.Allowance, kept.Values, shown, points, now) is { } refusal)
            {
                throw refusal;
            }

            var next = held! with { LastNumber = held!.LastNumber + 1, Latest = now };
            made = new KeptRedemption(
                new OfflineRedemption
                {
                    AllowanceId = next.Allowance.AllowanceId,
                    RedemptionId = Guid.CreateVersion7().ToString("N"),
                    Number = next.LastNumber,
                    Scan = scan,
                    Points = points,
                    RedeemedAt = Timestamp.FromDateTimeOffset(now),
                    Receipt = receipt.Clone(),
                },
                RedemptionState.Open)
            {
                Key = RedemptionTables.NextKey(file),
                Value = ValueOf(next.Allowance, points),
                Member = shown.Member,
                Proof = shown.Proof,
                IsCard = shown.IsCard,
            };
            file.Write(() =>
            {
                RedemptionTables.Put(file, next);
                RedemptionTables.Put(file, made);
            });
            held = next;
            kept = kept.Add(made.Key, made);
        });
        return made!;
    });

    /// <summary>The sale was made: the platform is told. Again, it changes nothing.</summary>
    /// <exception cref="ArgumentException">It was voided.</exception>
    public Task CompleteAsync(KeptRedemption redemption) => Close(redemption, isVoid: false);

    /// <summary>The sale was not made: the points can be redeemed again. Again, it changes nothing.</summary>
    /// <exception cref="ArgumentException">It was completed.</exception>
    public Task VoidAsync(KeptRedemption redemption) => Close(redemption, isVoid: true);

    /// <summary>Takes a settled redemption out of <see cref="Redemptions"/>: the till has written down what came of it. Under its allowance it still counts.</summary>
    /// <exception cref="ArgumentException">It is not settled.</exception>
    public Task ForgetAsync(KeptRedemption redemption) => Task.Run(() => Change(() =>
    {
        if (kept.GetValueOrDefault(redemption.Key) is not { } known)
        {
            return;
        }

        if (known.State is not RedemptionState.Settled)
        {
            throw new ArgumentException($"{known.HoldId} is not settled yet.", nameof(redemption));
        }

        Put(known with { IsForgotten = true });
    }));

    /// <summary>Waits until everything that was completed or voided before is settled, and its event was raised.</summary>
    public Task ReconcileAsync(CancellationToken cancellation = default)
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            waiting = waiting.Add((kept.IsEmpty ? 0 : kept.Keys.Last(), settled));
        }

        Serve();
        return settled.Task.WaitAsync(cancellation);
    }

    /// <summary>Tries again now: the network is back, somebody has logged in.</summary>
    public void Retry() => loop.Retry();

    /// <summary>Ends sending. What is not settled stays in the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        // The answer to the call under way is still written.
        await loop.End().ConfigureAwait(false);
        loop.Dispose();
        lock (gate)
        {
            isClosed = true;
            waiting.ForEach(one => one.Settled.TrySetCanceled());
            file.Dispose();
        }
    }

    /// <summary>The redemption that a receipt names; null when it names none of this journal.</summary>
    internal KeptRedemption? Find(string holdId)
    {
        lock (gate)
        {
            return holdId.Length == 0 ? null : kept.Values.FirstOrDefault(each => each.HoldId == holdId);
        }
    }

    private async Task Close(KeptRedemption redemption, bool isVoid)
    {
        await Task.Run(() => Change(() =>
        {
            if (kept.GetValueOrDefault(redemption.Key) is not { } known)
            {
                return;
            }

            if (known.State is not RedemptionState.Open)
            {
                _ = known.Redemption.Voided == isVoid ? true : throw new ArgumentException($"{known.HoldId} was {(isVoid ? "completed" : "voided")}.", nameof(redemption));
                return;
            }

            var closed = known.Redemption.Clone();
            closed.Voided = isVoid;
            Put(known with { Redemption = closed, State = RedemptionState.Waiting });
        })).ConfigureAwait(false);
        loop.Wake();
    }

    private async Task<bool> Send()
    {
        List<KeptRedemption> batch;
        lock (gate)
        {
            batch = [.. kept.Values.Where(each => each.State is RedemptionState.Waiting).Take(MostSent)];
        }

        if (batch.Count == 0)
        {
            Serve();
            return false;
        }

        var request = new ReconcileOfflineRedemptionsRequest { Redemptions = { batch.Select(each => each.Redemption) } };
        var answer = await platform.ReconcileOfflineRedemptionsAsync(request, cancellationToken: loop.Stop).ResponseAsync.ConfigureAwait(false);
        if (!answer.Results.Select(result => result.RedemptionId).SequenceEqual(batch.Select(each => each.Redemption.RedemptionId))
            || answer.Results.Any(result => result.Refusal is null == result.Outcome is OfflineOutcome.Unspecified))
        {
            throw new NonsenseException("They are not the results of what was sent.");
        }

        List<KeptRedemption> settled = [.. batch.Zip(answer.Results, Settle)];
        Change(() =>
        {
            file.Write(() => settled.ForEach(each => RedemptionTables.Put(file, each)));
            kept = kept.SetItems(settled.Select(each => KeyValuePair.Create(each.Key, each)));
        });
        settled.ForEach(each => handlers.Raise(() => Settled?.Invoke(this, each)));
        Serve();
        return true;
    }

    // What the member showed is of no use any more.
    private static KeptRedemption Settle(KeptRedemption each, OfflineRedemptionResult result)
    {
        var redemption = each.Redemption.Clone();
        redemption.ClearProof();
        return each with { Redemption = redemption, State = RedemptionState.Settled, Result = result };
    }

    private void Put(KeptRedemption changed)
    {
        file.Write(() => RedemptionTables.Put(file, changed));
        kept = kept.SetItem(changed.Key, changed);
    }

    // The file has a change before anybody sees it.
    private void Change(Action change)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            change();
        }
    }

    private void Serve()
    {
        lock (gate)
        {
            var first = kept.Values.FirstOrDefault(each => each.State is RedemptionState.Waiting)?.Key ?? long.MaxValue;
            foreach (var served in waiting.Where(served => served.Through < first))
            {
                served.Settled.TrySetResult();
                waiting = waiting.Remove(served);
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static Money? ValueOf(OfflineAllowance allowance, long points) => allowance.RedemptionRate is { Points: > 0 } rate
        ? new Money { CurrencyCode = rate.CurrencyCode, AmountMinor = (long)((Int128)points * rate.AmountMinor / rate.Points) }
        : null;
}
