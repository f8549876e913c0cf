using System.Globalization;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using OperationOutcome = Omnichannel.CartSync.Domain.OperationOutcome;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>The model goes along with what is stored, and the invariants.</summary>
internal sealed partial class World
{
    // Since a cart's last step that a replica of the store has: what is there to go back to.
    private readonly Dictionary<string, List<UnsafeStep>> unsafeSteps = [];
    private readonly Dictionary<string, int> failovers = [];
    private readonly Dictionary<string, long> lost = [];
    private readonly List<MemoryStore.Row> removedLately = [];
    private readonly Outside outside = new();

    private void FollowMoney(CartCommit commit)
    {
        if (commit.Events.Count(outgoing => outgoing.Message is CartCheckedOut) != commit.Ended.Count(checkout => checkout.Phase is CartPhase.CheckedOut))
        {
            Fail("a sale is not published, or published without being one");
        }

        foreach (var refund in commit.Events.Select(outgoing => outgoing.Message).OfType<CheckoutRefundRequested>())
        {
            if (ledger.Refund(refund) is { } fault)
            {
                Fail(fault);
            }
        }
    }

    private void Follow(SharedCart? before, SharedCart cart, WatchedJob job, DateTimeOffset now)
    {
        var model = models[cart.Id];
        var tariff = job.Replica.TariffAt(now);
        if (job.IsTimer && job.Step!.Ended.IsEmpty && IsForgotten(before!, job.Step.Cart))
        {
            Forget(before!, job.Step.Cart, model, now);
            return;
        }

        var begun = job.Step!.Ended.Append(job.Step.Cart.Checkout).FirstOrDefault(checkout => checkout is not null && checkout.CheckoutId != before?.Checkout?.CheckoutId);
        if (begun is not null || job.Intent is { Message: not null } or { Plain: not null })
        {
            used[cart.Id] = now;
        }

        if (begun is not null
            && ledger.Begin(before!, begun, attempts.Single(attempt => attempt.Order.Key.IsSameCall(begun.BegunBy!)).Order, tariff) is { } wrong)
        {
            Fail(wrong);
        }

        foreach (var checkout in job.Step.Ended)
        {
            if (checkout.Phase is not CartPhase.CheckedOut)
            {
                model.Reopened();
            }
            else if (ledger.Sell(cart, checkout, model) is { } fault)
            {
                Fail(fault);
            }
            else
            {
                model.Sold(cart.Version);
            }
        }

        FollowMerges(before, cart, model, now);
        FollowOperations(before, cart, model, job, now, tariff);
        FollowPlain(before, cart, model, job, now, tariff);
        CheckView(cart, new Surroundings(now, tariff.Book));
        if (job.Intent?.Purchase is { } purchase && cart.SeenOrders.Contains(purchase.OrderId))
        {
            model.Bought(purchase.OrderId, purchase.At, [.. purchase.QuantityByLineId.Select(line => (line.Key, (int)line.Value))], before?.Phase is null or CartPhase.Open, before is { IsInCheckout: true });
        }
    }

    // However it was shown before, it is shown as if for the first time.
    private void CheckView(SharedCart cart, Surroundings around)
    {
        var fresh = CartView.Of(cart, around);
        fresh.StableVersion = cart.Version;
        for (var look = 0; look < 2; look++)
        {
            if (views.Of(cart, around) is var view && !view.Equals(fresh))
            {
                Fail($"{Name(cart)} is shown as {view} and is {fresh}");
            }
        }
    }

    // Only a change moves the version, past those that a failover lost, or may have, as far as the process knew them.
    private void CheckVersions(string cartId, long from, List<WatchedJob> done)
    {
        if (done.Count == 0)
        {
            return;
        }

        changes[cartId] = changes.GetValueOrDefault(cartId) + 1;
        var least = Math.Max(from, lost.GetValueOrDefault(cartId));
        var most = Math.Max(least, unanswered.GetValueOrDefault(cartId));
        if (planted.KeepsVersions && (done[0].Found!.Version != from || done[0].Found!.Given > most))
        {
            Fail($"{Name(cartId)} was at version {from}, {most} may have been seen, and it is changed as if it were at {done[0].Found!.Version} and {done[0].Found!.Given} had been");
        }
        else if (done.Exists(job => job.Step!.Cart.Version > from && job.Step.Cart.Version <= least))
        {
            Fail($"{Name(cartId)} was at version {from}, {least} had been seen, and it is changed to a version between");
        }
        else if (done[^1].Step!.Cart.Version > least)
        {
            lost.Remove(cartId);
        }
    }

    private static bool IsForgotten(SharedCart before, SharedCart cart) =>
        cart.Lines.IsEmpty && cart.Devices.IsEmpty && cart.LastActor is null && (before.LastActor is not null || !before.Devices.IsEmpty || before.LastEditAt != default);

    // Only a guest's, a month after the last use; a checkout, a release and a merge come to their end first.
    private void Forget(SharedCart before, SharedCart cart, CartModel model, DateTimeOffset now)
    {
        Say($"{Name(cart)} is given up");
        if (!before.OwnerIsGuest || used.GetValueOrDefault(cart.Id) + TimeSpan.FromDays(30) > now || before.Phase is not (CartPhase.Open or CartPhase.Merged) || !before.PendingReleases.IsEmpty
            || cart.ContactId.Length > 0 || !cart.Codes.IsEmpty || (before.Attempts > 0 && cart.Generation <= before.Generation) || cart.MovedTo != before.MovedTo)
        {
            Fail($"{Name(cart)}, last used {used.GetValueOrDefault(cart.Id):dd HH:mm}, is given up at {now:dd HH:mm} as {cart.Phase}");
        }

        lives[cart.Id] = lives.GetValueOrDefault(cart.Id) + 1;
        givenUp[cart.Id] = now;
        unanswered[cart.Id] = Math.Max(unanswered.GetValueOrDefault(cart.Id), before.Version);
        lost.Remove(cart.Id);
        model.Forget(isKept: cart.Version > 0, cart.Version);
        unsafeSteps.Remove(cart.Id);
    }

    private void FollowMerges(SharedCart? before, SharedCart cart, CartModel model, DateTimeOffset now)
    {
        foreach (var (mergeId, _) in cart.AppliedMerges.Skip(before?.AppliedMerges.Length ?? 0))
        {
            if (stored.Values.FirstOrDefault(other => other.MovedTo?.MergeId == mergeId) is not { } guest)
            {
                Fail($"{Name(cart)} takes in a guest's cart that is not frozen");
                return;
            }

            model.MergeIn(models[guest.Id], guest.Id, mergeId, guest.MovedTo!.Strategy, cart.Version, now);
        }

        foreach (var merge in cart.Merges.Where(merge => merge.IsUndone && before!.Merges.Any(known => known.MergeId == merge.MergeId && !known.IsUndone)))
        {
            model.Undo(merge.MergeId);
        }

        if (cart.Phase is CartPhase.Merged && before!.Phase is not CartPhase.Merged)
        {
            model.MovedOut();
        }
    }

    private void FollowOperations(SharedCart? before, SharedCart cart, CartModel model, WatchedJob job, DateTimeOffset now, Tariff tariff)
    {
        if (job.Intent is not { Message: { } message } intent || (before?.Phase ?? CartPhase.Open) is not CartPhase.Open || cart.Phase is not CartPhase.Open
            || cart.AppliedMerges.Length != (before?.AppliedMerges.Length ?? 0))
        {
            return;
        }

        var (version, given) = (before?.Version ?? 0, before?.Given ?? 0);
        if (cart.Id == message.CartId)
        {
            // Versions of a cart that was given up say nothing of the one that came after it.
            var operations = message.Operations.Select((operation, i) =>
                message.Marks[i].Seen == (before?.CreatedAt ?? default) ? operation : operation with { BaseVersion = 0 }).ToList();
            intent.Rulings = model.Apply(message.Name, operations, false, ref version, given, now, tariff);
            CheckPrices(cart, intent, tariff);
            CheckAnew(cart, message, intent.Rulings);
        }
        else if (intent.Closed is { } guest && guest.MovedTo!.CustomerCartId == cart.Id)
        {
            // What follows a guest's cart that moved.
            var name = $"{guest.Id}/{message.Name}";
            var since = now - guest.MovedTo.StartedAt;
            var isGuest = message.Actor.Role is ActorRole.Guest;
            var following = message.Operations.Select(operation =>
                (isGuest ? since < TimeSpan.FromMinutes(15) && operation.BaseVersion < guest.Version : since <= TimeSpan.FromHours(24))
                    ? operation : operation with { Edit = new Edit.Nothing() }).ToList();
            intent.Rulings = model.Apply(name, following, true, ref version, given, now, tariff);
            if (isGuest)
            {
                // The limits of the customer's lines are not the guest's to know.
                intent.Rulings = intent.Rulings.ConvertAll(ruling => ruling.Reason is "QUANTITY_OUT_OF_RANGE" ? Ruling.Refused("CART_CLOSED") : ruling);
            }
        }
        else
        {
            return;
        }

        if (version != cart.Version)
        {
            Fail($"{Name(cart)} is at version {cart.Version} and should be at {version}");
        }
    }

    // What a device knew to be safe in a cart that was given up does not come back with the next, unless a copy was in the air at that very moment.
    private void CheckAnew(SharedCart cart, Message message, List<Ruling> rulings)
    {
        for (var i = 0; i < rulings.Count; i++)
        {
            if (rulings[i].IsDone && message.At > givenUp.GetValueOrDefault(cart.Id) && safe.TryGetValue(message.Marks[i].Id, out var life) && life < lives.GetValueOrDefault(cart.Id))
            {
                Fail($"{message.Operations[i].DeviceSeq} of {message.Name} comes back in {Name(cart)}");
            }
        }
    }

    // Whoever adds something is told its price, which is what a checkout may not exceed without asking.
    private void CheckPrices(SharedCart cart, Intent intent, Tariff tariff)
    {
        if (intent.Message!.Operations[^1].Edit is Edit.Add add && intent.Rulings![^1].IsDone
            && cart.Lines.FirstOrDefault(line => line.LineId == CartId.OfLine(add.Sku, add.Options)) is { } line
            && decimal.Parse(line.AcknowledgedPrice, CultureInfo.InvariantCulture) != tariff.PriceOf(add.Sku))
        {
            Fail($"{add.Sku} costs {tariff.PriceOf(add.Sku)} and was put into {Name(cart)} for {line.AcknowledgedPrice}");
        }
    }

    /// <summary>The history that a cart's store is in.</summary>
    public string History(string cartId) => failovers.GetValueOrDefault(cartId).ToString(CultureInfo.InvariantCulture);

    /// <summary>The store's replicas have everything that was stored of a cart so far. Each cart is a shard of its own.</summary>
    public string Fence(string cartId)
    {
        if (planted.WaitsForReplicas)
        {
            unsafeSteps.Remove(cartId);
        }

        return History(cartId);
    }

    private void Remember(SharedCart? before, SharedCart cart, CartCommit commit, List<WatchedJob> batch)
    {
        if (!LosesVersions || isQuiet)
        {
            return;
        }

        // An edit of a device, which sends it again, and nobody else was told of it.
        var isEdit = batch.TrueForAll(job => job.Intent?.Message?.CartId == cart.Id) && cart.Phase is CartPhase.Open && commit.Ended.Count == 0 && commit.Answers.Count == 0
            && commit.Events.Count == 0 && cart.AppliedMerges.Length == (before?.AppliedMerges.Length ?? 0);
        if (!isEdit && !planted.LosesSteps)
        {
            unsafeSteps.Remove(cart.Id);
            return;
        }

        if (!unsafeSteps.TryGetValue(cart.Id, out var steps))
        {
            unsafeSteps[cart.Id] = steps = [];
        }

        steps.Add(new UnsafeStep(
            before, models[cart.Id].Clone(), due.TryGetValue(cart.Id, out var at) ? at : null, used.GetValueOrDefault(cart.Id), commit, ((MemoryStore)store).TakeBack));
    }

    // Most of what may be lost, or told too early, is on its way to the replicas at this moment.
    private void Meanwhile(string what)
    {
        if (!LosesVersions || what is not ("fence" or "save"))
        {
            return;
        }

        var roll = Dice.Next(1000);
        if (roll < 30)
        {
            FailOver();
        }
        else if (roll < 60)
        {
            Beside(Publish);
        }
    }

    // Primaries are lost; what replaces them had not heard of the last steps. Whatever is in the air goes on.
    private void FailOver()
    {
        if (!LosesVersions || store is not MemoryStore memory)
        {
            return;
        }

        var one = Dice.Chance(60) ? null : Dice.Pick(cartIds);
        foreach (var cartId in cartIds.Where(cartId => one is null || cartId == one))
        {
            failovers[cartId] = failovers.GetValueOrDefault(cartId) + 1;
            if (!unsafeSteps.TryGetValue(cartId, out var steps))
            {
                continue;
            }

            var back = 1 + Dice.Next(steps.Count);
            var to = steps[^back];
            if (to.Before is { OwnerIsGuest: true } && to.Used + Retention.OfGuests < Clock.Now)
            {
                // The first edit after a month: with it lost the cart would be given up, and versions that were seen begin anew.
                continue;
            }

            // A blank one that only kept answers is not stored.
            var last = stored.GetValueOrDefault(cartId);
            Say($"failover: {Name(cartId)} goes back from version {last?.Version} ({last?.Phase}) to {to.Before?.Version} ({to.Before?.Phase})");
            foreach (var step in steps.TakeLast(back).Reverse())
            {
                if (outside.HasHeardOf(step.Commit.Events.Select(outgoing => outgoing.Message)))
                {
                    Fail($"what was published of {Name(cartId)} did not happen after all");
                }

                step.TakeBack();
                ledger.TakeBack(step.Commit);
            }

            lost[cartId] = Math.Max(lost.GetValueOrDefault(cartId), last?.Version ?? 0);
            (models[cartId], used[cartId]) = (to.Model, to.Used);
            _ = to.Before is { } before ? stored[cartId] = before : stored.Remove(cartId) ? default! : default!;
            _ = to.Due is { } time ? due[cartId] = time : due.Remove(cartId) ? default : default;
            unsafeSteps.Remove(cartId);
            changes[cartId] = changes.GetValueOrDefault(cartId) + 1;
        }

        // That they were published may be lost, too.
        memory.PutBack(removedLately.Where(row => one is null || row.CartId == one));
        removedLately.Clear();
    }

    // Of the cart that the answer is made of.
    private bool IsStable(string cartId, int failoversBefore) => !unsafeSteps.ContainsKey(cartId) && failovers.GetValueOrDefault(cartId) == failoversBefore;

    private async Task Publish()
    {
        if (store is MemoryStore { Outbox.Count: > 0 } memory)
        {
            await Call(null, async replica =>
            {
                var rows = await replica.ReadOutbox(memory, planted.PublishesWhatIsSafe);
                await replica.Before("publishing");
                Hear(rows);
                await replica.After("publishing");
                memory.Remove(rows);
                removedLately.AddRange(rows);
                return true;
            });
        }
    }

    private void Hear(IEnumerable<MemoryStore.Row> rows)
    {
        foreach (var row in rows)
        {
            if (outside.Hear(row) is { } fault)
            {
                Fail(fault);
            }
        }
    }

    private void CheckStep()
    {
        if (Fault is null && ledger.Holds(stored.Values) is { } fault)
        {
            Fail(fault);
        }
    }

    private void ComeToRest()
    {
        isQuiet = true;
        Say("everything comes to rest");
        Land();
        if (Fault is null && stories.Count > 0)
        {
            Fail($"{stories.Count} calls wait for ever");
        }

        for (var round = 0; round < 12 && Fault is null; round++)
        {
            Clock.Now += round < 3 ? TimeSpan.FromSeconds(3) : TimeSpan.FromMinutes(16);
            Attend(Deliver(all: true));
            FireTimers(all: true);
            foreach (var attempt in attempts.Where(attempt => attempt.Answer is null).ToList())
            {
                Attend(SendBegin(attempt));
            }

            foreach (var payment in payments.Where(payment => payment.Answer is null).ToList())
            {
                Attend(SendComplete(payment));
            }

            foreach (var purchase in purchases.ToList())
            {
                Attend(SendPurchase(purchase));
            }

            foreach (var edit in plainEdits.Where(IsOpen).ToList())
            {
                Attend(SendPlain(edit));
            }

            unsafeSteps.Clear();
            foreach (var device in devices)
            {
                foreach (var (cartId, log) in device.Logs.Where(entry => IsAdmitted(device, entry.Key)).ToList())
                {
                    for (var sent = 0; sent < 500 && log.Answered < log.Operations.Count; sent++)
                    {
                        var sending = Send(device, cartId, log.Dropped, log.Operations.Count - log.Dropped, isLate: false);
                        Attend(sending);
                        if (!sending.IsCompleted || !sending.Result)
                        {
                            break;
                        }
                    }
                }
            }

            if (stories.Count > 0)
            {
                Fail("a call waits for ever");
            }

            if (round > 2 && IsAtRest)
            {
                break;
            }
        }

        if (Fault is null)
        {
            CheckRest();
        }
    }

    private bool IsAtRest => purchases.Count == 0 && !plainEdits.Exists(IsOpen) && devices.All(device => device.Logs.All(entry => entry.Value.Answered >= entry.Value.Operations.Count || !IsAdmitted(device, entry.Key)))
        && payments.All(payment => payment.Answer is not null) && attempts.All(attempt => attempt.Answer is not null)
        && stored.Values.All(cart => cart.Phase is CartPhase.Open or CartPhase.Merged && cart.PendingReleases.IsEmpty);

    private void CheckRest()
    {
        CheckStep();
        if (!IsAtRest)
        {
            Fail($"nothing comes to rest: {string.Join(", ", stored.Values.Select(cart => $"{Name(cart)} is {cart.Phase} with {cart.PendingReleases.Length} releases"))}, "
                + $"{payments.Count(payment => payment.Answer is null)} payments, {attempts.Count(attempt => attempt.Answer is null)} attempts, {purchases.Count} purchases");
        }

        foreach (var device in devices)
        {
            foreach (var (cartId, log) in device.Logs)
            {
                if (log.Answered < log.Operations.Count && IsAdmitted(device, cartId))
                {
                    Fail($"{device.Name} gets no answer to {log.Answered + 1} on {Name(cartId)}");
                }
            }

            if (device.CartId.Length > 0 && stored.TryGetValue(device.CartId, out var cart))
            {
                GrowOld(device, cart.Id, device.LogOf(cart.Id));
                device.Watcher.Look(cart, Around);
                if (!device.Watcher.Shows(cart))
                {
                    Fail($"{device.Name} watches {Name(cart)} and shows something else");
                }
            }
        }

        foreach (var payment in payments)
        {
            var (isSold, isRefunded) = (payment.Tenders.All(tender => ledger.IsSold(tender.Reference)), payment.Tenders.All(tender => ledger.IsRefunded(tender.Reference)));
            var isRight = payment.Answer switch
            {
                "SOLD" => isSold && !isRefunded,
                "TENDERS_DO_NOT_MATCH" or "CHECKOUT_NOT_READY" => !isSold && !isRefunded,
                _ => !isSold && isRefunded,
            };
            if (!isRight)
            {
                Fail($"payment {payment.Tenders[0].Reference} was answered {payment.Answer}; sold: {isSold}, given back: {isRefunded}");
            }
        }

        foreach (var attempt in attempts.Where(attempt => attempt.Order.IsInStore))
        {
            var isSold = attempt.Order.Tenders.All(tender => ledger.IsSold(tender.Reference));
            if (isSold != (attempt.Answer == "SOLD"))
            {
                Fail($"the till's {attempt.Order.Tenders[0].Reference} was answered {attempt.Answer}; sold: {isSold}");
            }
        }

        if (ledger.LeftOver() is { } leftOver)
        {
            Fail(leftOver);
        }

        if (store is MemoryStore memory)
        {
            Hear(memory.Outbox);
            if (ledger.Differs(outside) is { } difference)
            {
                Fail(difference);
            }
        }

        CheckRetention();
    }

    // A month later the guest's cart is gone, and the customers' are as they were.
    private void CheckRetention()
    {
        var customers = stored.Values.Where(cart => !cart.OwnerIsGuest).ToList();
        for (var round = 0; round < 2; round++)
        {
            Clock.Now += TimeSpan.FromDays(32);
            FireTimers(all: true);
        }

        if (stored.Values.FirstOrDefault(cart => cart.OwnerIsGuest && (!cart.Lines.IsEmpty || !cart.Devices.IsEmpty || cart.ContactId.Length > 0)) is { } guest)
        {
            Fail($"{Name(guest)} stays for ever");
        }

        if (customers.Any(cart => stored[cart.Id].Lines.Length != cart.Lines.Length || stored[cart.Id].Lines.Sum(line => line.Quantity) != cart.Lines.Sum(line => line.Quantity)))
        {
            Fail("a customer's cart is given up");
        }
    }

    /// <summary>A step that the store may lose, with what was there before.</summary>
    private sealed record UnsafeStep(SharedCart? Before, CartModel Model, DateTimeOffset? Due, DateTimeOffset Used, CartCommit Commit, Action TakeBack);
}
