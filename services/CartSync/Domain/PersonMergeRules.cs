using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// Two customers turned out to be one person: the one's cart takes in what lies in the other's, by the rules of a guest's merge (the greater quantity), once by the merge's
/// id. The other cart stays as it is, so that nothing has to be given back to it when they are two again: then what was taken in goes.
/// </summary>
public static class PersonMergeRules
{
    /// <summary>How long what was taken in can be told from what was there: people are taken for one by mistake for longer than a login is.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromDays(365);

    /// <summary>Whose doing it is.</summary>
    internal static readonly Actor Support = new("support", ActorRole.Service, SalesChannel.None);

    /// <summary>The merge of two people's carts in one market has one id.</summary>
    public static string IdOf(string mergeId, string fromCartId, string intoCartId) => CartId.Derived(MergeRecord.IdPrefix, mergeId, fromCartId, intoCartId);

    /// <summary>Takes the other's cart in.</summary>
    /// <returns>False while a checkout of either goes on: what is being sold is not taken in, and is not added to.</returns>
    public static Change<bool> TakeIn(SharedCart into, SharedCart from, string id, Surroundings around)
    {
        if (into.AppliedMerges.Any(known => known.MergeId == id) || (from.Lines.IsEmpty && from.Codes.IsEmpty))
        {
            return new Change<bool>(into, true);
        }

        if (into.Phase is not CartPhase.Open || from.Phase is not CartPhase.Open)
        {
            return new Change<bool>(into, false);
        }

        var taken = MergeRules.Apply(into, from, new MergeOut(id, into.OwnerId, into.Id, MergeStrategy.Max, SalesChannel.None, around.Now, around.Now), around);
        return new Change<bool>(taken.Cart, true) { MarksMoved = true };
    }

    /// <summary>Takes it back; what somebody decided on since stays, and so does what was sold. What was not taken in yet never is.</summary>
    /// <returns>False while a checkout goes on.</returns>
    public static Change<bool> TakeBack(SharedCart into, string id, Surroundings around)
    {
        if (into.AppliedMerges.All(known => known.MergeId != id))
        {
            return new Change<bool>(into with { AppliedMerges = into.AppliedMerges.Add(new AppliedMerge(id, around.Now)) }, true);
        }

        var undone = MergeRules.Undo(into, id, Support, around);
        return undone.Refusal is CartInCheckout ? new Change<bool>(into, false) : new Change<bool>(undone.Cart, true) { MarksMoved = true };
    }
}
