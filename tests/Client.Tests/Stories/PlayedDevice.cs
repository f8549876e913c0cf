using System.Collections.Immutable;
using Omnichannel.Client.Carts;
using Omnichannel.Client.Device;
using Omnichannel.Stories.Format;
using Omnichannel.Stories.Playing;

namespace Omnichannel.Client.Tests.Stories;

/// <summary>A device of a story: the client under test, and what it was told.</summary>
internal sealed class PlayedDevice : IAsyncDisposable
{
    /// <summary>What is wrong with a client that makes no progress.</summary>
    public const string Hangs = "does not come to an end";

    // Nobody waits: a pause ends when the story says that there is a network, and a call without one hangs as long as the story wants.
    private static readonly TimeSpan Pause = TimeSpan.FromHours(8);
    private static readonly TimeSpan Attempt = TimeSpan.FromHours(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly DeviceLine line;
    private readonly Func<IOperationLog> open;
    private readonly DeviceNetwork network;
    private readonly OmnichannelClient client;
    private readonly List<ToldNote> notes = [];
    private readonly List<ToldRefusal> refusals = [];
    private readonly List<ToldRedirect> redirects = [];
    private TaskCompletionSource cut = New();
    private readonly TaskCompletionSource<string> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IOperationLog log;
    private DeviceCart cart;
    private bool isPaused;
    private bool mayCall;

    /// <param name="line">To the server.</param>
    /// <param name="address">The server's.</param>
    /// <param name="handler">Carries calls there.</param>
    /// <param name="open">Opens the device's log, which keeps what it has from one time to the next.</param>
    public PlayedDevice(DeviceLine line, Uri address, HttpMessageHandler handler, Func<IOperationLog> open)
    {
        (this.line, this.open) = (line, open);
        network = new DeviceNetwork(handler);
        client = new OmnichannelClient(new OmnichannelClientOptions(address, _ => new(line.Token))
        {
            HttpHandler = network, FirstPause = Pause, LongestPause = Pause, AttemptLimit = Attempt, Deadline = Attempt,
        });
        log = open();
        cart = Start();
    }

    public Shown Shows => new(
        cart.View.CartId,
        [.. cart.View.Lines.Select(line => new ShownLine(line.Sku, line.Options.ToImmutableSortedDictionary(StringComparer.Ordinal), line.Quantity, line.IsSaved))
            .OrderBy(line => string.Join('\0', line.Options.SelectMany(option => new[] { option.Key, option.Value }).Prepend(line.Sku)), StringComparer.Ordinal)],
        cart.View.Pending);

    public StoryEnd End => new(
        line.Device.Name,
        Shows,
        [.. notes.Distinct().OrderBy(note => note.Edit).ThenBy(note => note.Kind, StringComparer.Ordinal)],
        [.. refusals.Distinct().OrderBy(refusal => refusal.Edit).ThenBy(refusal => refusal.Reason, StringComparer.Ordinal)],
        [.. redirects]);

    public Task Edit(EditStep edit)
    {
        mayCall = true;
        return cart.ApplyAsync(edit.Operation);
    }

    public async Task Restart()
    {
        await cart.DisposeAsync();
        log.Dispose();
        log = open();
        cart = Start();
    }

    public void SignIn() => client.ForgetToken();

    public async Task Sync(Func<Task> carry)
    {
        await Open(carry);
        await Within(cart.SettleAsync());
        network.Close();
    }

    public async Task Try(Func<Task> carry)
    {
        cut = New();
        await Open(carry);
        await Within(cut.Task);
    }

    public async ValueTask DisposeAsync()
    {
        await cart.DisposeAsync();
        log.Dispose();
        client.Dispose();
        network.Dispose();
    }

    // A call that is under way was put together earlier: it hangs by now, or will in a moment.
    private async Task Open(Func<Task> carry)
    {
        if (mayCall && !isPaused)
        {
            await Within(network.Hanging);
        }

        await carry();
        network.Open();
        mayCall = false;
        if (isPaused)
        {
            isPaused = false;
            cart.Retry();
        }
    }

    private async Task Within(Task done)
    {
        try
        {
            await Task.WhenAny(done, failed.Task).WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new StoryFailedException($"{line.Device.Name} {Hangs}");
        }

        if (failed.Task.IsCompleted)
        {
            throw new StoryFailedException(await failed.Task);
        }

        await done;
    }

    private DeviceCart Start()
    {
        (isPaused, mayCall) = (false, true);
        var started = new DeviceCart(client, log, new DeviceCartOptions(line.Play.Story.Market) { CartId = line.Device.Cart, Watch = false });
        started.MergeNoted += (_, remark) => notes.Add(new ToldNote(line.Play.Story.StepOf(remark.Operation), ContractNames.NameOf(remark.Note.Kind)));
        started.Refused += (_, refused) => refusals.Add(new ToldRefusal(line.Play.Story.StepOf(refused.Operation), refused.Refusal.Reason));
        started.Redirected += (_, redirect) => redirects.Add(new ToldRedirect(redirect.From, redirect.To));
        started.Trouble += (_, trouble) => Meet(started, trouble);
        started.Start();
        return started;
    }

    // Lost calls are what a story is made of. After each the client waits until it is told to go on.
    private void Meet(DeviceCart from, ClientTrouble trouble)
    {
        if (trouble.Kind is not TroubleKind.Offline)
        {
            failed.TrySetResult($"{line.Device.Name} has trouble: {trouble.Kind}, {trouble.Message}");
        }
        else if (line.IsOpen)
        {
            from.Retry();
        }
        else
        {
            isPaused = true;
            network.Close();
            cut.TrySetResult();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The client does not do what the story tells.</summary>
internal sealed class StoryFailedException(string message) : Exception(message);
