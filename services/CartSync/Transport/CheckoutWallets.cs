using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;
using Actor = Omnichannel.CartSync.Domain.Actor;
using WalletShare = Omnichannel.CartSync.Domain.WalletShare;

namespace Omnichannel.CartSync.Transport;

/// <summary>
/// Finds the wallets that a checkout is to be paid with, before it begins: codes and PINs go to Loyalty and are never kept with the cart. A wrong one leaves the cart as it is.
/// </summary>
public sealed class CheckoutWallets(WalletService.WalletServiceClient loyalty)
{
    /// <summary>How many pay at once.</summary>
    public const int Most = 16;

    /// <summary>The wallets, in the order of the payments.</summary>
    public async Task<ImmutableArray<WalletShare>> Find(SharedCart cart, IReadOnlyList<WalletPayment> payments, Actor actor, CancellationToken cancellation)
    {
        var found = await loyalty.ResolveWalletsAsync(new ResolveWalletsRequest
        {
            Actor = actor.ToProto(),
            OwnerId = cart.OwnerId,
            OwnerIsGuest = cart.OwnerIsGuest,
            CurrencyCode = cart.CurrencyCode,
            Payments = { payments },
        }, cancellationToken: cancellation).ConfigureAwait(false);
        return [.. found.WalletIds.Zip(payments, (walletId, payment) => new WalletShare(walletId, payment.Amount?.AmountMinor))];
    }
}
