namespace Omnichannel.Platform.Security;

/// <summary>Tries that this process saw.</summary>
internal sealed class LocalGuessCounts(TimeProvider clock) : IGuessCounts
{
    private const int FewKeys = 1_000;
    private readonly Lock guard = new();
    private readonly Dictionary<(string Kind, string Key), List<Try>> tries = [];
    private int tidyAt = FewKeys;

    public ValueTask<GuessTaken> Take(IReadOnlyList<GuessBudget> budgets, string ticket)
    {
        var now = clock.GetTimestamp();
        lock (guard)
        {
            Tidy(now);
            for (var i = 0; i < budgets.Count; i++)
            {
                var counted = Counted(budgets[i], now);
                if (counted.Count >= budgets[i].PerMinute)
                {
                    return new(new GuessTaken(i, GuessLimits.Window - clock.GetElapsedTime(counted[0].TakenAt, now)));
                }
            }

            foreach (var budget in budgets)
            {
                tries[(budget.Kind, budget.Key)].Add(new Try(ticket, now));
            }
        }

        return new(GuessTaken.All);
    }

    public ValueTask GiveBack(IReadOnlyList<GuessBudget> budgets, string ticket)
    {
        lock (guard)
        {
            foreach (var budget in budgets)
            {
                if (tries.TryGetValue((budget.Kind, budget.Key), out var counted))
                {
                    counted.RemoveAll(one => one.Ticket == ticket);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private List<Try> Counted(GuessBudget budget, long now)
    {
        if (!tries.TryGetValue((budget.Kind, budget.Key), out var counted))
        {
            tries.Add((budget.Kind, budget.Key), counted = []);
        }

        counted.RemoveAll(one => IsOver(one, now));
        return counted;
    }

    private bool IsOver(Try one, long now) => clock.GetElapsedTime(one.TakenAt, now) >= GuessLimits.Window;

    // Whoever tries once leaves a key behind. Looking through them is put off until they are twice as many as were left last time.
    private void Tidy(long now)
    {
        if (tries.Count < tidyAt)
        {
            return;
        }

        foreach (var (key, counted) in tries)
        {
            if (counted.TrueForAll(one => IsOver(one, now)))
            {
                tries.Remove(key);
            }
        }

        tidyAt = Math.Max(FewKeys, tries.Count * 2);
    }

    private readonly record struct Try(string Ticket, long TakenAt);
}
