using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Limits wrong tries at coupon codes, whichever rpc they come by.</summary>
public sealed class CouponGuesses(GuessLimits guesses, Statements statements)
{
    private static readonly GuessKind Codes = new("loyalty.coupon");

    /// <summary>Answers who knows a coupon's code. One that does not exist for them counts as a guess; what strangers guessed wrong stops nobody who has it.</summary>
    internal async Task<T> Answer<T>(IReadOnlyCollection<string> codes, Guesser who, string member, Func<Task<T>> answer, ServerCallContext context)
    {
        ThrowIfMisread(codes);
        await using var guess = await guesses.Reserve(
            Codes,
            who,
            codes,
            async code => await statements.FindCoupon(code, context.CancellationToken).ConfigureAwait(false) is { } coupon
                && await statements.IsFor(coupon, member, context.CancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        try
        {
            return await answer().ConfigureAwait(false);
        }
        catch (RefusedException refused) when (refused.Refusal is CouponRefused { IsUnknown: true } unknown)
        {
            guess.WasWrong(unknown.Code);
            throw;
        }
    }

    /// <summary>
    /// A code that contradicts itself is nobody's: it is refused before anybody looks for it, and is no wrong try. Who guesses is helped by that as little as by knowing the rule,
    /// which is no secret: of the codes that fit, as few exist.
    /// </summary>
    internal static void ThrowIfMisread(IEnumerable<string> codes)
    {
        if (codes.FirstOrDefault(CouponCodes.IsMisread) is { } misread)
        {
            throw new RefusedException(CouponRefused.Misread(misread));
        }
    }

    /// <summary>Issues codes of the caller's choice. That one is taken says that it is good for somebody; one call tells it of one code, however many it brings.</summary>
    internal Task<T> Issue<T>(ServerCallContext context, Func<Task<T>> issue) => guesses.Answer(Codes, Guesser.Of(context), [], CouponCodeTaken.Name, issue);
}
