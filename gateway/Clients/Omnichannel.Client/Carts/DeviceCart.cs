using Omnichannel.Cart.V1;
using Omnichannel.Client.Device;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Carts;

/// <summary>
/// A cart that a device edits whether or not it is on line. An edit is in the log and in the view when its call returns. It is sent in the background, as often as it
/// takes, and happens once. Safe to use from many threads; what a handler of an event throws is told as <see cref="Trouble"/>.
/// </summary>
public sealed class DeviceCart : IAsyncDisposable
{
    private const int MostBytesOfAnEdit = 64 * 1024;
    private readonly BookKeeper keeper;
    private readonly IOperationLog log;
    private readonly CartSender sender;

    /// <summary>Takes up what the log has. Nothing is sent before <see cref="Start"/>.</summary>
    /// <param name="client">How the platform is reached.</param>
    /// <param name="log">Keeps the edits. It stays the caller's to dispose of, after this.</param>
    /// <param name="options">Which cart.</param>
    /// <exception cref="ArgumentException">The log is of another market.</exception>
    public DeviceCart(OmnichannelClient client, IOperationLog log, DeviceCartOptions options)
    {
        this.log = log;
        keeper = new BookKeeper(log);
        if (options.CartId is null && keeper.Book.Server is { } known && known.Market != options.Market)
        {
            throw new ArgumentException($"The log is of a cart in {known.Market}, and not in {options.Market}.", nameof(log));
        }

        // Before it is seen, too: what is made for it must not wait for whichever cart is seen first.
        if (options.CartId is { } joined && keeper.Book.Current != joined)
        {
            keeper.Take(book => book.TurnTo(joined));
        }

        DeviceId = client.Options.DeviceId ?? log.Read().Name;
        sender = new CartSender(client, keeper, options, DeviceId, new Handlers(trouble => Trouble?.Invoke(this, trouble)))
        {
            Changed = () => Changed?.Invoke(this, EventArgs.Empty),
            Remarked = remark => MergeNoted?.Invoke(this, remark),
            Refused = refusal => Refused?.Invoke(this, refusal),
            Redirected = redirect => Redirected?.Invoke(this, redirect),
        };
    }

    /// <summary>The view is another one.</summary>
    public event EventHandler? Changed;

    /// <summary>The server's merge rules did an edit otherwise than it said.</summary>
    public event EventHandler<MergeRemark>? MergeNoted;

    /// <summary>The server refused an edit for good.</summary>
    public event EventHandler<OperationRefusal>? Refused;

    /// <summary>The device went over to another cart.</summary>
    public event EventHandler<CartRedirect>? Redirected;

    /// <summary>Something keeps edits from being settled. They are kept and go again.</summary>
    public event EventHandler<ClientTrouble>? Trouble;

    /// <summary>The name under which this device's edits are numbered.</summary>
    public string DeviceId { get; }

    /// <summary>The cart as the device shows it.</summary>
    public CartView View => keeper.View;

    /// <summary>Begins to send, and to follow the cart. Call it when the events have their handlers.</summary>
    public void Start() => sender.Start(log.DamagedFile);

    /// <summary>Adds to a line, or makes it.</summary>
    /// <exception cref="DeviceLogException">The edit could not be kept, and was not applied. So it is with every edit.</exception>
    public Task AddAsync(string sku, int quantity = 1, IReadOnlyDictionary<string, string>? options = null, Fulfilment? fulfilment = null)
    {
        var add = new AddItem { Sku = sku, Quantity = quantity, Fulfilment = fulfilment };
        add.Options.Add(options?.ToDictionary() ?? []);
        return ApplyAsync(new CartOperation { Add = add });
    }

    /// <summary>Sets the quantity that the device sees.</summary>
    public Task SetQuantityAsync(LineReference line, int quantity) => ApplyAsync(new CartOperation { SetQuantity = new SetQuantity { Line = line, Quantity = quantity } });

    /// <summary>Removes a line.</summary>
    public Task RemoveAsync(LineReference line) => ApplyAsync(new CartOperation { RemoveLine = new RemoveLine { Line = line } });

    /// <summary>Puts a line aside.</summary>
    public Task MoveToSavedAsync(LineReference line) => ApplyAsync(new CartOperation { MoveToSaved = new MoveToSaved { Line = line } });

    /// <summary>Takes a line back that was put aside.</summary>
    public Task MoveToCartAsync(LineReference line) => ApplyAsync(new CartOperation { MoveToCart = new MoveToCart { Line = line } });

    /// <summary>Chooses how a line is obtained.</summary>
    public Task SetFulfilmentAsync(LineReference line, Fulfilment fulfilment) =>
        ApplyAsync(new CartOperation { SetFulfilment = new SetFulfilment { Line = line, Fulfilment = fulfilment } });

    /// <summary>Enters a coupon code.</summary>
    public Task ApplyCodeAsync(string code) => ApplyAsync(new CartOperation { ApplyCode = new ApplyCode { Code = code } });

    /// <summary>Takes a coupon code off.</summary>
    public Task RemoveCodeAsync(string code) => ApplyAsync(new CartOperation { RemoveCode = new RemoveCode { Code = code } });

    /// <summary>Sets the gift note; empty removes it.</summary>
    public Task SetGiftNoteAsync(string text) => ApplyAsync(new CartOperation { SetGiftNote = new SetGiftNote { Text = text } });

    /// <summary>Removes all that is not saved, codes and gift note.</summary>
    public Task ClearAsync() => ApplyAsync(new CartOperation { Clear = new ClearCart() });

    /// <summary>Makes several edits at once: all of them are kept, or none.</summary>
    /// <param name="operations">In order. Numbers and versions are filled in.</param>
    /// <exception cref="ArgumentException">One says nothing, or has more than 64 KiB: no call could carry it.</exception>
    public async Task ApplyAsync(params IReadOnlyCollection<CartOperation> operations)
    {
        if (operations.Any(operation => operation.OperationCase is CartOperation.OperationOneofCase.None || operation.CalculateSize() > MostBytesOfAnEdit))
        {
            throw new ArgumentException("An edit says what is done, in at most 64 KiB.", nameof(operations));
        }

        // The disk may take its time, and the caller may be the thread that draws.
        await Task.Run(() => keeper.Append(operations)).ConfigureAwait(false);
        sender.Edited();
    }

    /// <summary>Waits until the server has answered every edit made before, and has shown its cart after them. What was refused came as an event. Edits of a
    /// cart that is not the caller's any more are not waited for.</summary>
    public Task SettleAsync(CancellationToken cancellation = default) => sender.Settle(cancellation);

    /// <summary>
    /// Takes the edits out of the log that wait for a cart which is not the caller's any more (<see cref="TroubleKind.CartNotFound"/>), and returns them in their order: they were not made, as far as this device
    /// was told. Empty when no cart is lost. Until this is called they stay, and go when the cart is the caller's again.
    /// </summary>
    /// <exception cref="DeviceLogException">They could not be taken out, and stay.</exception>
    public Task<IReadOnlyList<CartOperation>> DiscardLostAsync(CancellationToken cancellation = default) => sender.DiscardLost(cancellation);

    /// <summary>Tries again now: the network is back, somebody has logged in.</summary>
    public void Retry() => sender.Retry();

    /// <summary>Ends sending. What is not settled stays in the log.</summary>
    public ValueTask DisposeAsync() => sender.DisposeAsync();
}
