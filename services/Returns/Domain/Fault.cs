namespace Omnichannel.Returns.Domain;

/// <summary>Whose fault a return is, as its reason says. For goods that are not as they should be the law takes nothing off (Directive (EU) 2019/771, Article 14), so no policy may.</summary>
public static class Fault
{
    /// <summary>Reasons that are the merchant's to answer for: no fee, a free label.</summary>
    public static IReadOnlyList<ReturnReason> Merchants { get; } =
        [ReturnReason.NotAsDescribed, ReturnReason.Defective, ReturnReason.DamagedInTransit, ReturnReason.WrongItem, ReturnReason.ArrivedTooLate];

    /// <summary>Whether a reason is one of them.</summary>
    public static bool IsMerchants(ReturnReason reason) => Merchants.Contains(reason);
}
