using FsCheck;
using FsCheck.Fluent;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>Who has a part in a cart, through whom, and how long.</summary>
public sealed class SharesTests
{
    private static readonly Actor Till = new("till-1", ActorRole.Terminal, SalesChannel.Store, "rome-1");
    private int codes;

    [Fact]
    public void Release_OfOneWhoLetOthersIn_EndsThemToo_AndNobodyElse()
    {
        var cart = Join(Join(Join(Join(Given.Cart(), Given.Anna, Guest(1)), Guest(1), Guest(2)), Guest(2), Guest(3)), Given.Anna, Guest(4));
        cart = HandoffRules.Create(cart, Code(), Guest(3), Given.Now).Cart;

        var ended = HandoffRules.Release(cart, Shares.IdOf(cart, Guest(1)), Given.Anna, Given.Now).Cart;

        Assert.Equal(["guest-4"], ended.Participants.Select(participant => participant.Actor.Subject));
        Assert.Null(ended.Handoff);
        Assert.Equal(cart.Version + 1, ended.Version);
        Assert.Same(ended, HandoffRules.Release(ended, Shares.IdOf(cart, Guest(1)), Given.Anna, Given.Now).Cart);
    }

    [Fact]
    public void Claim_OfACodeWhoseMakerIsGone_IsRefused()
    {
        var cart = Join(Given.Cart(), Given.Anna, Guest(1));
        var code = Code();
        cart = HandoffRules.Create(cart, code, Guest(1), Given.Now).Cart;
        var late = Given.Around with { Now = Given.Now + HandoffRules.Participation };
        var expiring = cart with { Handoff = cart.Handoff! with { ExpiresAt = late.Now.AddMinutes(1) } };
        Assert.IsType<GrantNotValid>(HandoffRules.Claim(expiring, code, Guest(2), late).Refusal);
        Assert.IsType<GrantNotValid>(HandoffRules.Claim(HandoffRules.Release(cart, "", Guest(1), Given.Now).Cart, code, Guest(2), Given.Around).Refusal);
    }

    [Fact]
    public void Claim_ByACodeOfAParticipant_LastsNoLongerThanTheirs_AndGivesNobodyMoreThanTheyHad()
    {
        var cart = Join(Given.Cart(), Given.Anna, Guest(1));
        var later = Given.Now + TimeSpan.FromHours(5);
        cart = Join(cart, Guest(1), Guest(2), later);
        Assert.All(cart.Participants, participant => Assert.Equal(Given.Now + HandoffRules.Participation, participant.ExpiresAt));

        // Letting in whoever let oneself in keeps nobody.
        cart = Join(cart, Guest(2), Guest(1), later);
        Assert.Equal("", cart.Participants.Single(participant => participant.Actor.Subject == "guest-1").LetInBy);
        Assert.Empty(HandoffRules.Release(cart, Shares.IdOf(cart, Guest(1)), Given.Anna, later).Cart.Participants);
        Assert.Single(HandoffRules.Release(cart, Shares.IdOf(cart, Guest(2)), Given.Anna, later).Cart.Participants);
    }

    [Fact]
    public void Sale_EndsTheTillsParts_WhoeverSold_WithAllWhomTheyLetIn_AndTheirCode()
    {
        var cart = Join(Join(Join(Join(Given.Cart().Do("web", Given.Add(1, "MUG")), Given.Anna, Till), Given.Anna, Till with { Subject = "till-2" }), Till, Guest(1)), Given.Anna, Guest(2));
        cart = HandoffRules.Create(cart, Code(), Till, Given.Now).Cart;
        var begun = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around).Cart;
        var sold = CheckoutRules.Complete(
            begun, begun.Checkout!.CheckoutId, [new Tender(TenderKind.Card, "p", begun.Checkout.Totals.DueMinor)], Given.Key("c"), Given.Anna, null, Given.Now);

        Assert.Equal(CartPhase.CheckedOut, sold.Answer!.Phase);
        Assert.Equal(["guest-2"], sold.Cart.Participants.Select(participant => participant.Actor.Subject));
        Assert.Null(sold.Cart.Handoff);
        Assert.False(sold.Cart.Admits(Till, Given.Now));
    }

    [Fact]
    public void Codec_KeepsWhoLetWhomIn()
    {
        var cart = HandoffRules.Create(Join(Join(Given.Cart(), Given.Anna, Guest(1)), Guest(1), Guest(2)), Code(), Guest(2), Given.Now).Cart;
        var read = CartCodec.Read(CartCodec.Write(cart));
        Assert.Equal(cart.Participants.AsEnumerable(), read.Participants);
        Assert.Equal(cart.Handoff, read.Handoff);
        Assert.Equal(Shares.IdOf(cart, Guest(1)), read.Participants[1].LetInBy);
    }

    // Whatever happens: whoever is in was let in by somebody who is in, and so on up to the owner, and stays no longer than them.
    [Fact]
    public void Participants_AlwaysLeadBackToTheOwner()
    {
        var steps = (from who in Gen.Choose(0, 5)
                     from whom in Gen.Choose(0, 5)
                     from what in Gen.Choose(0, 9)
                     from minutes in Gen.Choose(0, 90)
                     select (who, whom, what, minutes)).ListOf(40);
        Prop.ForAll(Arb.From(steps), list =>
        {
            var cart = Given.Cart();
            var now = Given.Now;
            foreach (var (from, to, what, minutes) in list)
            {
                now += TimeSpan.FromMinutes(minutes);
                var actor = from == 0 ? Given.Anna : Guest(from);
                if (!cart.Admits(actor, now))
                {
                    continue;
                }

                cart = what < 7 && to != 0 ? Join(cart, actor, Guest(to), now) : HandoffRules.Release(cart, to == 0 ? "" : Shares.IdOf(cart, Guest(to)), actor, now).Cart;
                foreach (var participant in cart.Participants.Where(participant => now < participant.ExpiresAt))
                {
                    AssertLeadsToOwner(cart, participant, 0);
                }
            }
        }).QuickCheckThrowOnFailure();

        static void AssertLeadsToOwner(SharedCart cart, Participant participant, int depth)
        {
            Assert.True(depth < 10, "They let each other in.");
            if (participant.LetInBy.Length > 0)
            {
                var by = cart.Participants.Single(known => known.ParticipantId == participant.LetInBy);
                Assert.True(participant.ExpiresAt <= by.ExpiresAt);
                AssertLeadsToOwner(cart, by, depth + 1);
            }
        }
    }

    private static Actor Guest(int number) => new($"guest-{number}", ActorRole.Guest, SalesChannel.Web);

    private SharedCart Join(SharedCart cart, Actor from, Actor joining, DateTimeOffset? at = null)
    {
        var code = Code();
        var now = at ?? Given.Now;
        var claimed = HandoffRules.Claim(HandoffRules.Create(cart, code, from, now).Cart, code, joining, Given.Around with { Now = now });
        Assert.Null(claimed.Refusal);
        return claimed.Cart;
    }

    private string Code() => HandoffRules.MakeCode(1, (ulong)++codes);
}
