using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Whose a wallet is.</summary>
internal static class OwnWallets
{
    /// <summary>
    /// A wallet, as far as the caller is to know of it: staff of each, a shopper of their own and of cards that they bought, as a guest too, and that are nobody else's.
    /// </summary>
    public static async Task<WalletView> Own(this WalletQueries queries, string walletId, ServerCallContext context)
    {
        var caller = context.Caller();
        var view = await queries.Find(walletId, context.CancellationToken).ConfigureAwait(false);
        return view is not null && (!caller.IsShopper || await queries.IsOf(view.Wallet, caller, context.CancellationToken).ConfigureAwait(false)) ? view : throw new RefusedException(new WalletNotFound());
    }

    private static async Task<bool> IsOf(this WalletQueries queries, Domain.Wallet wallet, Caller caller, CancellationToken cancellation) => caller.Role is Role.Guest
        ? wallet is { MemberId: null, Sale: { BuyerIsGuest: true } sold } && sold.BuyerId == caller.Subject
        : wallet.MemberId is not null ? await queries.IsOf(wallet, caller.Subject, cancellation).ConfigureAwait(false)
        : wallet.Sale is { } sale && await queries.IsBuyer(sale, caller.Subject, cancellation).ConfigureAwait(false);
}
