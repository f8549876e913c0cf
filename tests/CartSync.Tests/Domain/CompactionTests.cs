using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class CompactionTests
{
    [Fact]
    public void SeenByEveryLiveDevice_IsFolded_AndNobodyNotices()
    {
        var cart = Edited(Given.Cart(), "web", 40);
        Assert.True(cart.Lines.Single().Contributions.Length <= Compaction.InDetail);
        var (after, result) = cart.Apply("web", Given.Remove(41, "MUG", cart.Version));
        Assert.Equal((0, OperationOutcome.Applied), (after.Units("MUG"), result.Outcome));
    }

    [Fact]
    public void NotSeenByALiveDevice_IsKeptInDetail_UpToTheBound()
    {
        var cart = Edited(Given.Cart().Do("app", Given.Add(1, "MUG", 1)), "web", 40);
        Assert.Equal(41, cart.Lines.Single().Contributions.Length);

        // The silent device had seen the first five only, and takes just these away.
        var (after, result) = cart.Apply("app", Given.Remove(2, "MUG", seen: 5));
        Assert.Equal((36, MergeNoteKind.UnseenKept), (after.Units("MUG"), result.Note!.Kind));

        var beyond = Edited(cart, "web", 40, from: 41);
        Assert.True(beyond.Lines.Single().Contributions.Length <= Compaction.Most);
        var (kept, old) = beyond.Apply("app", Given.Remove(2, "MUG", seen: 5));
        Assert.Equal((81, MergeNoteKind.BaseTooOld), (kept.Units("MUG"), old.Note!.Kind));
    }

    [Fact]
    public void DeviceSilentForThirtyDays_KeepsNothingInDetail()
    {
        var cart = Given.Cart().Do("app", Given.Add(1, "MUG", 1));
        var later = Given.Around with { Now = Given.Now + Compaction.DeviceLifetime };
        for (var seq = 1; seq <= 20; seq++)
        {
            cart = OperationRules.Apply(cart, "web", [Given.Add(seq, "MUG", 1, cart.Version)], Given.Anna, later).Cart;
        }

        Assert.True(cart.Lines.Single().Contributions.Length <= Compaction.InDetail);
        Assert.Equal(MergeNoteKind.BaseTooOld, cart.Apply("app", Given.Remove(2, "MUG", seen: 1)).Result.Note!.Kind);
    }

    [Fact]
    public void MergeThatCanBeUndone_StaysApart()
    {
        var guest = MergeRules.Begin(Given.Cart("g", isGuest: true).Do("web", Given.Add(1, "MUG", 7)), "anna", MergeStrategy.Sum, Given.Anna, Given.Now);
        var merged = MergeRules.Apply(Given.Cart(), guest.Cart, guest.Answer!, Given.Around).Cart;
        var cart = Edited(merged, "web", 40);
        Assert.Equal(40, MergeRules.Undo(cart, guest.Answer!.MergeId, Given.Anna, Given.Around).Cart.Units("MUG"));
    }

    [Fact]
    public void GuestsDevice_WhoseAdditionsFollow_HoldsNothingBack()
    {
        var cart = OperationRules.Apply(Given.Cart(), "c00/app", [Given.Add(1, "MUG", 1)], Given.Anna, Given.Around, redirectedAfter: 0).Cart;
        Assert.True(Edited(cart, "web", 40).Lines.Single().Contributions.Length <= Compaction.InDetail);
    }

    private static SharedCart Edited(SharedCart cart, string device, int times, int from = 1)
    {
        for (var seq = from; seq < from + times; seq++)
        {
            cart = cart.Do(device, Given.Add(seq, "MUG", 1, seen: cart.Version));
        }

        return cart;
    }
}
