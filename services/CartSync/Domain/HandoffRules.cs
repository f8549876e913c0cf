using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>A short code lets one other device join the live cart: single use, ten minutes.</summary>
public static class HandoffRules
{
    /// <summary>Of a code.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Of a device's part in the cart.</summary>
    public static readonly TimeSpan Participation = TimeSpan.FromHours(8);

    /// <summary>So long after its end a code still tells its cart: a claim that is sent again finds its answer there. A till keeps keys for 30 days.</summary>
    public static readonly TimeSpan Repeatable = TimeSpan.FromDays(30);

    // Without 0 O 1 I: people type it.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int CodeLength = 8;

    private static readonly System.Buffers.SearchValues<char> AlphabetCharacters = System.Buffers.SearchValues.Create(Alphabet);

    /// <summary>
    /// Makes a code from random bits. The first two characters carry the cart's shard, so that a claim finds the cart with one look-up in that shard.
    /// </summary>
    public static string MakeCode(int shard, ulong random)
    {
        Span<char> code = stackalloc char[CodeLength];

        // 10 bits: the shard, and 4 random bits above it so that the shard does not show.
        var head = (int)(((random & 15) << 6) | (uint)shard);
        code[0] = Alphabet[head >> 5];
        code[1] = Alphabet[head & 31];
        random >>= 4;
        for (var i = 2; i < CodeLength; i++)
        {
            code[i] = Alphabet[(int)(random & 31)];
            random >>= 5;
        }

        return new string(code);
    }

    /// <summary>The code as stored, from what was typed or scanned; null when it cannot be one.</summary>
    public static string? Canonical(string typed)
    {
        var code = new string([.. typed.Where(c => c is not (' ' or '-')).Select(char.ToUpperInvariant)]);
        return code.Length == CodeLength && code.AsSpan().IndexOfAnyExcept(AlphabetCharacters) < 0 ? code : null;
    }

    /// <summary>The shard in a canonical code.</summary>
    public static int ShardOf(string code) => ((Alphabet.IndexOf(code[0]) << 5) | Alphabet.IndexOf(code[1])) & 63;

    /// <summary>Makes the cart joinable; a code that was not used yet ends.</summary>
    public static Change<HandoffCode> Create(SharedCart cart, string code, Actor actor, DateTimeOffset now)
    {
        var handoff = new HandoffCode(code, now + CodeLifetime, actor.Channel, Shares.MakerOf(cart, actor));
        return cart.Phase is CartPhase.Merging or CartPhase.Merged
            ? new Change<HandoffCode>(cart, handoff) { Refusal = new CartClosed() }
            : new Change<HandoffCode>(cart with { Handoff = handoff }, handoff);
    }

    /// <summary>Joins the caller's device.</summary>
    public static Change<Participant?> Claim(SharedCart cart, string code, Actor actor, Surroundings around)
    {
        if (cart.Handoff is not { } handoff || handoff.Code != code || handoff.ExpiresAt <= around.Now
            || Shares.Joined(cart, handoff, actor, around.Now) is not { } participant)
        {
            return new Change<Participant?>(cart, null) { Refusal = new GrantNotValid() };
        }

        var others = cart.Participants.RemoveAll(known => known.ParticipantId == participant.ParticipantId || known.ExpiresAt <= around.Now);
        var next = cart.Next(actor, around.Now) with { Handoff = null, Participants = others.Add(participant) };
        return new Change<Participant?>(next, participant)
        {
            Events =
            [
                new CartEvent.HandedOff(
                    actor, handoff.FromChannel, Pricing.ItemCount(cart, around.Book), Pricing.ItemsTotalMinor(cart, around.Book, actor.Channel, around.Now)),
            ],
        };
    }

    /// <summary>Ends a device's part, and the parts of all whom it let in: its own, or any by the owner.</summary>
    public static Change<bool> Release(SharedCart cart, string participantId, Actor actor, DateTimeOffset now)
    {
        var own = Shares.IdOf(cart, actor);
        var id = participantId.Length == 0 ? own : participantId;
        if (id != own && !cart.IsOwnedBy(actor) && actor.Role is not ActorRole.Agent)
        {
            // Another device's part is not the caller's to end, nor to know of.
            return new Change<bool>(cart, false);
        }

        var next = Shares.End(cart, participant => participant.ParticipantId == id);
        if (ReferenceEquals(next, cart))
        {
            return new Change<bool>(cart, false);
        }

        var isSelling = cart.IsInCheckout && cart.Participants.Except(next.Participants).Any(participant => participant.Actor.Subject == cart.Checkout!.Actor.Subject);
        return isSelling
            ? new Change<bool>(cart, false) { Refusal = CartInCheckout.Of(cart) }
            : new Change<bool>(next.Next(actor, now), true);
    }
}
