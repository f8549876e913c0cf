using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Money put aside in a wallet.</summary>
/// <param name="HoldId">Names it.</param>
/// <param name="AmountMinor">How much, positive.</param>
/// <param name="Reference">What for, in the caller's terms.</param>
/// <param name="ExpiresAt">When it is given back unless it was resolved.</param>
/// <param name="PartOf">The checkout's hold that resolves it; null when it is resolved for itself.</param>
/// <param name="Channel">Where it was asked for.</param>
public sealed record WalletHoldCommand(string HoldId, long AmountMinor, string Reference, DateTimeOffset ExpiresAt, string? PartOf, SalesChannel Channel);

/// <summary>What a checkout wants held in a wallet.</summary>
/// <param name="WalletId">The wallet.</param>
/// <param name="AmountMinor">At most so much: less will do, if less is there.</param>
public sealed record WalletAsk(string WalletId, long AmountMinor);

/// <summary>The steps of a wallet. Money is in it once, on hold once, spent once.</summary>
public static class WalletSteps
{
    /// <summary>What holds took of a wallet and did not give back, and what they hold of it still.</summary>
    public static (long SpentMinor, long HeldMinor) UsedBy(IReadOnlyCollection<Hold> holds) => (
        holds.Sum(hold => hold.CapturedPoints - hold.Allocations.Sum(allocation => allocation.Restored)),
        holds.Where(hold => hold.State is HoldState.Held).Sum(hold => hold.Points));

    /// <summary>How long at least money lives that a return gave back, though its lot had lapsed meanwhile.</summary>
    public static readonly TimeSpan RefundGrace = TimeSpan.FromDays(90);

    /// <summary>The most that a wallet holds, minor units: far from where sums would overflow.</summary>
    public const long MostMinor = 1_000_000_000_000;

    /// <summary>Puts money into a wallet.</summary>
    public static Decision<Wallet> Issue(WalletHolder holder, long amountMinor, Cause cause) =>
        holder.Wallet.State is not WalletState.Active ? new WalletNotActive(holder.Wallet.State)
        : amountMinor > MostMinor - holder.Account.Active ? new WalletFull(MostMinor)
        : Put(holder, amountMinor, cause);

    /// <summary>A card was paid for: it is worth what it was sold for from now on.</summary>
    public static Decision<Wallet> Activate(WalletHolder holder, Cause cause) => holder.Wallet.State is WalletState.Inactive
        ? Put(holder with { Wallet = holder.Wallet with { State = WalletState.Active } }, holder.Wallet.FaceMinor, cause)
        : new CardNotInactive(holder.Wallet.State);

    /// <summary>Calls a card off. One that was used is not: what is left of it is told.</summary>
    public static Decision<Wallet> Void(WalletHolder holder, Cause cause)
    {
        var (wallet, account) = holder;
        if (wallet.State is WalletState.Voided)
        {
            return wallet;
        }

        account.Expire(new Cause(cause.EffectiveAt));
        if (wallet.State is WalletState.Active && (account.Active != wallet.FaceMinor || account.Balances[LedgerAccount.Held] > 0))
        {
            return new WalletUsed(account.Active);
        }

        account.Void(cause);
        return wallet with { State = WalletState.Voided };
    }

    /// <summary>Puts a card on a customer: it belongs to nobody else from then on. One that is theirs stays so; another's looks like none.</summary>
    /// <param name="wallet">The card.</param>
    /// <param name="person">The ids of the customer, the one who they are by now first.</param>
    public static Decision<Wallet> Claim(Wallet wallet, params IReadOnlyList<string> person) =>
        wallet.MemberId is { } owner && person.Contains(owner) ? wallet
        : wallet.MemberId is not null ? new CardNotFound()
        : wallet.State is not WalletState.Active ? new WalletNotActive(wallet.State)
        : wallet with { MemberId = person[0] };

    /// <summary>Puts money aside: the lots nearest to expiry first.</summary>
    public static Decision<Hold> Hold(WalletHolder holder, WalletHoldCommand command, DateTimeOffset now)
    {
        var (wallet, account) = holder;
        if (wallet.State is not WalletState.Active)
        {
            return new WalletNotActive(wallet.State);
        }

        var hold = new Hold
        {
            HoldId = command.HoldId,
            MemberId = wallet.WalletId,
            Tender = TenderOf(wallet.Kind),
            PartOf = command.PartOf,
            IsCheckout = command.PartOf is not null,
            Points = command.AmountMinor,
            ValueMinor = command.AmountMinor,
            CurrencyCode = wallet.CurrencyCode,
            Reference = command.Reference,
            OwnerId = wallet.MemberId ?? "",
            CreatedAt = now,
            ExpiresAt = command.ExpiresAt,
        };
        var taken = account.Hold(command.AmountMinor, new Cause(now) { HoldId = command.HoldId, Channel = command.Channel, Reference = command.Reference });
        return taken.Refusal switch
        {
            null => hold with { Allocations = taken.Value },
            InsufficientPoints lack => new InsufficientBalance(lack.Active, lack.Requested),
            var refusal => refusal,
        };
    }

    /// <summary>Why a hold is not resolved, or refunded, for itself as one of a wallet; null when it is.</summary>
    public static Refusal? WhyNotOf(Hold? hold, string walletId) =>
        hold is not { Tender: not null } || hold.MemberId != walletId ? new HoldNotFound()
        : hold.IsCheckout ? new CheckoutHold()
        : null;

    /// <summary>Uses money on hold, all of it or some; the rest goes back. Nothing (0) of it gives all back.</summary>
    public static Decision<HoldChange> Capture(Hold hold, long amountMinor, string? orderId, Account account, SalesChannel channel, DateTimeOffset now) =>
        amountMinor == 0 ? HoldSteps.Release(hold, account, channel, now) : HoldSteps.CaptureFor(hold, amountMinor, orderId, account, channel, now);

    /// <summary>Gives money that was used back to the wallet: never more than was used and not given back yet.</summary>
    /// <returns>The hold, which knows what was given back.</returns>
    public static Decision<Hold> Refund(Hold hold, long amountMinor, Account account, Cause cause) =>
        hold.State is not HoldState.Captured ? new HoldNotCaptured()
        : amountMinor > hold.UsedPoints ? new RefundExceedsCaptured(hold.UsedPoints)
        : hold with { Allocations = account.RestoreUntil(cause.EffectiveAt + RefundGrace, hold.Allocations, amountMinor, cause.EffectiveAt, cause) };

    /// <summary>Moves money into another wallet of the same currency, with its dates of expiry. All lots with money must be loaded.</summary>
    public static Decision<long> Transfer(WalletHolder from, WalletHolder to, long amountMinor, Cause cause)
    {
        if (from.Wallet.CurrencyCode != to.Wallet.CurrencyCode)
        {
            return new WalletCurrencyDiffers(from.Wallet.CurrencyCode);
        }

        if (from.Wallet.WalletId == to.Wallet.WalletId)
        {
            return new SameWallet();
        }

        foreach (var state in new[] { from.Wallet.State, to.Wallet.State })
        {
            if (state is not WalletState.Active)
            {
                return new WalletNotActive(state);
            }
        }

        if (amountMinor > MostMinor - to.Account.Active)
        {
            return new WalletFull(MostMinor);
        }

        var moved = from.Account.TransferTo(to.Account, amountMinor, cause);
        return moved.Refusal is InsufficientPoints lack ? new InsufficientBalance(lack.Active, lack.Requested) : moved;
    }

    /// <summary>What somebody pays with who pays from such a wallet.</summary>
    public static TenderKind TenderOf(WalletKind kind) => kind is WalletKind.GiftCard ? TenderKind.GiftCard : TenderKind.StoreCredit;

    private static Wallet Put(WalletHolder holder, long amountMinor, Cause cause)
    {
        holder.Account.Issue(amountMinor, WalletValidity.BuiltIn.ExpiryOf(holder.Wallet.Kind, holder.Wallet.Market, cause.EffectiveAt), cause);
        return holder.Wallet;
    }
}
