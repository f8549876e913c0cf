using System.Globalization;

namespace Omnichannel.Returns.Domain;

/// <summary>The sentences of one language. <c>{0}</c> and so on are filled in by <see cref="PolicyWords"/>.</summary>
internal sealed record Phrases(string Language)
{
    public required string DateFormat { get; init; }

    public required string Or { get; init; }

    public required string Within { get; init; }

    public required string SameDay { get; init; }

    public required string Season { get; init; }

    public required string Actions { get; init; }

    public required string Fees { get; init; }

    public required string NoFees { get; init; }

    public required string Approval { get; init; }

    public required string Methods { get; init; }

    public required string ReceiveWithin { get; init; }

    public required string InspectWithin { get; init; }

    public required string RefundWithin { get; init; }

    public required string Returnable { get; init; }

    public required string ReturnableFromDelivery { get; init; }

    public required string Until { get; init; }

    public required IReadOnlyDictionary<WindowAnchor, string> Anchors { get; init; }

    public required IReadOnlyDictionary<Resolution, string> Resolutions { get; init; }

    public required IReadOnlyDictionary<ReturnMethod, string> MethodNames { get; init; }

    public required IReadOnlyDictionary<string, string> Reasons { get; init; }

    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(Language);

    public string Date(DateOnly day) => day.ToString(DateFormat, Culture);

    public string List(IEnumerable<string> items)
    {
        var all = items.ToArray();
        var comma = Language == "zh" ? "、" : ", ";
        return all.Length switch
        {
            0 => "",
            1 => all[0],
            _ => string.Join(comma, all[..^1]) + Or + all[^1],
        };
    }

    /// <summary>The language of a reader: the tag's language when there are phrases for it, else English.</summary>
    public static Phrases In(string language) => All.GetValueOrDefault(language.Split('-')[0].ToLowerInvariant()) ?? English;

    private static readonly Phrases English = new("en")
    {
        DateFormat = "d MMMM yyyy",
        Or = " or ",
        Within = "Can be returned within {0} days of {1}",
        SameDay = "Can be returned on the day of {1}",
        Season = "Bought from {0} until {1}, it can be returned until {2} at least.",
        Actions = " for {0}.",
        Fees = "Taken off: {0}.",
        NoFees = "Returns are free of charge.",
        Approval = "Our staff must approve the return.",
        Methods = "Bring it back {0}.",
        ReceiveWithin = "It must arrive within {0} days of approval.",
        InspectWithin = "We look at it within {0} days.",
        RefundWithin = "Money is given back within {0} days after that.",
        Returnable = "{0} of {1} can be returned{2} for {3}.",
        ReturnableFromDelivery = ", within {0} days of {1},",
        Until = " until {0}",
        Anchors = new Dictionary<WindowAnchor, string>
        {
            [WindowAnchor.Order] = "the order", [WindowAnchor.Fulfilment] = "dispatch or collection", [WindowAnchor.Delivery] = "delivery",
        },
        Resolutions = new Dictionary<Resolution, string>
        {
            [Resolution.Refund] = "a refund", [Resolution.StoreCredit] = "store credit", [Resolution.Exchange] = "an exchange",
            [Resolution.Replacement] = "a replacement", [Resolution.Repair] = "a repair", [Resolution.Keep] = "money back while keeping it",
        },
        MethodNames = new Dictionary<ReturnMethod, string> { [ReturnMethod.Store] = "to a store", [ReturnMethod.Carrier] = "by carrier" },
        Reasons = new Dictionary<string, string>
        {
            [Ineligible.FinalSale] = "This was a final sale and cannot be returned.",
            [Ineligible.ExcludedCategory] = "Items of this kind cannot be returned.",
            [Ineligible.WindowExpired] = "The time to return it ended on {0}.",
            [Ineligible.NotFulfilled] = "It has not been sent or handed over yet.",
            [Ineligible.AlreadyReturned] = "It has been returned already.",
            [Ineligible.InAnotherReturn] = "It is part of another return that is under way.",
            [Ineligible.NotMerchandise] = "Postage, fees and services cannot be returned.",
        },
    };

    private static readonly Phrases Italian = new("it")
    {
        DateFormat = "d MMMM yyyy",
        Or = " o ",
        Within = "Si può restituire entro {0} giorni {1}",
        SameDay = "Si può restituire il giorno stesso {1}",
        Season = "Se acquistato dal {0} al {1}, si può restituire almeno fino al {2}.",
        Actions = " per {0}.",
        Fees = "Si trattiene: {0}.",
        NoFees = "Il reso è gratuito.",
        Approval = "Il reso deve essere approvato dal nostro personale.",
        Methods = "Si restituisce {0}.",
        ReceiveWithin = "Deve arrivare entro {0} giorni dall'approvazione.",
        InspectWithin = "Lo controlliamo entro {0} giorni.",
        RefundWithin = "Il rimborso avviene entro i {0} giorni successivi.",
        Returnable = "Si possono restituire {0} di {1}{2} per {3}.",
        ReturnableFromDelivery = ", entro {0} giorni {1},",
        Until = " fino al {0}",
        Anchors = new Dictionary<WindowAnchor, string>
        {
            [WindowAnchor.Order] = "dall'ordine", [WindowAnchor.Fulfilment] = "dalla spedizione o dal ritiro", [WindowAnchor.Delivery] = "dalla consegna",
        },
        Resolutions = new Dictionary<Resolution, string>
        {
            [Resolution.Refund] = "un rimborso", [Resolution.StoreCredit] = "un credito d'acquisto", [Resolution.Exchange] = "un cambio",
            [Resolution.Replacement] = "una sostituzione", [Resolution.Repair] = "una riparazione", [Resolution.Keep] = "un rimborso tenendo l'articolo",
        },
        MethodNames = new Dictionary<ReturnMethod, string> { [ReturnMethod.Store] = "in negozio", [ReturnMethod.Carrier] = "con il corriere" },
        Reasons = new Dictionary<string, string>
        {
            [Ineligible.FinalSale] = "È una vendita definitiva e non si può restituire.",
            [Ineligible.ExcludedCategory] = "Gli articoli di questo tipo non si possono restituire.",
            [Ineligible.WindowExpired] = "Il termine per il reso è scaduto il {0}.",
            [Ineligible.NotFulfilled] = "Non è ancora stato spedito o consegnato.",
            [Ineligible.AlreadyReturned] = "È già stato restituito.",
            [Ineligible.InAnotherReturn] = "Fa parte di un altro reso in corso.",
            [Ineligible.NotMerchandise] = "Spedizione, commissioni e servizi non si possono restituire.",
        },
    };

    private static readonly Phrases Romanian = new("ro")
    {
        DateFormat = "d MMMM yyyy",
        Or = " sau ",
        Within = "Se poate returna în {0} zile de la {1}",
        SameDay = "Se poate returna în aceeași zi, socotită de la {1},",
        Season = "Dacă este cumpărat între {0} și {1}, se poate returna cel puțin până la {2}.",
        Actions = " pentru {0}.",
        Fees = "Se rețin: {0}.",
        NoFees = "Returul este gratuit.",
        Approval = "Returul trebuie aprobat de personalul nostru.",
        Methods = "Se returnează {0}.",
        ReceiveWithin = "Trebuie să ajungă în {0} zile de la aprobare.",
        InspectWithin = "Îl verificăm în {0} zile.",
        RefundWithin = "Banii se returnează în {0} zile după aceea.",
        Returnable = "Se pot returna {0} din {1}{2} pentru {3}.",
        ReturnableFromDelivery = ", în {0} zile de la {1},",
        Until = " până la {0}",
        Anchors = new Dictionary<WindowAnchor, string>
        {
            [WindowAnchor.Order] = "comandă", [WindowAnchor.Fulfilment] = "expediere sau ridicare", [WindowAnchor.Delivery] = "livrare",
        },
        Resolutions = new Dictionary<Resolution, string>
        {
            [Resolution.Refund] = "rambursare", [Resolution.StoreCredit] = "credit de cumpărături", [Resolution.Exchange] = "schimb",
            [Resolution.Replacement] = "înlocuire", [Resolution.Repair] = "reparație", [Resolution.Keep] = "rambursare cu păstrarea produsului",
        },
        MethodNames = new Dictionary<ReturnMethod, string> { [ReturnMethod.Store] = "în magazin", [ReturnMethod.Carrier] = "prin curier" },
        Reasons = new Dictionary<string, string>
        {
            [Ineligible.FinalSale] = "Este o vânzare finală și nu se poate returna.",
            [Ineligible.ExcludedCategory] = "Produsele de acest fel nu se pot returna.",
            [Ineligible.WindowExpired] = "Termenul de retur a expirat la {0}.",
            [Ineligible.NotFulfilled] = "Nu a fost încă expediat sau predat.",
            [Ineligible.AlreadyReturned] = "A fost deja returnat.",
            [Ineligible.InAnotherReturn] = "Face parte din alt retur în curs.",
            [Ineligible.NotMerchandise] = "Transportul, taxele și serviciile nu se pot returna.",
        },
    };

    private static readonly Phrases Chinese = new("zh")
    {
        DateFormat = "yyyy年M月d日",
        Or = "或",
        Within = "可在{1}后{0}天内退回",
        SameDay = "可在{1}当天退回",
        Season = "在{0}至{1}期间购买的，至少可在{2}之前退回。",
        Actions = "，方式为{0}。",
        Fees = "将扣除：{0}。",
        NoFees = "退货免费。",
        Approval = "退货须经店员批准。",
        Methods = "退回方式：{0}。",
        ReceiveWithin = "商品须在批准后{0}天内送达。",
        InspectWithin = "我们将在{0}天内检验。",
        RefundWithin = "此后{0}天内退款。",
        Returnable = "{1}件中有{0}件可{2}退回，方式为{3}。",
        ReturnableFromDelivery = "在{1}后{0}天内",
        Until = "在{0}之前",
        Anchors = new Dictionary<WindowAnchor, string>
        {
            [WindowAnchor.Order] = "下单", [WindowAnchor.Fulfilment] = "发货或取货", [WindowAnchor.Delivery] = "送达",
        },
        Resolutions = new Dictionary<Resolution, string>
        {
            [Resolution.Refund] = "退款", [Resolution.StoreCredit] = "店铺积分金", [Resolution.Exchange] = "换货",
            [Resolution.Replacement] = "补发", [Resolution.Repair] = "维修", [Resolution.Keep] = "保留商品并退款",
        },
        MethodNames = new Dictionary<ReturnMethod, string> { [ReturnMethod.Store] = "到店", [ReturnMethod.Carrier] = "快递" },
        Reasons = new Dictionary<string, string>
        {
            [Ineligible.FinalSale] = "此商品为最终销售，不能退回。",
            [Ineligible.ExcludedCategory] = "此类商品不能退回。",
            [Ineligible.WindowExpired] = "退货期限已于{0}结束。",
            [Ineligible.NotFulfilled] = "商品尚未发出或交付。",
            [Ineligible.AlreadyReturned] = "商品已退回。",
            [Ineligible.InAnotherReturn] = "商品已在另一笔进行中的退货里。",
            [Ineligible.NotMerchandise] = "运费、手续费和服务不能退回。",
        },
    };

    private static readonly Dictionary<string, Phrases> All =
        new[] { English, Italian, Romanian, Chinese }.ToDictionary(phrases => phrases.Language, StringComparer.Ordinal);
}
