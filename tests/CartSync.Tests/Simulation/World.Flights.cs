namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>Calls in the air: each goes on until a call of its own has to wait, and the seed says which of those that wait goes on next.</summary>
internal sealed partial class World
{
    private const int MostWaiting = 6;
    private static readonly TimeSpan LongestFlight = TimeSpan.FromHours(30);
    private readonly List<Waiting> waiting = [];
    private readonly List<Task> stories = [];
    private readonly int thread = Environment.CurrentManagedThreadId;

    /// <summary>Whose turn it is.</summary>
    public Flight Current { get; private set; }

    private Dice Dice => Current.Dice;

    /// <summary>Somebody else goes on for the moment.</summary>
    public void As(Flight flight, Action goOn)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            throw new InvalidOperationException("Somebody goes on on another thread.");
        }

        var now = Current;
        Current = flight;
        goOn();
        Current = now;
    }

    private void Step(int step, Dice dice)
    {
        Current = new Flight(step, dice, Clock.Now);
        Clock.Now += TimeSpan.FromMilliseconds(dice.Next(5_000));
        while (Fault is null && waiting.Count > 0 && (waiting.Count >= MostWaiting || dice.Chance(45)))
        {
            Clock.Now += TimeSpan.FromMilliseconds(dice.Next(1_000));
            GoOn(dice.Next(int.MaxValue));
            CheckStep();
        }

        if (Fault is null)
        {
            Attend(Happen());
            CheckStep();
        }
    }

    // A story of its own, beside the one that it begins in.
    private void Beside(Func<Task> story, bool waitsOften = false)
    {
        var flight = new Flight(Current.Number, new Dice(Dice.Next(int.MaxValue), 0), Clock.Now) { WaitsOften = waitsOften };
        As(flight, () => Attend(story()));
    }

    private void Attend(Task story)
    {
        if (story.IsCompleted)
        {
            story.GetAwaiter().GetResult();
        }
        else
        {
            stories.Add(story);
        }
    }

    private ValueTask Wait(Replica replica, string when, string what, int perMille)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            Fail("somebody goes on on another thread");
        }

        if (!interleaves || waiting.Count >= MostWaiting || !Current.MayWait || Dice.Next(1000) >= (Current.WaitsOften ? 500 : perMille))
        {
            return default;
        }

        Say($"{replica.Name} waits {when} {what}");
        var wait = new Waiting(Current, replica, what, new TaskCompletionSource());
        waiting.Add(wait);
        return new ValueTask(wait.Signal.Task);
    }

    // Chosen by what each is, not by its place, so that leaving one out of a story does not change the choice among the others.
    private void GoOn(int lot)
    {
        var (chosen, most) = (0, 0u);
        for (var i = 0; i < waiting.Count; i++)
        {
            var rank = (uint)HashOf(lot, waiting[i].Flight.Number);
            (chosen, most) = rank >= most ? (i, rank) : (chosen, most);
        }

        var next = waiting[chosen];
        waiting.RemoveAt(chosen);
        As(next.Flight, () =>
        {
            Say($"{next.Replica.Name} goes on with its {next.What}");
            next.Signal.SetResult();
        });
        for (var i = stories.Count - 1; i >= 0; i--)
        {
            if (stories[i].IsCompleted)
            {
                stories[i].GetAwaiter().GetResult();
                stories.RemoveAt(i);
            }
        }
    }

    // Whoever is in the air lands.
    private void Land()
    {
        while (waiting.Count > 0 && Fault is null)
        {
            GoOn(0);
        }
    }

    private static int HashOf(int lot, int number)
    {
        var mixed = unchecked((uint)lot ^ ((uint)number * 0x9E3779B9));
        mixed = unchecked((mixed ^ (mixed >> 15)) * 0x85EBCA6B);
        return (int)((mixed ^ (mixed >> 13)) & int.MaxValue);
    }

    /// <summary>A call that waits.</summary>
    private sealed record Waiting(Flight Flight, Replica Replica, string What, TaskCompletionSource Signal);
}

/// <summary>Something that happens, from its beginning to its end: other things may happen while it waits.</summary>
/// <param name="number">The step that it began in.</param>
/// <param name="dice">Its own, so that nobody else changes its throws.</param>
/// <param name="since">When it began.</param>
internal sealed class Flight(int number, Dice dice, DateTimeOffset since)
{
    public int Number => number;

    public Dice Dice => dice;

    public DateTimeOffset Since => since;

    /// <summary>What the service is at for it, for the model to follow.</summary>
    public Intent? Intent { get; set; }

    /// <summary>Its calls have to wait more often than not.</summary>
    public bool WaitsOften { get; init; }

    /// <summary>Its calls may have to wait.</summary>
    public bool MayWait { get; set; } = true;
}
