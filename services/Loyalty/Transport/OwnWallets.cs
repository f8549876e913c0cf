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
    /// <summary>A wallet, as far as the caller is to know of it: staff of each, a shopper of their own and of cards that they bought and that are nobody else's.</summary>
    public static async Task<WalletView> Own(this WalletQueries queries, string walletId, ServerCallContext context)
    {
        var caller = context.Caller();
        var view = await queries.Find(walletId, context.CancellationToken).ConfigureAwait(false);
        return view is not null && (!caller.IsShopper || IsOf(view.Wallet, caller)) ? view : throw new RefusedException(new WalletNotFound());
    }

    private static bool IsOf(Domain.Wallet wallet, Caller caller) => wallet.MemberId is { } owner
        ? caller.Role is not Role.Guest && owner == caller.Subject
        : wallet.Sale is { } sale && sale.BuyerId == caller.Subject && sale.BuyerIsGuest == (caller.Role is Role.Guest);
}
