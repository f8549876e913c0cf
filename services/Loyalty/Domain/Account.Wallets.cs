namespace Omnichannel.Loyalty.Domain;

/// <content>Money comes into a wallet, and is called off.</content>
public sealed partial class Account
{
    /// <summary>Puts money in.</summary>
    /// <param name="amount">Positive.</param>
    /// <param name="expiresAt">When it lapses; null for never.</param>
    /// <param name="cause">A refund, a sale, or who gave it and why.</param>
    public void Issue(long amount, DateTimeOffset? expiresAt, Cause cause) => Grant(EntryKind.Issue, LotSource.Issue, amount, expiresAt, cause);

    /// <summary>Takes out all that can be spent: it was never to be spent. All lots with something in them must be loaded.</summary>
    public void Void(Cause cause) => TakeOut(Active, cause);

    /// <summary>Takes out what was not to be given, as far as it can be spent. Lots for it must be loaded.</summary>
    /// <returns>How much there was.</returns>
    public long TakeOut(long amount, Cause cause)
    {
        var moves = new List<LotMove>();
        var taken = Withdraw(Math.Min(amount, Active), moves);
        Post(EntryKind.Void, LedgerAccount.Active, LedgerAccount.Issuance, taken, cause, moves);
        return taken;
    }
}
