using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Orders;

/// <summary>Why something happened to a parcel or a promise.</summary>
internal static class Reasons
{
    /// <summary>In words; a reason that there are none for, as it came.</summary>
    public static string Reason(this Wording words, string code) => words.Has($"orders.reason.{code}") ? words[$"orders.reason.{code}"] : code;
}
