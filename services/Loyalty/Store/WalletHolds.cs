using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Holds of money in wallets: loads, lets <see cref="WalletSteps"/> decide, saves. The hold is locked before its wallet.</summary>
public sealed class WalletHolds(Wallets wallets)
{
    /// <summary>Puts money aside.</summary>
    public async Task<(Hold Hold, WalletRecord Wallet)> Place(
        UnitOfWork unit, string walletId, long amountMinor, string reference, TimeSpan timeToLive, SalesChannel channel)
    {
        Wallets.Ask(unit, [walletId]);
        var lots = AccountRows.AskSpendable(unit.Sql, walletId);
        var record = await wallets.Get(unit, walletId).ConfigureAwait(false);
        await AccountRows.LoadSpendable(unit, record.Account, lots, amountMinor).ConfigureAwait(false);
        var command = new WalletHoldCommand($"h-{unit.NewId():n}", amountMinor, reference, unit.Now + timeToLive, null, channel);
        var hold = WalletSteps.Hold(record.Holder, command, unit.Now).Value;
        Wallets.Save(unit, record);
        HoldRow.Insert(unit, hold);
        return (hold, record);
    }

    /// <summary>Uses a hold for itself, all of it (0) or some; the rest goes back.</summary>
    public Task<(Hold Hold, WalletRecord Wallet)> Capture(UnitOfWork unit, string walletId, string holdId, long amountMinor, SalesChannel channel) => Resolve(
        unit, walletId, holdId, (hold, account) => WalletSteps.Capture(hold, amountMinor == 0 ? hold.Points : amountMinor, null, account, channel, unit.Now));

    /// <summary>Gives a hold for itself back.</summary>
    public Task<(Hold Hold, WalletRecord Wallet)> Release(UnitOfWork unit, string walletId, string holdId, SalesChannel channel) =>
        Resolve(unit, walletId, holdId, (hold, account) => HoldSteps.Release(hold, account, channel, unit.Now));

    /// <summary>The clock gives a hold back.</summary>
    public Task Expire(UnitOfWork unit, Hold hold) => Resolve(unit, hold, account => HoldSteps.Expire(hold, account, unit.Now));

    /// <summary>Puts money aside for a checkout, beside what else it holds.</summary>
    /// <returns>Each wallet's hold, in the order in which the wallets were named; those that have nothing to give are left out.</returns>
    public async Task<IReadOnlyList<Hold>> PlaceParts(UnitOfWork unit, Hold checkout, IReadOnlyList<WalletAsk> asks, SalesChannel channel)
    {
        string[] ids = [.. asks.Select(ask => ask.WalletId).Distinct().Order(StringComparer.Ordinal)];
        Wallets.Ask(unit, ids);
        var lots = ids.ToDictionary(id => id, id => AccountRows.AskSpendable(unit.Sql, id), StringComparer.Ordinal);
        var records = await wallets.Get(unit, ids).ConfigureAwait(false);
        var parts = new List<Hold>(asks.Count);
        for (var i = 0; i < asks.Count; i++)
        {
            var (ask, record) = (asks[i], records[asks[i].WalletId]);
            if (record.Wallet.CurrencyCode != checkout.CurrencyCode)
            {
                throw new RefusedException(new WalletCurrencyDiffers(record.Wallet.CurrencyCode));
            }

            var first = lots.Remove(ask.WalletId, out var asked) ? asked : AccountRows.AskSpendable(unit.Sql, ask.WalletId);
            await AccountRows.LoadSpendable(unit, record.Account, first, ask.AmountMinor).ConfigureAwait(false);
            record.Account.Expire(new Cause(unit.Now));
            var amount = record.Wallet.State is WalletState.Active ? Math.Min(ask.AmountMinor, record.Account.Active) : 0;
            if (amount > 0)
            {
                var hold = WalletSteps.Hold(record.Holder, new WalletHoldCommand(checkout.PartId(i), amount, "", checkout.ExpiresAt, checkout.HoldId, channel), unit.Now).Value;
                Wallets.Save(unit, record);
                HoldRow.Insert(unit, hold);
                parts.Add(hold);
            }
        }

        return parts;
    }

    /// <summary>A checkout's hold was made final: each wallet gives what was named for it, all of its part where nothing was.</summary>
    public Task CommitParts(UnitOfWork unit, Hold checkout, IReadOnlyDictionary<string, long> amounts) => ResolveParts(
        unit, checkout, (part, account) => WalletSteps.Capture(part, amounts.TryGetValue(part.HoldId, out var amount) ? amount : part.Points, checkout.OrderId, account, SalesChannel.None, unit.Now));

    /// <summary>A checkout's hold was given back, by whom or what ever.</summary>
    public Task ReleaseParts(UnitOfWork unit, Hold checkout) =>
        ResolveParts(unit, checkout, (part, account) => HoldSteps.Release(part, account, SalesChannel.None, unit.Now));

    /// <summary>Gives money of a hold that was used back to its wallet; once for each refund id.</summary>
    /// <returns>Null when there is no such hold of a wallet.</returns>
    public async Task<(Hold Hold, WalletRecord Wallet)?> Refund(UnitOfWork unit, string holdId, string refundId, long amountMinor, Cause cause)
    {
        if (await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false) is not { Tender: not null, MemberId: { } walletId } hold)
        {
            return null;
        }

        var record = await wallets.Get(unit, walletId).ConfigureAwait(false);
        if (await FindDone(unit, refundId).ConfigureAwait(false) is { } earlier)
        {
            return earlier.PaidBy == holdId && earlier.AmountMinor == amountMinor ? (hold, record) : throw new RefusedException(new RefundIdTaken());
        }

        await AccountRows.LoadLots(unit, record.Account, [.. hold.Allocations.Select(allocation => allocation.LotSequence)]).ConfigureAwait(false);
        var refunded = WalletSteps.Refund(hold, amountMinor, record.Account, cause with { HoldId = holdId }).Value;
        Done(unit, refundId, holdId, amountMinor);
        HoldRow.Update(unit, refunded);
        Wallets.Save(unit, record);
        return (refunded, record);
    }

    /// <summary>Whether a refund was done.</summary>
    internal static async Task<bool> IsDone(UnitOfWork unit, string refundId) => await FindDone(unit, refundId).ConfigureAwait(false) is not null;

    /// <summary>Remembers a refund: of a hold, or into a wallet.</summary>
    internal static void Done(UnitOfWork unit, string refundId, string paidBy, long amountMinor) => unit.Sql.Defer(
        WalletRefundRow.Insert, WalletRefundRow.Of(refundId, paidBy, amountMinor, unit.Now));

    /// <summary>A refund that was done; null when it was not.</summary>
    internal static Task<WalletRefundRow?> FindDone(UnitOfWork unit, string refundId) =>
        unit.Sql.QueryFirst<WalletRefundRow>(WalletRefundRow.Select + " where refund_id = @refundId", new { refundId });

    private async Task<(Hold Hold, WalletRecord Wallet)> Resolve(UnitOfWork unit, string walletId, string holdId, Func<Hold, Account, Decision<HoldChange>> decide)
    {
        var hold = await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false);
        if (WalletSteps.WhyNotOf(hold, walletId) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        return await Resolve(unit, hold!, account => decide(hold!, account)).ConfigureAwait(false);
    }

    private async Task ResolveParts(UnitOfWork unit, Hold checkout, Func<Hold, Account, Decision<HoldChange>> decide)
    {
        var parts = await HoldRow.FindParts(unit.Sql, checkout).ConfigureAwait(false);
        foreach (var part in parts.OrderBy(part => part.MemberId, StringComparer.Ordinal))
        {
            await Resolve(unit, part, account => decide(part, account)).ConfigureAwait(false);
        }
    }

    private async Task<(Hold Hold, WalletRecord Wallet)> Resolve(UnitOfWork unit, Hold hold, Func<Account, Decision<HoldChange>> decide)
    {
        Wallets.Ask(unit, [hold.MemberId!]);
        var lots = hold.State is HoldState.Held ? AccountRows.AskHeld(unit.Sql, hold.MemberId!) : null;
        var record = await wallets.Get(unit, hold.MemberId!).ConfigureAwait(false);
        if (lots is not null)
        {
            await AccountRows.Load(record.Account, lots).ConfigureAwait(false);
        }

        var change = decide(record.Account).Value;
        if (change.IsChanged)
        {
            Wallets.Save(unit, record);
            HoldRow.Update(unit, change.Hold);
        }

        return (change.Hold, record);
    }
}
