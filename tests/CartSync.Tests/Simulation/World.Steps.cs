using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Timers;
using Actor = Omnichannel.CartSync.Domain.Actor;
using Checkout = Omnichannel.CartSync.Domain.Checkout;
using MergeNoteKind = Omnichannel.CartSync.Domain.MergeNoteKind;
using MergeStrategy = Omnichannel.CartSync.Domain.MergeStrategy;
using OperationOutcome = Omnichannel.CartSync.Domain.OperationOutcome;
using OperationResult = Omnichannel.CartSync.Domain.OperationResult;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>What can happen.</summary>
internal sealed partial class World
{
    private static readonly (int Weight, Func<World, Task> Do)[] Happenings =
    [
        (30, world => Now(world.Edit)),
        (32, world => world.SendOne()),
        (12, world => world.EditPlainly()),
        (9, world => world.Deliver(all: false)),
        (9, world => world.LookOne()),
        (7, world => Now(world.PassTime)),
        (8, world => Now(() => world.FireTimers(all: false))),
        (7, world => world.BeginOne()),
        (8, world => Now(world.Rush)),
        (12, world => world.CompleteOne()),
        (3, world => world.CancelOne()),
        (5, world => world.LogIn()),
        (4, world => world.UndoOne()),
        (5, world => world.HandOff()),
        (3, world => world.BuyElsewhere()),
        (2, world => Now(world.KillOne)),
        (3, world => Now(world.FailOver)),
        (3, world => world.Publish()),
        (6, world => Now(world.ChangePrices)),
    ];

    private static readonly int AllWeights = Happenings.Sum(happening => happening.Weight);

    private readonly List<Message> network = [];
    private readonly List<Attempt> attempts = [];
    private readonly List<Payment> payments = [];
    private readonly List<PlainEdit> plainEdits = [];
    private readonly List<(string CartId, Purchase Order)> purchases = [];
    private readonly Dictionary<int, int> safe = [];
    private int operationsInTheAir;
    private int operationsMade;

    private Task Happen()
    {
        var roll = Dice.Next(AllWeights);
        foreach (var (weight, happen) in Happenings)
        {
            roll -= weight;
            if (roll < 0)
            {
                return happen(this);
            }
        }

        return Task.CompletedTask;
    }

    private static Task Now(Action happen)
    {
        happen();
        return Task.CompletedTask;
    }

    // Much at once around one cart: checkouts, payments, timeouts, logins, edits; each waits for the others more often than not.
    private void Rush()
    {
        var cartId = Dice.Pick(cartIds);
        Say($"there is a rush for {Name(cartId)}");
        for (var count = 2 + Dice.Next(3); count > 0; count--)
        {
            Func<Task> story = Dice.Next(9) switch
            {
                < 3 => () => BeginOne(cartId),
                3 => CompleteOne,
                4 => CancelOne,
                5 => LogIn,
                6 => UndoOne,
                7 => () => FireTimer(cartId, Clock.Now),
                _ => SendOne,
            };
            Beside(story, waitsOften: true);
        }
    }

    private void Edit()
    {
        var device = Dice.Pick(devices);
        if (device.CartId.Length == 0)
        {
            return;
        }

        var log = device.LogOf(device.CartId);
        GrowOld(device, device.CartId, log);
        var article = Shop.Articles[Dice.Next(Dice.Chance(40) ? 1 : Shop.Articles.Length)];

        // Now and then the same thing is added again and again.
        for (var count = Dice.Chance(4) ? 8 + Dice.Next(30) : 1; count > 0; count--)
        {
            Edit edit = count > 1 ? new Edit.Add(article.Sku, article.Options, 1, null) : Dice.Next(40) switch
            {
                < 16 => new Edit.Add(article.Sku, article.Options, 1 + Dice.Next(4), null),
                < 23 => new Edit.Remove(article.Line),
                < 33 => new Edit.SetQuantity(article.Line, 1 + Dice.Next(8)),
                33 => new Edit.Clear(),
                34 => new Edit.MoveToSaved(article.Line),
                35 => new Edit.MoveToCart(article.Line),
                36 => new Edit.ApplyCode($"C{Dice.Next(3)}"),
                37 => new Edit.Add("NONE", [], 1, null),
                38 => new Edit.Add(article.Sku, article.Options, article.Most - 10, null),
                _ => new Edit.SetGiftNote("Auguri"),
            };
            log.Make(edit, ++operationsMade);
        }

        Say($"{device.Name} has seen {log.Seen} of {Name(device.CartId)} and makes {log.Operations.Count}: {log.Operations[^1].Edit.GetType().Name} {article}");
    }

    private async Task SendOne()
    {
        var device = Dice.Pick(devices);
        var logs = device.Logs.Where(entry => entry.Value.Operations.Count > entry.Value.Dropped).ToList();
        if (logs.Count > 0)
        {
            var (cartId, log) = Dice.Pick(logs);

            // As it should, or an older part again, or with a gap in front.
            var from = Dice.Chance(75) ? log.Dropped : Math.Clamp(log.Answered + Dice.Next(6) - 3, cartId == cartIds[2] ? log.Dropped : 0, log.Operations.Count - 1);
            await Send(device, cartId, from, Dice.Chance(70) ? 1 + Dice.Next(6) : 30, isLate: Dice.Chance(12));
        }
    }

    /// <returns>Whether it was answered.</returns>
    private async Task<bool> Send(Device device, string cartId, int from, int count, bool isLate)
    {
        var log = device.LogOf(cartId);
        GrowOld(device, cartId, log);
        if (cartId == cartIds[2] && log.Dropped >= log.Operations.Count)
        {
            return false;
        }

        // What was dropped of a guest's cart is not there to be sent.
        from = Math.Max(cartId == cartIds[2] ? log.Dropped : 0, Math.Min(from, log.Operations.Count - 1));
        var message = new Message(
            device, log.Name, device.Actor, cartId, [.. log.Operations.Skip(from).Take(count)], [.. log.Marks.Skip(from).Take(count)], Clock.Now);
        if (isLate || Dice.Chance(10))
        {
            network.Add(message);
        }

        return !isLate && await Arrive(message);
    }

    // Late, out of order, or for the second time.
    private async Task Deliver(bool all)
    {
        do
        {
            if (network.Count == 0)
            {
                return;
            }

            var message = Dice.Pick(network);
            if (message.CartId == cartIds[2] && message.At + TimeSpan.FromDays(29) < Clock.Now)
            {
                // No message is on its way for as long as a guest's cart is kept.
                network.Remove(message);
                continue;
            }

            if (all || Dice.Chance(60))
            {
                network.Remove(message);
            }

            await Arrive(message);
        }
        while (all);
    }

    private async Task<bool> Arrive(Message message)
    {
        // The model reads from the stored cart what was folded, so it must not miss what happens in the middle of a batch beyond the bound: there batches are short.
        var most = models.Values.Max(model => Shop.Articles.Max(article => model.PartsOf(article.LineId)));
        var length = Math.Clamp(46 - most - operationsInTheAir, 1, message.Operations.Length);
        message = message with { Operations = message.Operations[..length], Marks = message.Marks[..length] };

        var (device, log) = (message.Device, message.Device.LogOf(message.CartId));
        var intent = new Intent { Message = message };
        Say($"{device.Name} sends {message.Operations[0].DeviceSeq} to {message.Operations[^1].DeviceSeq} to {Name(message.CartId)}");
        var dropped = log.Dropped;
        var failoversBefore = Array.ConvertAll(cartIds, cartId => failovers.GetValueOrDefault(cartId));
        operationsInTheAir += message.Operations.Length;
        var answer = await Call(intent, replica => replica.Devices.Apply(
            message.CartId, NewOwner(message.Actor, message.CartId), message.Name, message.Operations, message.Actor, default));
        operationsInTheAir -= message.Operations.Length;
        if (!answer.Came || answer.IsRefused)
        {
            Say($"... {(answer.Came ? answer.Refusal : "no answer")}");
            return false;
        }

        var (cart, results) = (answer.Result!.Cart, answer.Result.Answer);
        Say($"... {string.Join(", ", results.Select(result => $"{result.DeviceSeq} {result.Outcome} {result.Note?.Kind} {result.Refusal?.Reason}".TrimEnd()))}; version {cart.Version}");
        CheckAnswers(message, results, intent.Rulings);

        // The last way on which an answer is lost: from the gateway to the device.
        if (!isQuiet && Dice.Chance(10))
        {
            Say($"... {device.Name} does not hear it");
            return false;
        }

        if (log.Name != message.Name)
        {
            // Of a log that is done with.
            return true;
        }

        foreach (var result in results)
        {
            Heard(device, log, message.CartId, result, dropped, IsStable(cart.Id, failoversBefore[Array.IndexOf(cartIds, cart.Id)]));
            if (log.Name != message.Name)
            {
                return true;
            }
        }

        if (cart.Id == message.CartId || cart.Id == device.CartId)
        {
            GrowOld(device, cart.Id, device.LogOf(cart.Id));
            device.LogOf(cart.Id).Look(cart);
        }

        return true;
    }

    private void Heard(Device device, Log log, string cartId, OperationResult result, int dropped, bool isStable)
    {
        if (result.Outcome is OperationOutcome.Rejected && result.DeviceSeq > log.Answered + 1)
        {
            // Closed to this one says nothing of those before it.
            return;
        }

        if (result.Outcome is not OperationOutcome.OutOfOrder)
        {
            for (var i = log.Dropped; isStable && i < result.DeviceSeq; i++)
            {
                safe[log.Marks[i].Id] = lives.GetValueOrDefault(cartId);
            }

            log.Answered = Math.Max(log.Answered, (int)result.DeviceSeq);
            log.Dropped = isStable ? Math.Max(log.Dropped, (int)result.DeviceSeq) : log.Dropped;
            return;
        }

        var expected = (int)result.ExpectedDeviceSeq;
        if (expected <= dropped && lives.GetValueOrDefault(cartId) > 0 && expected == 1)
        {
            Say($"{device.Name} begins anew with {Name(cartId)}");
            log.BeginAnew();
            device.Watcher = new Watcher();
            return;
        }

        if (expected <= dropped)
        {
            Fail($"{device.Name} is asked for {expected}, which was promised to be safe");
        }

        if (expected <= log.Answered && expected > log.Dropped)
        {
            // It was lost: once more from there.
            log.Answered = expected - 1;
        }
    }

    private void CheckAnswers(Message message, IReadOnlyList<OperationResult> results, List<Ruling>? rulings)
    {
        if (results.Count != message.Operations.Length)
        {
            Fail($"{message.Operations.Length} operations got {results.Count} answers");
            return;
        }

        for (var i = 0; i < results.Count; i++)
        {
            var ruling = rulings is not null && i < rulings.Count ? rulings[i] : (Ruling?)null;
            if (!IsAsRuled(results[i], ruling))
            {
                Fail($"{message.Device.Name}'s {results[i].DeviceSeq} is answered {results[i].Outcome} {results[i].Note?.Kind} {results[i].Refusal?.Reason} and should be {ruling?.ToString() ?? "without effect"}");
            }
        }
    }

    // Without a ruling nothing was stored: whatever it is answered, nothing was done.
    private static bool IsAsRuled(OperationResult result, Ruling? ruling) => ruling is not { } known
        ? result.Outcome is not (OperationOutcome.Applied or OperationOutcome.Merged)
        : result.Outcome == known.Outcome && (result.Note?.Kind is MergeNoteKind.BaseTooOld ? MergeNoteKind.UnseenKept : result.Note?.Kind) == known.Note
            && (result.Refusal?.Reason ?? "") == known.Reason;

    private void GrowOld(Device device, string cartId, Log log)
    {
        if (log.GrowsOld(Clock.Now) && device.CartId == cartId)
        {
            device.Watcher = new Watcher();
        }
    }

    private async Task LookOne()
    {
        var device = Dice.Pick(devices);
        if (device.CartId.Length == 0)
        {
            return;
        }

        // What a watcher sees comes in order.
        Current.MayWait = false;
        var look = await Call(null, replica => replica.Carts.Read(device.CartId, default).AsTask());
        if (look is { Came: true, Result: { } cart } && cart.Admits(device.Actor, Clock.Now))
        {
            GrowOld(device, cart.Id, device.LogOf(cart.Id));
            device.LogOf(cart.Id).Look(cart);
            device.Watcher.Look(cart, Around);
            Say($"{device.Name} looks at version {cart.Version} of {Name(cart)}");
        }
    }

    private void PassTime()
    {
        var by = Dice.Next(12) switch
        {
            < 5 => TimeSpan.FromSeconds(Dice.Next(120)),
            < 8 => TimeSpan.FromMinutes(Dice.Next(20)),
            8 => TimeSpan.FromHours(Dice.Next(30)),
            9 => TimeSpan.FromDays(Dice.Next(4)),
            _ => TimeSpan.FromDays(Dice.Next(Dice.Chance(60) ? 35 : 100)),
        };

        // Nobody waits for an answer for days, nor longer than the key of a plain edit is remembered.
        if (plainInTheAir > 0 || (waiting.Count > 0 && Clock.Now + by > waiting.Min(wait => wait.Flight.Since) + LongestFlight))
        {
            by = TimeSpan.FromMinutes(Dice.Next(20));
        }

        Clock.Now += by;
        Say($"time passes: {by}");
        if (Dice.Chance(50))
        {
            unsafeSteps.Clear();
            removedLately.Clear();
        }
    }

    // A timer that is late, fires twice or for nothing does no harm.
    private void FireTimers(bool all)
    {
        foreach (var (cartId, at) in due.ToList())
        {
            if (at <= Clock.Now ? all || Dice.Chance(70) : Dice.Chance(3))
            {
                Beside(() => FireTimer(cartId, at));
            }
        }
    }

    private async Task FireTimer(string cartId, DateTimeOffset at)
    {
        Say($"the timer of {Name(cartId)} fires");
        await Call(null, async replica =>
        {
            await replica.Timer.Fire(new DueTimer(SqlCartStore.TimerKind, cartId, 0, at), default);
            return true;
        });
    }

    // Each at a moment of its own, so that the moment of a decision says which prices it saw.
    private void ChangePrices()
    {
        Clock.Now += TimeSpan.FromTicks(1);
        Tariffs.Add(Tariffs[^1].Change(Dice, Clock.Now, out var what));
        Say($"from now on {what}");
    }

    private void KillOne()
    {
        ref var replica = ref replicas[Dice.Next(replicas.Length)];
        if (MayDie)
        {
            Kill(replica, "in between");
        }
    }

    private async Task LogIn()
    {
        var device = Dice.Pick(devices);
        if (device.Actor.Role is not ActorRole.Guest)
        {
            return;
        }

        var customer = owners[Dice.Chance(80) ? 0 : 1];
        var actor = OwnActor(customer, device.Actor.Channel);
        var strategy = (MergeStrategy)Dice.Next(5);
        Say($"{device.Name} logs in as {customer.Id}, {strategy}");
        var merged = await Call(null, replica => replica.Merges.Merge(owners[2], customer, strategy, actor, default));
        Say($"... {(merged.Came ? merged.Refusal ?? "merged" : "no answer")}");
        if (merged is { Came: true, Refusal: null } && Dice.Chance(75))
        {
            (device.Actor, device.CartId, device.Watcher) = (actor, CartId.Of(customer.Id, customer.Market), new Watcher());
        }
    }

    private async Task UndoOne()
    {
        var device = Dice.Pick(devices);
        if (device.CartId.Length == 0 || !stored.TryGetValue(device.CartId, out var cart) || cart.Merges.IsEmpty)
        {
            return;
        }

        var mergeId = cart.Merges[0].MergeId;
        var actor = device.Actor;
        var undone = await Call(null, replica => replica.Carts.Execute(
            new CartCommand<bool> { CartId = cart.Id, Caller = actor, Decide = (now, around) => MergeRules.Undo(now, mergeId, actor, around) }, default));
        Say($"{device.Name} undoes the merge: {(undone.Came ? undone.Refusal ?? "undone" : "no answer")}");
    }

    private async Task HandOff()
    {
        var till = Dice.Pick(devices);
        if (till.Actor.Role is not ActorRole.Terminal)
        {
            return;
        }

        var actor = till.Actor;
        if (till.CartId.Length > 0 && Dice.Chance(30))
        {
            var cartId = till.CartId;
            await Call(null, replica => replica.Carts.Execute(
                new CartCommand<bool> { CartId = cartId, Caller = actor, Decide = (cart, around) => HandoffRules.Release(cart, "", actor, around.Now) }, default));
            till.CartId = "";
            Say($"{till.Name} is done with {Name(cartId)}");
            return;
        }

        var owner = Dice.Pick(owners);
        var id = CartId.Of(owner.Id, owner.Market);
        CartId.TryShard(id, out var shard);
        var code = HandoffRules.MakeCode(shard, (ulong)Dice.Next(int.MaxValue));
        var made = await Call(null, replica => replica.Carts.Execute(
            new CartCommand<HandoffCode>
            {
                CartId = id, NewOwner = owner, Decide = (cart, around) => HandoffRules.Create(cart, code, OwnActor(owner, SalesChannel.App), around.Now),
            },
            default));
        var claimed = await Call(null, replica => replica.Carts.Execute(
            new CartCommand<Participant?> { CartId = id, Decide = (cart, around) => HandoffRules.Claim(cart, code, actor, around) }, default));
        Say($"{till.Name} joins {Name(id)}: {made.Came} {claimed.Came} {claimed.Refusal}");
        if (claimed is { Came: true, Refusal: null })
        {
            (till.CartId, till.Watcher) = (id, new Watcher());
        }
    }

    private async Task BuyElsewhere()
    {
        if (purchases.Count > 0 && Dice.Chance(60))
        {
            await SendPurchase(Dice.Pick(purchases));
            return;
        }

        var owner = Dice.Pick(owners);
        var order = new Purchase(
            $"o-{++made}",
            Clock.Now - TimeSpan.FromMinutes(Dice.Next(3) * 30),
            SalesChannel.Store,
            true,
            [.. Shop.Articles.Where(_ => Dice.Chance(40)).Select(article => KeyValuePair.Create(article.LineId, 1L + Dice.Next(3)))]);
        purchases.Add((CartId.Of(owner.Id, owner.Market), order));
        await SendPurchase(purchases[^1]);
    }

    private async Task SendPurchase((string CartId, Purchase Order) purchase)
    {
        var (cartId, order) = purchase;
        Say($"the owner of {Name(cartId)} bought {order.QuantityByLineId.Sum(line => line.Value)} pieces of {order.QuantityByLineId.Length} articles at a till, {order.At:HH:mm}");
        var answer = await Call(new Intent { Purchase = order }, async replica =>
        {
            await replica.Purchases.Note(cartId, order, default);
            return true;
        });

        // Told again as long as the consumer has not said that it has it.
        if (answer is { Came: true, Refusal: null or "CART_NOT_FOUND" } && (isQuiet || Dice.Chance(80)))
        {
            purchases.Remove(purchase);
        }
    }

    private bool IsAdmitted(Device device, string cartId) =>
        stored.TryGetValue(cartId, out var cart) ? cart.Admits(device.Actor, Clock.Now) : NewOwner(device.Actor, cartId) is not null;

    // As the transport tells it: a shopper's own cart, or the one that an agent names.
    private CartOwner? NewOwner(Actor actor, string cartId)
    {
        var owner = owners[Array.IndexOf(cartIds, cartId)];
        return actor.Role is ActorRole.Agent && !owner.IsGuest ? owner : actor.Subject == owner.Id ? owner : null;
    }
}
