using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Transport;
using Actor = Omnichannel.CartSync.Domain.Actor;
using OperationOutcome = Omnichannel.CartSync.Domain.OperationOutcome;
using OperationResult = Omnichannel.CartSync.Domain.OperationResult;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>A device with its log of each cart that it edits.</summary>
internal sealed class Device(string name, Actor actor, string cartId)
{
    private readonly Dictionary<string, Log> logs = [];

    public string Name => name;

    /// <summary>Who uses it now: changes at login.</summary>
    public Actor Actor { get; set; } = actor;

    /// <summary>The cart that it shows; empty for a till without customer.</summary>
    public string CartId { get; set; } = cartId;

    public Watcher Watcher { get; set; } = new();

    public IEnumerable<KeyValuePair<string, Log>> Logs => logs;

    public Log LogOf(string cart) => logs.TryGetValue(cart, out var log) ? log : logs[cart] = new Log(name);
}

/// <summary>A device's operations on one cart. Those that are not known to be safe are kept and sent again.</summary>
internal sealed class Log(string device)
{
    private DateTimeOffset seenAt;
    private DateTimeOffset goodUntil = DateTimeOffset.MaxValue;

    /// <summary>The device's name on this cart: another one after the cart was given up.</summary>
    public string Name { get; private set; } = device;

    /// <summary>All that were made; the first has number 1.</summary>
    public List<Operation> Operations { get; } = [];

    /// <summary>To each operation: which one it is, whatever number it gets, and when the cart was made whose version it says to have seen.</summary>
    public List<(int Id, DateTimeOffset Seen)> Marks { get; } = [];

    /// <summary>Up to this number all were answered.</summary>
    public int Answered { get; set; }

    /// <summary>Up to this number all were dropped: the server promised to keep them.</summary>
    public int Dropped { get; set; }

    /// <summary>The cart's version that the device shows.</summary>
    public long Seen { get; private set; }

    public void Make(Edit edit, int id)
    {
        Operations.Add(new Operation(Operations.Count + 1, Seen, edit));
        Marks.Add((id, seenAt));
    }

    /// <summary>Takes note of a cart, unless it is an answer that came late: a device does not take back what it said to have seen.</summary>
    public void Look(SharedCart cart)
    {
        if (cart.CreatedAt != seenAt || cart.Version >= Seen)
        {
            (Seen, seenAt) = (cart.Version, cart.CreatedAt);
            goodUntil = cart is { OwnerIsGuest: true, Version: > 0 } ? cart.UpdatedAt + Retention.OfGuests : DateTimeOffset.MaxValue;
        }
    }

    /// <summary>
    /// A guest's cart may be gone a month after the change that the device saw last: what it knows of the cart is no good any more.
    /// </summary>
    /// <returns>Whether that is so.</returns>
    public bool GrowsOld(DateTimeOffset now)
    {
        if (now < goodUntil)
        {
            return false;
        }

        (Seen, seenAt, goodUntil) = (0, default, DateTimeOffset.MaxValue);
        for (var i = 0; i < Operations.Count; i++)
        {
            (Operations[i], Marks[i]) = (Operations[i] with { BaseVersion = 0 }, (Marks[i].Id, default));
        }

        return true;
    }

    /// <summary>
    /// The cart is gone, with the numbers: what was not known to be safe is numbered anew, under another name, so that late copies of what was sent before find no number of theirs.
    /// </summary>
    public void BeginAnew()
    {
        var (left, marks) = (Operations.Skip(Dropped).ToList(), Marks.Skip(Dropped).ToList());
        Operations.Clear();
        Marks.Clear();
        (Name, Answered, Dropped, Seen, seenAt, goodUntil) = (Name + "+", 0, 0, 0, default, DateTimeOffset.MaxValue);
        left.ForEach(operation => Make(operation.Edit, marks[Operations.Count].Id));
    }
}

/// <summary>A message on its way.</summary>
internal sealed record Message(Device Device, string Name, Actor Actor, string CartId, Operation[] Operations, (int Id, DateTimeOffset Seen)[] Marks, DateTimeOffset At);

/// <summary>What the server is at, for the model to follow.</summary>
internal sealed class Intent
{
    public Message? Message { get; init; }

    /// <summary>What the model says to each operation, once they are stored.</summary>
    public List<Ruling>? Rulings { get; set; }

    /// <summary>The guest's cart as it was found closed; null while it was not.</summary>
    public SharedCart? Closed { get; set; }

    /// <summary>Plain operations.</summary>
    public PlainEdit? Plain { get; init; }

    /// <summary>What was bought elsewhere.</summary>
    public Purchase? Purchase { get; init; }
}

/// <summary>Plain operations of a page that keeps no log: sent again under their key until they are answered.</summary>
internal sealed record PlainEdit(Device Device, string CartId, AnswerKey Key, Operation[] Operations, bool IsWhole, DateTimeOffset MadeAt)
{
    /// <summary>Done, or why not; null while not known.</summary>
    public string? Answer { get; set; }
}

/// <summary>A call that is repeated with its key until it is answered. Who has two copies of it in the air goes by neither answer and asks again: only the last one says how it ended.</summary>
internal abstract class Repeated
{
    private int inTheAir;
    private bool haveMet;

    public void SetOut() => haveMet |= inTheAir++ > 0;

    /// <returns>No other copy was in the air meanwhile.</returns>
    public bool Land()
    {
        var wasAlone = !haveMet;
        haveMet &= --inTheAir > 0;
        return wasAlone;
    }
}

/// <summary>Payment by a customer or at a till, until its answer is known.</summary>
internal sealed class Payment : Repeated
{
    public required Device Device { get; init; }

    public required string CartId { get; init; }

    public required string CheckoutId { get; init; }

    public required AnswerKey Key { get; init; }

    public required System.Collections.Immutable.ImmutableArray<Tender> Tenders { get; init; }

    /// <summary>SOLD, or why not; null while not known.</summary>
    public string? Answer { get; set; }
}

/// <summary>A checkout that a device began.</summary>
internal sealed class Attempt : Repeated
{
    public required Device Device { get; init; }

    public required string CartId { get; init; }

    public required CheckoutOrder Order { get; init; }

    /// <summary>How often the cart had been changed when it was made.</summary>
    public required int Changes { get; init; }

    /// <summary>The cart was then as the device had seen it.</summary>
    public bool SawLatest { get; set; }

    /// <summary>READY, SOLD, or why not; null while not known.</summary>
    public string? Answer { get; set; }

    public string CheckoutId { get; set; } = "";

    public long DueMinor { get; set; }
}

/// <summary>What a device shows of its cart, kept up to date by snapshots and changes.</summary>
internal sealed class Watcher
{
    private readonly Dictionary<string, (int Quantity, bool IsSaved)> lines = [];
    private long seen = -1;

    public void Look(SharedCart cart, Surroundings around)
    {
        if (cart.Version == seen)
        {
            return;
        }

        var update = new CartLook(0, cart, around, cart.Version).Update(seen);
        if (update.Change is { } change)
        {
            foreach (var removed in change.RemovedLineIds)
            {
                lines.Remove(removed);
            }

            foreach (var line in change.ChangedLines)
            {
                lines[line.LineId] = (line.Quantity, line.Saved);
            }
        }
        else
        {
            lines.Clear();
            foreach (var line in update.Snapshot.Lines)
            {
                lines[line.LineId] = (line.Quantity, line.Saved);
            }
        }

        seen = cart.Version;
    }

    /// <summary>Whether it shows what is stored.</summary>
    public bool Shows(SharedCart cart) =>
        lines.Count == cart.Lines.Length && cart.Lines.All(line => lines.TryGetValue(line.LineId, out var shown) && shown == (line.Quantity, line.IsSaved));
}
