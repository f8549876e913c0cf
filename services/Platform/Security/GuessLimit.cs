using System.Globalization;
using Grpc.Core;
using Omnichannel.Platform.Errors;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Slows down whoever guesses what should be known: so many tries a minute under each of several keys. Per process; the gateway limits calls per subject and address besides.
/// </summary>
/// <typeparam name="T">What a try is about.</typeparam>
/// <param name="clock">Measures the minute.</param>
/// <param name="rules">Tries a minute, and the part of a try that they are counted for; all have to allow it.</param>
public sealed class GuessLimit<T>(TimeProvider clock, params (int PerMinute, Func<T, string> Key)[] rules)
{
    private const int FewKeys = 1_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock guard = new();
    private readonly Dictionary<(int Rule, string Key), List<Guess>> tries = [];
    private int tidyAt = FewKeys;

    /// <summary>Counts a try.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED, with the time to wait.</exception>
    public void Count(T what) => Reserve(what).WasWrong();

    /// <summary>
    /// Counts a try until it is known whether it counts: one of which nobody says that it was wrong is given back. Were it counted only then, as many as are sent at once would be free.
    /// </summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED, with the time to wait: also while tries that may be given back use up the limit.</exception>
    public Guess Reserve(T what)
    {
        var now = clock.GetTimestamp();
        var guess = new Guess(this, now, [.. rules.Select((rule, i) => (i, rule.Key(what)))]);
        lock (guard)
        {
            Tidy(now);
            for (var i = 0; i < rules.Length; i++)
            {
                var counted = Counted(guess.Keys[i], now);
                if (counted.Count >= rules[i].PerMinute)
                {
                    throw TooMany(Window - clock.GetElapsedTime(counted[0].TakenAt, now));
                }
            }

            foreach (var key in guess.Keys)
            {
                tries[key].Add(guess);
            }
        }

        return guess;
    }

    private void GiveBack(Guess guess)
    {
        lock (guard)
        {
            foreach (var key in guess.Keys)
            {
                if (tries.TryGetValue(key, out var counted))
                {
                    counted.Remove(guess);
                }
            }
        }
    }

    private List<Guess> Counted((int Rule, string Key) key, long now)
    {
        if (!tries.TryGetValue(key, out var counted))
        {
            tries.Add(key, counted = []);
        }

        counted.RemoveAll(guess => IsOver(guess, now));
        return counted;
    }

    private bool IsOver(Guess guess, long now) => clock.GetElapsedTime(guess.TakenAt, now) >= Window;

    // Whoever tries once leaves a key behind. Looking through them is put off until they are twice as many as were left last time.
    private void Tidy(long now)
    {
        if (tries.Count < tidyAt)
        {
            return;
        }

        foreach (var (key, counted) in tries)
        {
            if (counted.TrueForAll(guess => IsOver(guess, now)))
            {
                tries.Remove(key);
            }
        }

        tidyAt = Math.Max(FewKeys, tries.Count * 2);
    }

    private static RpcException TooMany(TimeSpan wait) => GrpcErrors.Create(
        StatusCode.ResourceExhausted, "RATE_LIMITED", $"Too many tries; again in {Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} s.", retryAfter: wait);

    /// <summary>A try that is given back at its end unless it was wrong.</summary>
    public sealed class Guess : IDisposable
    {
        private readonly GuessLimit<T> limit;
        private bool isWrong;

        internal Guess(GuessLimit<T> limit, long takenAt, (int Rule, string Key)[] keys) => (this.limit, TakenAt, Keys) = (limit, takenAt, keys);

        internal long TakenAt { get; }

        internal (int Rule, string Key)[] Keys { get; }

        /// <summary>It counts.</summary>
        public void WasWrong() => isWrong = true;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (!isWrong)
            {
                limit.GiveBack(this);
            }
        }
    }
}
