using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Calls;

namespace Omnichannel.Client.Carts;

/// <summary>
/// Follows the current cart. A message only says that there is something new, and the sender reads it: so all that changes the book comes in one order, and a
/// message that was long on its way never takes the view back.
/// </summary>
internal sealed class CartWatch(OmnichannelClient client, BookKeeper keeper, Pauses pauses, Action refresh)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task Run(CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            var cartId = keeper.Book.Current;
            try
            {
                if (cartId.Length == 0 || keeper.Book.Server is null)
                {
                    await Task.Delay(Look, stop).ConfigureAwait(false);
                    continue;
                }

                await Follow(cartId, stop).ConfigureAwait(false);
                failures = 0;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException)
            {
                // The sender meets the same trouble, and tells.
                await Task.Delay(pauses.After(failures++), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Follow(string cartId, CancellationToken stop)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var leaving = EndWithTheCart(cartId, left);
        try
        {
            var request = new WatchCartRequest { CartId = cartId, ResumeVersion = keeper.Book.Server?.Version ?? 0 };
            await foreach (var message in client.Resume(client.Cart.WatchCart, request, left.Token).ConfigureAwait(false))
            {
                var book = keeper.Book;
                if (book.Current != cartId)
                {
                    return;
                }

                if (message.Version > (book.Server?.Version ?? 0) || book.Operations.Values.Any(kept => kept.Values.Any(operation => operation.IsAnswered)))
                {
                    refresh();
                }
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && keeper.Book.Current != cartId && !stop.IsCancellationRequested)
        {
            // The next cart is followed now.
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await leaving.ConfigureAwait(false);
        }
    }

    // A cart that was merged may say nothing any more: whoever goes by its messages alone never follows the next one.
    private async Task EndWithTheCart(string cartId, CancellationTokenSource left)
    {
        while (!left.IsCancellationRequested && keeper.Book.Current == cartId)
        {
            await Task.Delay(Look, left.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await left.CancelAsync().ConfigureAwait(false);
    }
}
