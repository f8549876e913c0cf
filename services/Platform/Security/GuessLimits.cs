using System.Globalization;
using Grpc.Core;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Slows down whoever guesses what should be known. A try counts from before it is looked at until it is known to be right: were it counted only then, as many as are sent at
/// once would be free. <code>
/// await using var guess = await guesses.Reserve(Lookups, Guesser.Of(context), [number], IsTheirs);
/// … guess.WasWrong() …
/// </code>
/// </summary>
public sealed class GuessLimits
{
    /// <summary>How long a wrong try counts.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly IGuessCounts counts;

    internal GuessLimits(IGuessCounts counts) => this.counts = counts;

    /// <summary>Limits of this process alone.</summary>
    public GuessLimits(TimeProvider clock)
        : this(new LocalGuessCounts(clock))
    {
    }

    /// <summary>Counts a try, until it is disposed of without having been wrong.</summary>
    /// <param name="kind">What is tried.</param>
    /// <param name="who">Who tries.</param>
    /// <param name="codes">Which numbers or codes; several where they are tried together, and one of them may be wrong.</param>
    /// <param name="isTheirs">
    /// Asked of a number that has no try left: whether the caller owns what it names, or holds it rightly. Others may use a number's tries up; that stops nobody whose it is.
    /// </param>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED, with the time to wait: also while tries that may be given back use up the limit.</exception>
    public async Task<Guess> Reserve(GuessKind kind, Guesser who, IReadOnlyCollection<string> codes, Func<string, Task<bool>>? isTheirs = null)
    {
        var ticket = Guid.NewGuid().ToString("N");

        // A service guesses nothing; for whom it asks, it says.
        List<GuessBudget> budgets = who.Role is Role.Service ? [] : [.. OfCaller(kind, who), .. codes.SelectMany(code => OfCode(kind, who, code))];
        while (true)
        {
            var taken = await counts.Take(budgets, ticket).ConfigureAwait(false);
            if (taken.Blocked < 0)
            {
                return new Guess(counts, budgets, ticket);
            }

            var code = budgets[taken.Blocked].Code;
            if (code is null || isTheirs is null || !await isTheirs(code).ConfigureAwait(false))
            {
                throw TooMany(taken.Wait);
            }

            budgets.RemoveAll(budget => budget.Code == code);
        }
    }

    /// <summary>Answers a call that tries a number or code; a refusal with this reason says that it was wrong, and counts.</summary>
    /// <inheritdoc cref="Reserve"/>
    /// <param name="wrong">The reason.</param>
    /// <param name="answer">The call.</param>
    public async Task<TAnswer> Answer<TAnswer>(
        GuessKind kind, Guesser who, IReadOnlyCollection<string> codes, string wrong, Func<Task<TAnswer>> answer, Func<string, Task<bool>>? isTheirs = null)
    {
        await using var guess = await Reserve(kind, who, codes, isTheirs).ConfigureAwait(false);
        try
        {
            return await answer().ConfigureAwait(false);
        }
        catch (RefusedException refused) when (refused.Refusal.Reason == wrong)
        {
            guess.WasWrong();
            throw;
        }
    }

    private static IEnumerable<GuessBudget> OfCaller(GuessKind kind, Guesser who)
    {
        if (who.Subject.Length > 0)
        {
            yield return new GuessBudget(kind.Name, $"subject\n{who.Group}\n{who.Subject}", kind.PerSubject);
        }

        if (who.Address.Length > 0)
        {
            yield return new GuessBudget(kind.Name, $"address\n{who.Group}\n{who.Address}", kind.PerAddress);
        }
    }

    private static IEnumerable<GuessBudget> OfCode(GuessKind kind, Guesser who, string code)
    {
        yield return new GuessBudget(kind.Name, $"code\n{who.Group}\n{code}", kind.PerCode, code);
        if (who.Address.Length > 0 && kind.PerCodeAndAddress is { } perBoth)
        {
            yield return new GuessBudget(kind.Name, $"code and address\n{who.Group}\n{who.Address}\n{code}", perBoth, code);
        }
    }

    private static RpcException TooMany(TimeSpan wait) => GrpcErrors.Create(
        StatusCode.ResourceExhausted, ErrorReasons.RateLimited, $"Too many tries; again in {Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} s.", retryAfter: wait);
}

/// <summary>A try that is given back at its end unless it was wrong.</summary>
public sealed class Guess : IAsyncDisposable
{
    private readonly IGuessCounts counts;
    private readonly string ticket;
    private IReadOnlyList<GuessBudget> unused;

    internal Guess(IGuessCounts counts, IReadOnlyList<GuessBudget> budgets, string ticket) => (this.counts, unused, this.ticket) = (counts, budgets, ticket);

    /// <summary>It counts.</summary>
    /// <param name="code">The one that was wrong, where several were tried; the others do not count.</param>
    public void WasWrong(string? code = null) => unused = code is null ? [] : [.. unused.Where(budget => budget.Code is { } tried && tried != code)];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => unused.Count == 0 ? ValueTask.CompletedTask : counts.GiveBack(unused, ticket);
}
