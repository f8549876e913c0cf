using Omnichannel.Platform.Text;
using Omnichannel.Values;
using Money = Omnichannel.Types.V1.Money;

namespace Omnichannel.WebConsole.Shared;

/// <summary>Amounts and quantities of the contract, as a language writes them.</summary>
public static class Amounts
{
    /// <summary>As shops write it; nothing for nothing.</summary>
    public static string Price(this Locale locale, Money? amount) => amount is null ? "" : locale.Price(new Platform.Domain.Money(amount.CurrencyCode, amount.AmountMinor));

    /// <summary>So much of something.</summary>
    public static string Quantity(this Locale locale, int quantity, Types.V1.Measure measure) => locale.Quantity(new Platform.Domain.Quantity(quantity, Measures.Of(measure)));
}
