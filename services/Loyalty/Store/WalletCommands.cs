using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;

namespace Omnichannel.Loyalty.Store;

/// <summary>The commands of the rpcs of wallets and gift cards: each is one transaction.</summary>
public sealed class WalletCommands(CommandExecutor executor, Wallets wallets, WalletHolds holds)
{
    /// <summary>Gives a customer store credit.</summary>
    public Task<TAnswer> IssueCredit<TAnswer>(
        CommandContext context, string customerId, Money amount, string market, Cause cause, Func<WalletView, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit => answer(View(await IssueCredit(unit, customerId, amount, market, cause with { EffectiveAt = unit.Now }).ConfigureAwait(false))));

    /// <summary>The same, as part of a step.</summary>
    public async Task<WalletRecord> IssueCredit(UnitOfWork unit, string customerId, Money amount, string market, Cause cause)
    {
        var record = await wallets.CreditOf(unit, customerId, amount.CurrencyCode, market).ConfigureAwait(false);
        record.Wallet = WalletSteps.Issue(record.Holder, amount.AmountMinor, cause).Value;
        Wallets.Save(unit, record);
        return record;
    }

    /// <summary>Makes a card that is worth nothing until it is activated.</summary>
    public Task<TAnswer> IssueCard<TAnswer>(CommandContext context, Money face, string market, Func<WalletView, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(context, unit => Task.FromResult(answer(View(wallets.NewCard(unit, face, market, null)))));

    /// <summary>A card was paid for.</summary>
    public Task<TAnswer> Activate<TAnswer>(CommandContext context, string code, Cause cause, Func<WalletView, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var record = await wallets.FindCard(unit, code).ConfigureAwait(false) ?? throw new RefusedException(new CardNotFound());
                return answer(View(Save(unit, record, WalletSteps.Activate(record.Holder, cause with { EffectiveAt = unit.Now }))));
            });

    /// <summary>Calls a card off.</summary>
    public Task<TAnswer> Void<TAnswer>(CommandContext context, string walletId, Cause cause, Func<WalletView, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var record = await wallets.Get(unit, walletId).ConfigureAwait(false);
                await AccountRows.LoadSpendable(unit, record.Account, long.MaxValue).ConfigureAwait(false);
                return answer(View(Save(unit, record, WalletSteps.Void(record.Holder, cause with { EffectiveAt = unit.Now }))));
            });

    /// <summary>Puts a card on a customer.</summary>
    public Task<TAnswer> Claim<TAnswer>(CommandContext context, string walletId, string customerId, Func<WalletView, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var record = await wallets.Get(unit, walletId).ConfigureAwait(false);
                var person = await PersonMerges.Group(unit.Sql, customerId).ConfigureAwait(false);
                return answer(View(Save(unit, record, WalletSteps.Claim(record.Wallet, person))));
            });

    /// <summary>Moves money into another customer's store credit; all of it for 0.</summary>
    public Task<TAnswer> Transfer<TAnswer>(CommandContext context, string walletId, string toCustomerId, Money? amount, Cause cause, Func<WalletView, long, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                // What a wallet's currency is never changes: it tells which other wallet is to be locked, too.
                var (currency, market) = await wallets.CurrencyOf(unit, walletId).ConfigureAwait(false) ?? throw new RefusedException(new WalletNotFound());
                var credit = await Wallets.FindCredit(unit, toCustomerId, currency).ConfigureAwait(false);
                var both = await wallets.Get(unit, credit is null ? [walletId] : [walletId, credit]).ConfigureAwait(false);
                var from = both[walletId];
                var to = credit is null ? await wallets.CreditOf(unit, toCustomerId, currency, market).ConfigureAwait(false) : both[credit];
                if (amount is { } named && named.CurrencyCode != currency)
                {
                    throw new RefusedException(new WalletCurrencyDiffers(currency));
                }

                await AccountRows.LoadSpendable(unit, from.Account, long.MaxValue).ConfigureAwait(false);
                var at = cause with { EffectiveAt = unit.Now };
                from.Account.Expire(new Cause(unit.Now));
                var moved = WalletSteps.Transfer(from.Holder, to.Holder, amount?.AmountMinor ?? from.Account.Active, at).Value;
                Wallets.Save(unit, from);
                Wallets.Save(unit, to);
                return answer(View(from), moved);
            });

    /// <summary>Puts money aside.</summary>
    public Task<TAnswer> Hold<TAnswer>(CommandContext context, string walletId, Money amount, string reference, TimeSpan timeToLive, SalesChannel channel, Func<Hold, WalletView, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                await CheckCurrency(unit, walletId, amount).ConfigureAwait(false);
                return Answer(await holds.Place(unit, walletId, amount.AmountMinor, reference, timeToLive, channel).ConfigureAwait(false), answer);
            });

    /// <summary>Uses a hold, all of it when no amount is named.</summary>
    public Task<TAnswer> Capture<TAnswer>(CommandContext context, string walletId, string holdId, Money? amount, SalesChannel channel, Func<Hold, WalletView, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                await CheckCurrency(unit, walletId, amount).ConfigureAwait(false);
                return Answer(await holds.Capture(unit, walletId, holdId, amount?.AmountMinor ?? 0, channel).ConfigureAwait(false), answer);
            });

    /// <summary>Gives a hold back.</summary>
    public Task<TAnswer> Release<TAnswer>(CommandContext context, string walletId, string holdId, SalesChannel channel, Func<Hold, WalletView, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(context, async unit => Answer(await holds.Release(unit, walletId, holdId, channel).ConfigureAwait(false), answer));

    /// <summary>Gives back what a hold used; once for each refund id.</summary>
    public Task<TAnswer> Refund<TAnswer>(string walletId, string holdId, string refundId, Money amount, SalesChannel channel, Func<Hold, WalletView, TAnswer> answer) => executor.Apply(
        async unit =>
        {
            var hold = await HoldRow.Find(unit.Sql, holdId).ConfigureAwait(false);
            if (WalletSteps.WhyNotOf(hold, walletId) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            await CheckCurrency(unit, walletId, amount).ConfigureAwait(false);
            var outcome = await holds.Refund(unit, holdId, refundId, amount.AmountMinor, new Cause(unit.Now) { Channel = channel }).ConfigureAwait(false);
            return Answer(outcome ?? throw new RefusedException(new HoldNotFound()), answer);
        });

    private async Task CheckCurrency(UnitOfWork unit, string walletId, Money? amount)
    {
        var (currency, _) = await wallets.CurrencyOf(unit, walletId).ConfigureAwait(false) ?? throw new RefusedException(new WalletNotFound());
        if (amount is { } named && named.CurrencyCode != currency)
        {
            throw new RefusedException(new WalletCurrencyDiffers(currency));
        }
    }

    private static WalletRecord Save(UnitOfWork unit, WalletRecord record, Decision<Wallet> decided)
    {
        record.Wallet = decided.Value;
        Wallets.Save(unit, record);
        return record;
    }

    private static TAnswer Answer<TAnswer>((Hold Hold, WalletRecord Wallet) outcome, Func<Hold, WalletView, TAnswer> answer) => answer(outcome.Hold, View(outcome.Wallet));

    private static WalletView View(WalletRecord record) => new(record.Wallet, record.Account.Balances, Columns.Instant(record.NextExpiry));
}
