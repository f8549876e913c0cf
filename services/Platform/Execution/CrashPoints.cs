using System.Diagnostics;
using System.Globalization;

namespace Omnichannel.Platform.Execution;

/// <summary>
/// Named steps at which a fault test may have the process die as if its power were cut: <c>OMNICHANNEL_CRASH_AT=checkout.held</c>, or <c>checkout.held:3</c>
/// for the third time the step is reached. <c>OMNICHANNEL_CRASH_ONCE</c> names a file that is made before dying and keeps the next life alive. Without the
/// variable, reaching a step costs one comparison with null.
/// </summary>
public static class CrashPoints
{
    private static readonly (string Name, int Occurrence)? Planted = Parse(Environment.GetEnvironmentVariable("OMNICHANNEL_CRASH_AT"));
    private static readonly string? OnceFile = Environment.GetEnvironmentVariable("OMNICHANNEL_CRASH_ONCE");
    private static int reached;

    /// <summary>Marks a step between two durable effects.</summary>
    public static void Reach(string name)
    {
        if (Planted is { } planted && planted.Name == name && Interlocked.Increment(ref reached) == planted.Occurrence)
        {
            Die();
        }
    }

    private static void Die()
    {
        if (OnceFile is not null)
        {
            if (File.Exists(OnceFile))
            {
                return;
            }

            File.WriteAllText(OnceFile, "");
        }

        // SIGKILL: no finally block, no flush, no goodbye.
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    private static (string Name, int Occurrence)? Parse(string? text) => text?.Split(':') switch
    {
        [{ Length: > 0 } name] => (name, 1),
        [{ Length: > 0 } name, var occurrence] when int.TryParse(occurrence, CultureInfo.InvariantCulture, out var n) && n > 0 => (name, n),
        _ => null,
    };
}
