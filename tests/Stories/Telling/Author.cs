using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Tests.Simulation;
using Omnichannel.Stories.Format;

namespace Omnichannel.Stories.Telling;

/// <summary>Makes stories up. Each happening has dice of its own, so that leaving one out leaves the others as they are.</summary>
internal sealed class Author
{
    /// <summary>Happenings of a story.</summary>
    public const int Happenings = 36;

    // Below the number at which the service folds parts of a line: which ones it folds is its own business.
    private const int MostParts = 12;
    private static readonly TimeSpan LongestStory = TimeSpan.FromDays(20);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    private static readonly (int Weight, Action<Author> Happen)[] All =
    [
        (30, author => author.Edit()),
        (26, author => author.Sync()),
        (8, author => author.Try()),
        (5, author => author.tale.Restart(author.AnyDevice)),
        (6, author => author.tale.Show(author.AnyDevice)),
        (6, author => author.Late()),
        (6, author => author.Pass()),
        (4, author => author.tale.Secure()),
        (6, author => author.FailOver()),
        (7, author => author.EditElsewhere()),
        (3, author => author.Sell()),
        (4, author => author.SignIn()),
        (3, author => author.Buy()),
        (4, author => author.ChangePrice()),
    ];

    private readonly Tale tale;
    private readonly Dictionary<Article, int> parts = [];
    private Dice dice;
    private TimeSpan passed;

    // Which of several remarks on a clearing is told is not told apart from then on, so nobody clears.
    private bool isCrowded;

    private Author(int seed)
    {
        dice = new Dice(seed, 0);
        var carts = new[] { new ModelCart($"anna-{seed}", false), new ModelCart($"guest-{seed}", true) };
        tale = new Tale(seed, Cast(carts), carts);
        if (dice.Chance(8))
        {
            Crowd();
        }
    }

    /// <summary>The whole story of a seed.</summary>
    public static Story Write(int seed) => Write(seed, Enumerable.Range(1, Happenings));

    /// <summary>The story with only these happenings.</summary>
    public static Story Write(int seed, IEnumerable<int> happenings)
    {
        var author = new Author(seed);
        foreach (var happening in happenings)
        {
            author.dice = new Dice(seed, happening);
            author.Happen();
        }

        author.ComeToRest();
        return author.tale.End();
    }

    // A device has seen the cart, and edits a line that many have edited since.
    private void Crowd()
    {
        isCrowded = true;
        var (device, cart, article) = (tale.Devices[0], tale.Carts[0], Shop.Articles[^1]);
        parts[article] = MostParts;
        tale.EditElsewhere(cart, [new Edit.Add(Shop.Articles[0].Sku, [], 1, null)]);
        tale.Sync(device);
        tale.Crowd(cart, article);
        tale.Make(device, dice.Chance(50) ? new Edit.Remove(article.Line) : new Edit.SetQuantity(article.Line, 2));
        tale.Sync(device);
    }

    private ModelDevice AnyDevice => dice.Pick(tale.Devices);

    private ImmutableArray<StoryDevice> Cast(ModelCart[] carts)
    {
        var (customer, guest) = (carts[0], carts[1]);
        var cast = ImmutableArray.CreateBuilder<StoryDevice>();
        cast.Add(new StoryDevice("web", customer.Subject, "CUSTOMER", "WEB", null));
        if (dice.Chance(60))
        {
            cast.Add(new StoryDevice("app", customer.Subject, "CUSTOMER", "APP", null));
        }

        if (cast.Count == 1 || dice.Chance(40))
        {
            cast.Add(new StoryDevice("phone", guest.Subject, "GUEST", "APP", null));
        }

        if (dice.Chance(20))
        {
            cast.Add(new StoryDevice("tablet", guest.Subject, "GUEST", "WEB", null));
        }

        if (dice.Chance(40))
        {
            cast.Add(new StoryDevice("till", "till-" + customer.Subject, "TERMINAL", "STORE", customer.Id));
        }

        return cast.ToImmutable();
    }

    private void Happen()
    {
        var roll = dice.Next(All.Sum(happening => happening.Weight));
        foreach (var (weight, happen) in All)
        {
            roll -= weight;
            if (roll < 0)
            {
                happen(this);
                return;
            }
        }
    }

    private void Edit()
    {
        var device = AnyDevice;
        for (var count = 1 + dice.Next(3); count > 0; count--)
        {
            var article = dice.Pick(Shop.Articles);
            tale.Make(device, dice.Next(40) switch
            {
                < 16 when HasRoom(article) => new Edit.Add(article.Sku, article.Options, 1 + dice.Next(4), null),
                < 27 when HasRoom(article) => new Edit.SetQuantity(article.Line, 1 + dice.Next(8)),
                < 34 => new Edit.Remove(article.Line),
                34 => new Edit.MoveToSaved(article.Line),
                35 => new Edit.MoveToCart(article.Line),
                36 when !isCrowded => new Edit.Clear(),
                37 => new Edit.Add("NONE", [], 1, null),
                _ => new Edit.SetQuantity(article.Line, article.Most + 1),
            });
        }
    }

    private bool HasRoom(Article article) => (parts[article] = parts.GetValueOrDefault(article) + 1) <= MostParts;

    private void Sync()
    {
        var device = AnyDevice;
        var network = ImmutableArray.CreateBuilder<Fate>();
        if (dice.Chance(60))
        {
            for (var calls = 1 + dice.Next(3); calls > 0; calls--)
            {
                network.Add((Fate)dice.Next(4));
            }
        }

        // How many calls it takes to find out what was lost is the client's business: no call may be answered in vain then.
        tale.Sync(device, [.. network.Select(fate => fate is Fate.AnswerLost && device.IsBehind ? Fate.RequestLost : fate)]);
    }

    // Whether a client looks at its cart before it sends is its own business: there must be nothing new to see.
    private void Try()
    {
        var device = AnyDevice;
        if (!device.HasNew || device.IsBehind || device.Current is null || device.Current != device.Own || device.Seen != device.Own.Version || tale.MustJoin(device))
        {
            return;
        }

        var network = Enumerable.Repeat(Fate.RequestLost, dice.Next(3)).ToList();
        if (network.Count == 0 || dice.Chance(60))
        {
            network.Add(Fate.AnswerLost);
        }

        tale.Try(device, [.. network]);
    }

    private void Late()
    {
        var device = AnyDevice;
        if (device is { Copy: not null, IsBehind: false })
        {
            tale.Late(device);
        }
    }

    private void Pass()
    {
        var time = dice.Next(10) switch
        {
            < 3 => TimeSpan.FromSeconds(1 + dice.Next(120)),
            < 6 => TimeSpan.FromMinutes(1 + dice.Next(20)),
            < 8 => TimeSpan.FromHours(1 + dice.Next(30)),
            _ => TimeSpan.FromDays(1 + dice.Next(5)),
        };
        if (passed + time > LongestStory)
        {
            return;
        }

        // Replicas are seconds behind, not hours.
        if (time > Soon && tale.IsAtRisk)
        {
            tale.Secure();
        }

        passed += time;
        tale.Pass(time);
    }

    private void FailOver()
    {
        if (tale.IsAtRisk)
        {
            tale.FailOver();
        }
    }

    private ModelCart? OpenCart() => dice.Pick(tale.Carts) is { Exists: true, MovedTo: null } cart ? cart : null;

    private void EditElsewhere()
    {
        var article = dice.Pick(Shop.Articles);
        if (OpenCart() is { } cart)
        {
            tale.EditElsewhere(cart, [dice.Next(4) switch
            {
                < 2 when HasRoom(article) => new Edit.Add(article.Sku, article.Options, 1 + dice.Next(3), null),
                2 when HasRoom(article) => new Edit.SetQuantity(article.Line, 1 + dice.Next(8)),
                _ => new Edit.Remove(article.Line),
            }]);
        }
    }

    private void Sell()
    {
        if (OpenCart() is { } cart && cart.Model.Active.Any() && cart.Model.Active.All(line => CanBeSold(Shop.SkuOf(line.Key), line.Value)))
        {
            tale.Sell(cart);
        }
    }

    private bool CanBeSold(string sku, int quantity) => tale.Tariff.IsSold(sku) && !(tale.Tariff.StockOf(sku) < quantity * 2L);

    private void SignIn()
    {
        if (tale.Devices.Where(device => device.Own.IsGuest).ToList() is { Count: > 0 } guests)
        {
            tale.SignIn(dice.Pick(guests), tale.Carts[0], (MergeStrategy)(1 + dice.Next(4)));
        }
    }

    private void Buy()
    {
        if (OpenCart() is { } cart)
        {
            tale.Buy(cart, [(dice.Pick(Shop.Articles), 1 + dice.Next(3))]);
        }
    }

    private void ChangePrice()
    {
        var article = dice.Pick(Shop.Articles);
        tale.ChangePrice(dice.Next(4) switch
        {
            < 2 => new PriceStep(article.Sku, Sold: !tale.Tariff.IsSold(article.Sku)),
            2 => new PriceStep(article.Sku, Stock: dice.Next(6)),
            _ => new PriceStep(article.Sku, UnitPrice: (article.Price + dice.Next(5)).ToString(CultureInfo.InvariantCulture)),
        });
    }

    // Twice: what the last ones do is seen by the first.
    private void ComeToRest()
    {
        foreach (var device in tale.Devices)
        {
            tale.Sync(device);
        }

        tale.Secure();
        foreach (var device in tale.Devices)
        {
            tale.Sync(device);
        }
    }
}
