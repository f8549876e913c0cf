using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Tests.Simulation;
using Omnichannel.Stories.Format;

namespace Omnichannel.Stories.Telling;

/// <summary>A story while it is told: each thing that happens becomes a step, and happens to the model.</summary>
internal sealed class Tale(int seed, ImmutableArray<StoryDevice> cast, IReadOnlyList<ModelCart> carts)
{
    private static readonly TimeSpan GuestWindow = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CustomerWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan Participation = TimeSpan.FromHours(8);

    // The service folds a line's parts when there are 17 of them, and leaves the 8 newest.
    private const int ACrowd = 20;
    private const int FoldedOfACrowd = 9;
    private readonly List<Step> steps = [];
    private DateTimeOffset now = Shop.Opening;

    public Tariff Tariff { get; private set; } = Tariff.First;

    public IReadOnlyList<ModelCart> Carts => carts;

    public IReadOnlyList<ModelDevice> Devices { get; } =
        [.. cast.Select(device => new ModelDevice(device, carts.First(cart => device.Cart is { } joined ? cart.Id == joined : cart.Subject == device.Subject)))];

    /// <summary>A till without a part in the cart.</summary>
    public bool MustJoin(ModelDevice device) => device.IsTill && device.JoinedUntil <= now;

    public bool IsAtRisk => carts.Any(cart => cart.IsAtRisk);

    public Story End() => new(seed, Shop.Market, cast, [.. steps], [.. Devices.Select(device => new StoryEnd(
        device.Name,
        device.Shows(),
        [.. device.Notes.OrderBy(note => note.Edit).ThenBy(note => note.Kind, StringComparer.Ordinal)],
        [.. device.Refusals.OrderBy(refusal => refusal.Edit).ThenBy(refusal => refusal.Reason, StringComparer.Ordinal)],
        [.. device.Redirects]))]);

    public void Make(ModelDevice device, Edit edit)
    {
        device.Make(steps.Count, edit);
        steps.Add(new EditStep(device.Name, Operations.Of(edit, steps.Count)));
    }

    public void Sync(ModelDevice device, params ImmutableArray<Fate> network)
    {
        Join(device);
        if (device.HasLost && !device.SeesThatItWentBack)
        {
            // Others have edited since, so no version tells. What is stable then tells that the device's own should be.
            Secure();
        }

        steps.Add(new SyncStep(device.Name, network));
        Call(device, network, rest: Fate.Ok);
        var hasMixed = device.HasMixed;
        device.Look();
        if (hasMixed)
        {
            // Whether the first of these were known by an answer of their own or by this one is the client's business: what is stable needs no telling apart.
            Secure();
        }
    }

    public void Try(ModelDevice device, params ImmutableArray<Fate> network)
    {
        Join(device);
        steps.Add(new TryStep(device.Name, network));
        Call(device, network, rest: null);
    }

    public void Restart(ModelDevice device) => steps.Add(new RestartStep(device.Name));

    public void Show(ModelDevice device) => steps.Add(new ShowStep(device.Name, device.Shows()));

    /// <summary>A copy of what it sent last arrives.</summary>
    public void Late(ModelDevice device)
    {
        Join(device);
        steps.Add(new LateStep(device.Name));
        Arrive(device, device.Copy!, [.. device.Copy!.Edits.Select(edit => edit.Operation)]);
    }

    public void Pass(TimeSpan time)
    {
        steps.Add(new PassStep((long)time.TotalSeconds));
        now += time;
    }

    public void Secure()
    {
        steps.Add(new SecureStep());
        foreach (var cart in carts)
        {
            cart.Secure();
        }
    }

    public void FailOver()
    {
        steps.Add(new FailoverStep());
        foreach (var cart in carts)
        {
            cart.FailOver();
        }
    }

    public void EditElsewhere(ModelCart cart, ImmutableArray<Edit> edits)
    {
        cart.ApplyPlain(steps.Count.ToString(CultureInfo.InvariantCulture), [.. edits.Select(edit => new Operation(0, Operation.SeesAll, edit))], now, Tariff);
        steps.Add(new ElsewhereStep(cart.Subject, [.. edits.Select(edit => Operations.Of(edit, steps.Count))]));
    }

    /// <summary>So many edits of one line that the service puts the oldest of its parts together, which every device that has ever edited the cart must have seen.</summary>
    public void Crowd(ModelCart cart, Article article)
    {
        EditElsewhere(cart, [.. Enumerable.Repeat(new Edit.Add(article.Sku, article.Options, 1, null), ACrowd)]);
        cart.Fold(article.LineId, FoldedOfACrowd);
    }

    /// <summary>Whatever is in it can be sold: that is the caller's to see to.</summary>
    public void Sell(ModelCart cart)
    {
        steps.Add(new SoldStep(cart.Subject));
        cart.Change(cart.Model.Sold);
        foreach (var till in Devices.Where(device => device.IsTill && device.Own == cart))
        {
            till.JoinedUntil = default;
        }
    }

    public void Buy(ModelCart cart, ImmutableArray<(Article Article, int Quantity)> bought)
    {
        cart.Change(_ => cart.Model.Bought($"o-{steps.Count}", now, [.. bought.Select(line => (line.Article.LineId, line.Quantity))], isOpen: true, isInCheckout: false));
        steps.Add(new BoughtStep(cart.Subject, [.. bought.Select(line => Operations.LineOf(line.Article, line.Quantity))]));
    }

    public void SignIn(ModelDevice device, ModelCart customer, MergeStrategy strategy)
    {
        steps.Add(new SignInStep(device.Name, customer.Subject, ContractNames.NameOf(strategy)));
        var guest = device.Own;
        device.SignIn(customer);
        if (guest.MovedTo is null)
        {
            customer.Change(version => customer.Model.MergeIn(guest.Model, guest.Id, "m-" + guest.Id, strategy, version, now));
            guest.MoveTo(customer, now);
        }

        // Asked once more, the server answers the same, when it is stable.
        customer.Secure();
    }

    public void ChangePrice(PriceStep change)
    {
        steps.Add(change);
        Tariff = Tariff.With(change.Sku, change.UnitPrice is { } price ? decimal.Parse(price, CultureInfo.InvariantCulture) : null, change.Sold, change.Stock, now);
    }

    private void Join(ModelDevice device)
    {
        if (MustJoin(device))
        {
            steps.Add(new JoinStep(device.Name, device.Own.Subject));
            device.Own.Change(static _ => { });
            device.JoinedUntil = now + Participation;
        }
    }

    private void Call(ModelDevice device, ImmutableArray<Fate> network, Fate? rest)
    {
        for (var number = 0; (number < network.Length ? network[number] : rest) is { } fate && device.Next() is { } call; number++)
        {
            device.Send(call);
            if (fate is Fate.RequestLost)
            {
                continue;
            }

            var rulings = Arrive(device, call, device.Operations(call));
            if (fate is not Fate.AnswerLost)
            {
                device.Hear(call, rulings);
            }
        }
    }

    // What was made for a guest's cart that moved follows it: a customer's additions for a day, those of a guest's session for a while and from before it saw the cart closed.
    private List<Ruling> Arrive(ModelDevice device, Call call, List<Operation> operations)
    {
        if (call.Cart.MovedTo is not { } customer)
        {
            return call.Cart.Apply(device.Name, operations, false, now, Tariff);
        }

        var since = now - call.Cart.MovedAt;
        var following = operations.ConvertAll(operation =>
            (call.As.IsGuest ? since < GuestWindow && operation.BaseVersion < call.Cart.Version : since <= CustomerWindow)
                ? operation : operation with { Edit = new Edit.Nothing() });
        var rulings = customer.Apply($"{call.Cart.Id}/{device.Name}", following, true, now, Tariff);

        // The answer may be made of the guest's cart, which cannot tell what is stable in the customer's: it is given when that is stable.
        customer.Secure();
        return rulings;
    }
}
