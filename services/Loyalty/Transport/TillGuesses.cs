using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;
using Role = Omnichannel.Types.V1.Role;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Limits wrong tries at members, whoever is looked for, and at the codes by which they prove to be there.</summary>
public sealed class TillGuesses(GuessLimits guesses)
{
    private static readonly GuessKind Members = new("loyalty.member") { PerCode = 5 };
    private static readonly GuessKind Codes = new("loyalty.presence") { PerSubject = 5, PerCode = 5 };

    /// <summary>Looks for a member. One who is not found counts.</summary>
    /// <param name="context">Who looks.</param>
    /// <param name="what">By what, and nothing personal.</param>
    /// <param name="look">Null when there is none.</param>
    /// <param name="why">The refusal then.</param>
    internal async Task<T> Find<T>(ServerCallContext context, string what, Func<Task<T?>> look, Refusal why)
        where T : class
    {
        await using var guess = await guesses.Reserve(Members, Guesser.Of(context), [what]).ConfigureAwait(false);
        if (await look().ConfigureAwait(false) is { } found)
        {
            return found;
        }

        guess.WasWrong();
        throw new RefusedException(why);
    }

    /// <summary>Reads about a member by the id. In a store, one who is not there counts as one who is not found: whoever tries ids there is no better off than who tries cards.</summary>
    internal Task<T> Read<T>(ServerCallContext context, string memberId, Func<Task<T>> read) => context.Caller().Role is Role.Terminal or Role.Associate
        ? guesses.Answer(Members, Guesser.Of(context), [memberId], MemberNotFound.Name, read)
        : read();

    /// <summary>Takes what was proved off line. What was wrong counts, and is taken nevertheless: the goods are gone.</summary>
    /// <param name="context">Which till.</param>
    /// <param name="whose">Whose it is said to be, and nothing personal.</param>
    /// <param name="take">Takes it.</param>
    /// <param name="isWrong">Whether it was wrong.</param>
    internal async Task<T> Take<T>(ServerCallContext context, string whose, Func<Task<T>> take, Func<T, bool> isWrong)
    {
        await using var guess = await guesses.Reserve(Codes, Guesser.Of(context), [whose]).ConfigureAwait(false);
        var taken = await take().ConfigureAwait(false);
        if (isWrong(taken))
        {
            guess.WasWrong();
        }

        return taken;
    }

    /// <summary>Tries a proof. A wrong one counts for the till and for whose it is said to be.</summary>
    internal Task<T> Prove<T>(ServerCallContext context, string whose, string wrong, Func<Task<T>> prove) =>
        guesses.Answer(Codes, Guesser.Of(context), [whose], wrong, prove);
}
