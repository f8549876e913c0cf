using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Security;
using Omnichannel.Stories.Format;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Actor = Omnichannel.CartSync.Domain.Actor;

namespace Omnichannel.Stories.Playing;

/// <summary>One story being played: its shop, and a line to each of its devices. Nobody but them reaches the shop.</summary>
internal sealed class Play : IDisposable
{
    private const string Guest = "guest-";
    private const string Store = "rome-1";
    private const string Associate = "associate-1";
    private static readonly TimeSpan Session = TimeSpan.FromHours(12);

    private readonly TestTokens tokens;
    private readonly Action<DeviceLine> enter;
    private readonly ImmutableDictionary<string, DeviceLine> lines;

    // The shop takes one call after the other: what a story tells does not depend on who is quicker.
    private readonly SemaphoreSlim turn = new(1);

    /// <param name="story">What is played.</param>
    /// <param name="shop">Where.</param>
    /// <param name="tokens">Makes the sessions.</param>
    /// <param name="enter">Gets a line whenever its device has a session.</param>
    public Play(Story story, StoryShop shop, TestTokens tokens, Action<DeviceLine> enter)
    {
        (Story, Shop, this.tokens, this.enter) = (story, shop, tokens, enter);
        lines = story.Devices.ToImmutableDictionary(device => device.Name, device => new DeviceLine(this, device) { Owner = OwnerOf(device.Subject) });
        foreach (var line in lines.Values)
        {
            Enter(line);
        }
    }

    public Story Story { get; }

    public StoryShop Shop { get; }

    public IEnumerable<DeviceLine> Lines => lines.Values;

    public DeviceLine Line(string device) => lines[device];

    /// <summary>Carries a step out, as far as it is the server's to do: for a device that is to sync, its line opens.</summary>
    public Task Carry(Step step) => InTurn(() => Do(step));

    /// <summary>A device has done what its step asks: its line closes.</summary>
    public void End(Step step)
    {
        if (step switch { SyncStep sync => sync.Device, TryStep attempt => attempt.Device, _ => null } is { } device)
        {
            lines[device].Close();
        }
    }

    /// <summary>A call of the shop.</summary>
    public async Task<T> InTurn<T>(Func<Task<T>> call)
    {
        await turn.WaitAsync();
        try
        {
            return await call();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var line in lines.Values)
        {
            line.Dispose();
        }

        turn.Dispose();
    }

    private Task InTurn(Func<Task> call) => InTurn(async () =>
    {
        await call();
        return true;
    });

    private Task Do(Step step)
    {
        switch (step)
        {
            case SyncStep sync:
                lines[sync.Device].Open(sync.Network, endsWithPlan: false);
                return Task.CompletedTask;
            case TryStep attempt:
                lines[attempt.Device].Open(attempt.Network, endsWithPlan: true);
                return Task.CompletedTask;
            case SignInStep signIn:
                return SignIn(signIn);
            case JoinStep join:
                return Shop.Join(OwnerOf(join.Subject), TillOf(lines[join.Device].Device));
            case LateStep late:
                return Arrive(lines[late.Device]);
            case ElsewhereStep elsewhere:
                return Shop.Edit(OwnerOf(elsewhere.Subject), elsewhere.Operations);
            case SoldStep sold:
                return Shop.Sell(OwnerOf(sold.Subject));
            case BoughtStep bought:
                return Shop.Buy(OwnerOf(bought.Subject), bought.Lines);
            default:
                Happen(step);
                return Task.CompletedTask;
        }
    }

    private void Happen(Step step)
    {
        switch (step)
        {
            case PassStep pass:
                Shop.Pass(TimeSpan.FromSeconds(pass.Seconds));
                break;
            case PriceStep price:
                Shop.ChangePrice(price);
                break;
            case SecureStep:
                Shop.Secure();
                break;
            case FailoverStep:
                Shop.FailOver();
                break;
            default:
                // The rest is the device's alone.
                break;
        }
    }

    private async Task SignIn(SignInStep signIn)
    {
        var line = lines[signIn.Device];
        var customer = OwnerOf(signIn.Subject);
        await Shop.SignIn(line.Owner, customer, ContractNames.StrategyOf(signIn.Strategy));
        line.Owner = customer;
        Enter(line);
    }

    private Task Arrive(DeviceLine line)
    {
        var (request, owner) = line.Copy ?? throw new InvalidOperationException($"{line.Device.Name} has sent nothing yet.");
        return line.Device.Cart is null ? Shop.Arrive(request, owner, StoryShop.ActorOf(owner)) : Shop.Arrive(request, null, TillOf(line.Device));
    }

    private void Enter(DeviceLine line)
    {
        line.Token = tokens.Issue(line.Device.Cart is null
            ? new TokenRequest(line.Owner.Id, line.Owner.IsGuest ? Role.Guest : Role.Customer, Session) { Channel = line.Device.Channel == "APP" ? Channel.App : Channel.Web }
            : new TokenRequest(line.Device.Subject, Role.Terminal, Session) { Channel = Channel.Store, StoreId = Store, ActorId = Associate });
        enter(line);
    }

    private static CartOwner OwnerOf(string subject) => new(subject, subject.StartsWith(Guest, StringComparison.Ordinal), CartSync.Tests.Simulation.Shop.Market);

    private static Actor TillOf(StoryDevice device) => new(device.Subject, Platform.Domain.ActorRole.Terminal, Platform.Domain.SalesChannel.Store, Store, Associate);
}
