using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Tests.Domain.Scanning;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Catalogue;

/// <summary>Goods of every kind from a seed, and scans of every kind, of these and of no goods.</summary>
internal sealed class SmallShop(int seed)
{
    private const int Singles = 120;
    private const int Bundles = 20;
    private const string Market = CartSyncWorld.Market;

    private readonly RandomCodes codes = new(seed);
    private readonly Random random = new(seed);
    private readonly List<string> numbers = [];
    private readonly List<string> labels = [];

    public static IReadOnlyList<MeasureCode> Layouts { get; } =
    [
        new() { Prefix = "21", ItemDigits = 5, ValueDigits = 5, Decimals = 2, Kind = MeasureCode.Types.Kind.Price },
        new() { Prefix = "22", ItemDigits = 5, ValueDigits = 5, Decimals = 3, Kind = MeasureCode.Types.Kind.Weight },
        new() { Prefix = "23", ItemDigits = 4, ValueChecked = true, ValueDigits = 5, Decimals = 2, Kind = MeasureCode.Types.Kind.Price },
        new() { Prefix = "24", ItemDigits = 6, ValueDigits = 4, Kind = MeasureCode.Types.Kind.Count },
    ];

    /// <summary>All items; those of the next call with the same names are others.</summary>
    public IReadOnlyList<Item> Items()
    {
        var items = Enumerable.Range(0, Singles).Select(Single).Concat(Enumerable.Range(0, Bundles).Select(Bundle)).ToList();

        // An EAN-8 that is another one's UPC-E.
        items.Add(CartSyncWorld.Item("EAN-8", "Corto", "1", "01234565"));
        items.Add(CartSyncWorld.Item("UPC-E", "Lungo", "2", "012345000065"));
        return items;
    }

    public IEnumerable<string> Scans(int count) => Enumerable.Range(0, count).Select(_ => Scan());

    private string Scan() => random.Next(12) switch
    {
        0 => Pick(numbers),
        1 => Pick(numbers).TrimStart('0'),
        2 => codes.Symbol(Elements()),
        3 => string.Concat(Elements().Select(element => $"({element.Identifier.Code}){element.Data}")),
        4 => $"https://id.example/01/{Pick(numbers)}/10/L{random.Next(100)}?17=2{random.Next(10)}0{random.Next(1, 10)}15&3103=000{random.Next(1000):D3}",
        5 or 6 => Label(),
        7 => Spoilt(Pick(numbers)),
        8 => Spoilt(codes.Symbol(Elements())),
        9 => codes.Number().Text,
        10 => new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next(32, 127))]),
        _ => Pick(["01234565", "]E401234565", "]E0012345000065", "(00)006141411234567890", "", " ", "https://id.example/01/ABC", new string('1', 8000), "0", "９５０６０００１３４３５２"]),
    };

    // The item's own digits, and a value that a scale may print.
    private string Label()
    {
        var digits = Pick(labels)[..7] + $"{random.Next(100_000):D5}";
        return digits + Values.CheckDigit.Of(digits);
    }

    private List<Values.Scanning.Element> Elements()
    {
        var elements = codes.Elements(judged: false);
        if (random.Next(4) > 0)
        {
            elements[0] = elements[0] with { Data = Pick(numbers) };
        }

        return elements;
    }

    private string Spoilt(string text)
    {
        var characters = text.ToCharArray();
        characters[random.Next(characters.Length)] = (char)('0' + random.Next(10));
        return new string(characters)[..random.Next(1, characters.Length + 1)];
    }

    private Item Single(int number)
    {
        var item = CartSyncWorld.Item($"S-{number}", $"Merce {number}", FormattableString.Invariant($"{random.Next(1, 5_000) / 100m}"));
        item.Measure = (number % 5) switch { 1 => Measure.Gram, 2 => Measure.Millilitre, 3 => Measure.Millimetre, _ => Measure.Piece };
        item.Discontinued = random.Next(8) == 0;
        if (random.Next(8) == 0)
        {
            item.Prices[0].Market = "FR";
        }
        else if (random.Next(4) == 0)
        {
            item.Prices.Add(new ItemPrice { Market = "FR", CurrencyCode = "EUR", UnitPrice = "7" });
        }

        item.Gtins.Add(number % 4 == 0 ? Registered(number) : Own(number));
        return item;
    }

    private Item Bundle(int number)
    {
        var item = CartSyncWorld.Item($"B-{number}", $"Insieme {number}", "9.99", Own(Singles + number));
        if (number % 2 == 0)
        {
            item.Prices.Clear();
        }

        item.Components.Add(new BundleComponent { Sku = number % 7 == 0 ? "MISSING" : $"S-{random.Next(Singles / 2) * 2}", Quantity = random.Next(1, 4) });
        item.Components.Add(new BundleComponent { Sku = $"S-{random.Next(Singles / 2) * 2 + 1}", Quantity = random.Next(1, 400) });
        return item;
    }

    // A number of its own, the same whenever it is asked for.
    private string Own(int number)
    {
        var digits = $"8{number:D11}";
        return Remember(numbers, (digits + Values.CheckDigit.Of(digits)).PadLeft(14, '0'));
    }

    // A number that has room for a price, a weight or a count, written without it.
    private string Registered(int number)
    {
        var prefix = 21 + (number / 4 % 4);
        var digits = (prefix switch { 23 => $"{prefix}{number:D4}", 24 => $"{prefix}{number:D6}", _ => $"{prefix}{number:D5}" }).PadRight(12, '0');
        return Remember(labels, digits + Values.CheckDigit.Of(digits));
    }

    private static string Remember(List<string> list, string number)
    {
        if (!list.Contains(number))
        {
            list.Add(number);
        }

        return number;
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
