using System.Globalization;
using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rule that decided a line of a merge, in one sentence of the shopper's language.</summary>
internal static class MergeExplanations
{
    // {0}: units as a guest, {1}: units in the customer's cart, {2}: units now.
    private static readonly Dictionary<(string Language, string Rule), string> Sentences = new()
    {
        [("en", "KEPT")] = "Stays as it was in your cart: {2}.",
        [("en", "ADDED")] = "Added from what you chose before signing in: {2}.",
        [("en", "RAISED_MAX")] = "The greater of {0} (before signing in) and {1} (in your cart) counts: {2}.",
        [("en", "RAISED")] = "{0} from before signing in and {1} in your cart make {2}.",
        [("en", "LOWERED")] = "What you chose before signing in replaces your cart: {2} instead of {1}.",
        [("en", "DROPPED_GUEST")] = "Your cart stays as it was; {0} from before signing in were not taken over.",
        [("en", "DROPPED")] = "What you chose before signing in replaces your cart; {1} were taken out.",
        [("it", "KEPT")] = "Resta come nel tuo carrello: {2}.",
        [("it", "ADDED")] = "Aggiunto da ciò che avevi scelto prima di accedere: {2}.",
        [("it", "RAISED_MAX")] = "Vale la quantità maggiore tra {0} (prima di accedere) e {1} (nel tuo carrello): {2}.",
        [("it", "RAISED")] = "{0} di prima dell'accesso e {1} nel tuo carrello fanno {2}.",
        [("it", "LOWERED")] = "Ciò che avevi scelto prima di accedere sostituisce il carrello: {2} invece di {1}.",
        [("it", "DROPPED_GUEST")] = "Il tuo carrello resta com'era; {0} scelti prima di accedere non sono stati aggiunti.",
        [("it", "DROPPED")] = "Ciò che avevi scelto prima di accedere sostituisce il carrello; {1} sono stati tolti.",
        [("ro", "KEPT")] = "Rămâne ca în coșul tău: {2}.",
        [("ro", "ADDED")] = "Adăugat din ce ai ales înainte de autentificare: {2}.",
        [("ro", "RAISED_MAX")] = "Contează cantitatea mai mare dintre {0} (înainte de autentificare) și {1} (în coșul tău): {2}.",
        [("ro", "RAISED")] = "{0} dinainte de autentificare și {1} din coșul tău fac {2}.",
        [("ro", "LOWERED")] = "Ce ai ales înainte de autentificare înlocuiește coșul: {2} în loc de {1}.",
        [("ro", "DROPPED_GUEST")] = "Coșul tău rămâne cum era; {0} alese înainte de autentificare nu au fost preluate.",
        [("ro", "DROPPED")] = "Ce ai ales înainte de autentificare înlocuiește coșul; {1} au fost scoase.",
        [("zh", "KEPT")] = "与您购物车中原来一样：{2}。",
        [("zh", "ADDED")] = "来自登录前的选择：{2}。",
        [("zh", "RAISED_MAX")] = "取登录前 {0} 与购物车 {1} 中较大者：{2}。",
        [("zh", "RAISED")] = "登录前 {0} 加购物车 {1}，共 {2}。",
        [("zh", "LOWERED")] = "登录前的选择取代购物车：由 {1} 改为 {2}。",
        [("zh", "DROPPED_GUEST")] = "购物车保持不变；登录前选择的 {0} 未加入。",
        [("zh", "DROPPED")] = "登录前的选择取代购物车；已移除 {1}。",
    };

    public static string Of(MergedLine line, MergeStrategy strategy, string language)
    {
        var rule = line.Outcome switch
        {
            MergeOutcome.Added => "ADDED",
            MergeOutcome.Raised => strategy is MergeStrategy.Max ? "RAISED_MAX" : "RAISED",
            MergeOutcome.Lowered => "LOWERED",
            MergeOutcome.Dropped => line.CustomerQuantity == 0 ? "DROPPED_GUEST" : "DROPPED",
            _ => "KEPT",
        };
        var tongue = language.Split('-')[0].ToLowerInvariant();
        return string.Format(
            CultureInfo.InvariantCulture,
            Sentences.GetValueOrDefault((tongue, rule), Sentences[("en", rule)]),
            line.GuestQuantity,
            line.CustomerQuantity,
            line.MergedQuantity);
    }
}
