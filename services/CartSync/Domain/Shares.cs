using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>Who has a part in a cart, and by whom. Nobody stays longer than whoever let them in.</summary>
internal static class Shares
{
    /// <summary>The participant that the caller is, or would be.</summary>
    public static string IdOf(SharedCart cart, Actor actor) => CartId.Derived("p-", cart.Id, actor.Role.ToString(), actor.Subject);

    /// <summary>The participant who makes a code; empty for the owner, and for an agent, who acts for the owner.</summary>
    public static string MakerOf(SharedCart cart, Actor actor) => cart.IsOwnedBy(actor) || actor.Role is ActorRole.Agent ? "" : IdOf(cart, actor);

    /// <summary>
    /// The caller's part by a code; null when its maker has no part any more. Who has a part already gains nothing by another participant's code: two who let each other in
    /// would never have to go.
    /// </summary>
    public static Participant? Joined(SharedCart cart, HandoffCode handoff, Actor actor, DateTimeOffset now)
    {
        var joined = new Participant(IdOf(cart, actor), actor, now, now + HandoffRules.Participation, handoff.MadeBy);
        if (handoff.MadeBy.Length == 0)
        {
            return joined;
        }

        return Find(cart, handoff.MadeBy, now) is not { } maker ? null
            : Find(cart, joined.ParticipantId, now) is { } known ? known with { Actor = actor }
            : joined with { ExpiresAt = maker.ExpiresAt < joined.ExpiresAt ? maker.ExpiresAt : joined.ExpiresAt };
    }

    /// <summary>Ends parts, those of all whom they let in, and a code that one of them made; the same cart when there are none.</summary>
    public static SharedCart End(SharedCart cart, Func<Participant, bool> isOver)
    {
        var over = cart.Participants.Where(isOver).Select(participant => participant.ParticipantId).ToHashSet(StringComparer.Ordinal);
        if (over.Count == 0)
        {
            return cart;
        }

        var known = 0;
        while (known != over.Count)
        {
            known = over.Count;
            over.UnionWith(cart.Participants.Where(participant => over.Contains(participant.LetInBy)).Select(participant => participant.ParticipantId));
        }

        return cart with
        {
            Participants = cart.Participants.RemoveAll(participant => over.Contains(participant.ParticipantId)),
            Handoff = cart.Handoff is { } handoff && over.Contains(handoff.MadeBy) ? null : cart.Handoff,
        };
    }

    private static Participant? Find(SharedCart cart, string participantId, DateTimeOffset now) =>
        cart.Participants.FirstOrDefault(participant => participant.ParticipantId == participantId && now < participant.ExpiresAt);
}
