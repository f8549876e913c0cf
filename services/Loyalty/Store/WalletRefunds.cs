using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <summary>An instruction to give back on a gift card or store credit.</summary>
/// <param name="InstructionId">Done once.</param>
/// <param name="To">Kind of tender.</param>
/// <param name="Reference">The hold that had paid; empty for the buyer's store credit.</param>
/// <param name="Amount">How much.</param>
/// <param name="CustomerId">Who bought; empty for a guest.</param>
public sealed record WalletRefund(string InstructionId, TenderKind To, string Reference, Money Amount, string CustomerId);

/// <summary>Gives back to wallets what orders give back.</summary>
public sealed class WalletRefunds(WalletHolds holds, Wallets wallets, WalletCommands commands)
{
    /// <summary>Does what an instruction says, once.</summary>
    /// <returns>Null when it is none of ours: the tender is another system's.</returns>
    public async Task<(string WalletId, Refusal? Refusal)?> Give(UnitOfWork unit, WalletRefund refund, Cause cause)
    {
        try
        {
            return refund.Reference.Length > 0 ? await ToPayer(unit, refund, cause).ConfigureAwait(false)
                : refund.To is not TenderKind.StoreCredit ? null
                : refund.CustomerId.Length == 0 ? ("", new CreditNeedsCustomer())
                : (await ToCredit(unit, refund, cause).ConfigureAwait(false), null);
        }
        catch (RefusedException refused)
        {
            // Refused before anything was written.
            return ("", refused.Refusal);
        }
    }

    /// <summary>Gives a bonus on store credit, once for each id.</summary>
    public async Task GiveBonus(UnitOfWork unit, string bonusId, string customerId, Money amount, Cause cause)
    {
        if (await WalletHolds.FindDone(unit, bonusId).ConfigureAwait(false) is null)
        {
            var record = await commands.IssueCredit(unit, customerId, amount, "", cause).ConfigureAwait(false);
            WalletHolds.Done(unit, bonusId, record.Wallet.WalletId, amount.AmountMinor);
        }
    }

    /// <summary>Takes a bonus on store credit back, or a part of it, as far as it is still there: once for each bonus.</summary>
    /// <returns>What was there of it; 0 when it was taken back before, or never given.</returns>
    public async Task<long> TakeBonusBack(UnitOfWork unit, string bonusId, long amountMinor, Cause cause)
    {
        var takeId = $"{bonusId}/back";
        if (await WalletHolds.FindDone(unit, bonusId).ConfigureAwait(false) is not { } given || await WalletHolds.IsDone(unit, takeId).ConfigureAwait(false))
        {
            return 0;
        }

        var record = await wallets.Get(unit, given.PaidBy).ConfigureAwait(false);
        await AccountRows.LoadSpendable(unit, record.Account, amountMinor).ConfigureAwait(false);
        record.Account.Expire(new Cause(cause.EffectiveAt));
        var taken = record.Account.TakeOut(Math.Min(amountMinor, given.AmountMinor), cause);
        WalletHolds.Done(unit, takeId, record.Wallet.WalletId, taken);
        Wallets.Save(unit, record);
        return taken;
    }

    private async Task<(string WalletId, Refusal? Refusal)?> ToPayer(UnitOfWork unit, WalletRefund refund, Cause cause) =>
        await holds.Refund(unit, refund.Reference, refund.InstructionId, refund.Amount.AmountMinor, cause).ConfigureAwait(false) is { } done
            ? (done.Wallet.Wallet.WalletId, null)
            : null;

    private async Task<string> ToCredit(UnitOfWork unit, WalletRefund refund, Cause cause)
    {
        var record = await wallets.CreditOf(unit, refund.CustomerId, refund.Amount.CurrencyCode, "").ConfigureAwait(false);
        if (!await WalletHolds.IsDone(unit, refund.InstructionId).ConfigureAwait(false))
        {
            await commands.IssueCredit(unit, refund.CustomerId, refund.Amount, "", cause).ConfigureAwait(false);
            WalletHolds.Done(unit, refund.InstructionId, record.Wallet.WalletId, refund.Amount.AmountMinor);
        }

        return record.Wallet.WalletId;
    }
}
