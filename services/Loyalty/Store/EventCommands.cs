using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <summary>Commands about what members did besides buying.</summary>
public sealed class EventCommands(CommandExecutor executor, Ledgers ledgers, EarnBook book)
{
    /// <summary>Gives a member what the program gives for an event: once.</summary>
    /// <param name="context">Who and under which key.</param>
    /// <param name="memberId">Whose event it is.</param>
    /// <param name="eventType">What happened.</param>
    /// <param name="eventId">Which of them.</param>
    /// <param name="at">When; null for now.</param>
    /// <param name="answer">What it earned, and what there is now.</param>
    public Task<TAnswer> Earn<TAnswer>(
        CommandContext context, string memberId, string eventType, string eventId, DateTimeOffset? at, Func<EventEarning, Balances, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var state = await ledgers.GetOf(unit, memberId).ConfigureAwait(false);
                var happened = new NamedEvent(memberId, eventType, eventId, at ?? unit.Now);
                if (happened.WhyNot(state.Member, unit.Now) is { } refusal)
                {
                    throw new Platform.Domain.RefusedException(refusal);
                }

                var earning = await book.Earn(unit, state, happened, new Cause(unit.Now)).ConfigureAwait(false);
                return answer(earning, await ledgers.BalancesOf(unit, state).ConfigureAwait(false));
            });
}
