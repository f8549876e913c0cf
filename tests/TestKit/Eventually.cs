using System.Diagnostics;

namespace Omnichannel.TestKit;

/// <summary>
/// Waits for a condition by asking again and again, instead of sleeping and hoping. The time is a generous limit, not an expectation:
/// a test that passes returns as soon as the condition holds.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the assertion until it no longer throws. After <paramref name="limit"/> the last failure is thrown.</summary>
    /// <param name="limit">How long to go on trying.</param>
    /// <param name="assertion">Throws as long as the state is not the expected one.</param>
    public static Task Within(TimeSpan limit, Func<Task> assertion) => Within(limit, async () =>
    {
        await assertion();
        return true;
    });

    /// <summary>Runs the assertion until it no longer throws. After <paramref name="limit"/> the last failure is thrown.</summary>
    /// <param name="limit">How long to go on trying.</param>
    /// <param name="assertion">Throws as long as the state is not the expected one.</param>
    public static Task Within(TimeSpan limit, Action assertion) => Within(limit, () =>
    {
        assertion();
        return Task.FromResult(true);
    });

    /// <summary>As the other overloads, and hands back what the assertion found.</summary>
    /// <typeparam name="T">What is found.</typeparam>
    /// <param name="limit">How long to go on trying.</param>
    /// <param name="assertion">Throws as long as the state is not the expected one.</param>
    public static async Task<T> Within<T>(TimeSpan limit, Func<Task<T>> assertion)
    {
        var clock = Stopwatch.StartNew();
        for (var pause = _firstPause; ; pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            try
            {
                return await assertion();
            }
            catch (Exception) when (clock.Elapsed < limit)
            {
                await Task.Delay(pause);
            }
        }
    }

    /// <summary>Waits until the condition is true.</summary>
    /// <param name="limit">How long to go on trying.</param>
    /// <param name="what">What is waited for, as in "the order is delivered".</param>
    /// <param name="condition">Asked again and again.</param>
    /// <exception cref="TimeoutException">It was still false after <paramref name="limit"/>.</exception>
    public static Task True(TimeSpan limit, string what, Func<Task<bool>> condition) => Within(limit, async () =>
    {
        if (!await condition())
        {
            throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}.");
        }
    });

    /// <summary>Waits until the condition is true.</summary>
    /// <param name="limit">How long to go on trying.</param>
    /// <param name="what">What is waited for, as in "the order is delivered".</param>
    /// <param name="condition">Asked again and again.</param>
    /// <exception cref="TimeoutException">It was still false after <paramref name="limit"/>.</exception>
    public static Task True(TimeSpan limit, string what, Func<bool> condition) => True(limit, what, () => Task.FromResult(condition()));
}
