using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Wallets;

/// <summary>What the simulation runs: the product's own steps. Doubles with one fault each show that it finds such faults.</summary>
internal class WalletRules
{
    /// <summary>Whether the store lets one replica wait for the rows that the other one has.</summary>
    public virtual bool Locks => true;

    public virtual Decision<Hold> Hold(WalletHolder holder, WalletHoldCommand command, DateTimeOffset now) => WalletSteps.Hold(holder, command, now);

    public virtual Decision<HoldChange> Capture(Hold hold, long amount, Account account, DateTimeOffset now) =>
        WalletSteps.Capture(hold, amount, null, account, SalesChannel.None, now);

    public virtual Decision<HoldChange> Release(Hold hold, Account account, DateTimeOffset now) => HoldSteps.Release(hold, account, SalesChannel.None, now);

    public virtual HoldChange Expire(Hold hold, Account account, DateTimeOffset now) => HoldSteps.Expire(hold, account, now);

    public virtual Decision<Hold> Refund(Hold hold, long amount, Account account, Cause cause) => WalletSteps.Refund(hold, amount, account, cause);

    public virtual Decision<long> Transfer(WalletHolder from, WalletHolder to, long amount, Cause cause) => WalletSteps.Transfer(from, to, amount, cause);
}

/// <summary>What is on hold can be spent all the same.</summary>
internal sealed class HoldLeavesWhatIsAvailable : WalletRules
{
    public override Decision<Hold> Hold(WalletHolder holder, WalletHoldCommand command, DateTimeOffset now) =>
        WalletSteps.Hold(holder with { Account = Copies.Of(holder.Account) }, command, now);
}

/// <summary>A hold is used whatever became of it before.</summary>
internal sealed class CaptureOfWhatWasResolved : WalletRules
{
    public override Decision<HoldChange> Capture(Hold hold, long amount, Account account, DateTimeOffset now) =>
        base.Capture(hold with { State = HoldState.Held }, amount, account, now);
}

/// <summary>The clock gives a hold back though it was used.</summary>
internal sealed class TimeoutOfWhatWasCaptured : WalletRules
{
    public override HoldChange Expire(Hold hold, Account account, DateTimeOffset now) => base.Expire(hold with { State = HoldState.Held, ExpiresAt = now }, account, now);
}

/// <summary>What was given back of a hold is forgotten.</summary>
internal sealed class RefundIsForgotten : WalletRules
{
    public override Decision<Hold> Refund(Hold hold, long amount, Account account, Cause cause) => base.Refund(hold, amount, account, cause) is { Refusal: { } refusal } ? refusal : hold;
}

/// <summary>What is moved stays where it was, too.</summary>
internal sealed class TransferKeepsTheMoney : WalletRules
{
    public override Decision<long> Transfer(WalletHolder from, WalletHolder to, long amount, Cause cause) =>
        base.Transfer(new WalletHolder(from.Wallet, Copies.Of(from.Account)), to, amount, cause);
}

/// <summary>Two replicas work on one row at once: the later one overwrites what the earlier one did.</summary>
internal sealed class NobodyWaits : WalletRules
{
    public override bool Locks => false;
}

/// <summary>Copies of accounts, as a store makes them by writing and reading.</summary>
internal static class Copies
{
    public static readonly LedgerAccount[] Accounts = Enum.GetValues<LedgerAccount>();

    public static Account Of(Account account)
    {
        var copy = Account.Load(account.MemberId, Of(account.Balances), account.LastEntry, account.LastLot, account.ChainHead);
        copy.Add(account.Lots.Select(Of));
        return copy;
    }

    public static Balances Of(Balances balances)
    {
        var copy = new Balances();
        foreach (var account in Accounts)
        {
            copy[account] = balances[account];
        }

        return copy;
    }

    public static Lot Of(Lot lot) => new()
    {
        Sequence = lot.Sequence,
        Source = lot.Source,
        PartOf = lot.PartOf,
        Issued = lot.Issued,
        IssuedAt = lot.IssuedAt,
        Active = lot.Active,
        Held = lot.Held,
        Redeemed = lot.Redeemed,
        Expired = lot.Expired,
        Withdrawn = lot.Withdrawn,
        ActivatesAt = lot.ActivatesAt,
        End = lot.End,
    };
}
