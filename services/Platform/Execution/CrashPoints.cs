using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Omnichannel.Platform.Execution;

/// <summary>
/// Named steps at which a fault test may have the process die as if its power were cut: <c>OMNICHANNEL_CRASH_AT=checkout.held</c>, or <c>checkout.held:3</c>
/// for the third time the step is reached, or several of them separated by commas. <c>OMNICHANNEL_CRASH_ONCE</c> names a file that takes down each step before
/// dying at it; the next lives pass it. Without the variable, reaching a step costs one comparison with null.
/// </summary>
public static class CrashPoints
{
    private static readonly Dictionary<string, int>? Planted = Parse(Environment.GetEnvironmentVariable("OMNICHANNEL_CRASH_AT"));
    private static readonly string? OnceFile = Environment.GetEnvironmentVariable("OMNICHANNEL_CRASH_ONCE");
    private static readonly ConcurrentDictionary<string, int> Reached = new(StringComparer.Ordinal);
    private static readonly Lock Dying = new();

    /// <summary>Marks a step between two durable effects.</summary>
    public static void Reach(string name)
    {
        if (Planted is not null && Planted.TryGetValue(name, out var occurrence) && Reached.AddOrUpdate(name, 1, (_, times) => times + 1) == occurrence)
        {
            Die(name);
        }
    }

    private static void Die(string name)
    {
        // Two steps at once: the second one waits here for the end.
        lock (Dying)
        {
            if (OnceFile is not null)
            {
                if (File.Exists(OnceFile) && File.ReadAllLines(OnceFile).Contains(name))
                {
                    return;
                }

                File.AppendAllLines(OnceFile, [name]);
            }

            // SIGKILL: no finally block, no flush, no goodbye.
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private static Dictionary<string, int>? Parse(string? text)
    {
        var planted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (step.Split(':'))
            {
                case [{ Length: > 0 } name]:
                    planted[name] = 1;
                    break;
                case [{ Length: > 0 } name, var times] when int.TryParse(times, CultureInfo.InvariantCulture, out var occurrence) && occurrence > 0:
                    planted[name] = occurrence;
                    break;
            }
        }

        return planted.Count == 0 ? null : planted;
    }
}
