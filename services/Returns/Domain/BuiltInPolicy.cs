namespace Omnichannel.Returns.Domain;

/// <summary>The policy that a fresh installation starts with, until a merchant publishes the first of their own.</summary>
public static class BuiltInPolicy
{
    /// <summary>Thirty days from delivery, for a refund, store credit, an exchange or a replacement, in store or by carrier, free of charge.</summary>
    public static ReturnPolicy Document { get; } = new(
        ReturnPolicy.Default,
        0,
        DateTimeOffset.UnixEpoch,
        "UTC",
        [
            new PolicyRule(
                "standard",
                PolicyScope.Everything,
                "",
                new ReturnWindow(WindowAnchor.Delivery, 30, 0, []),
                [Resolution.Refund, Resolution.StoreCredit, Resolution.Exchange, Resolution.Replacement],
                [],
                [ReturnMethod.Store, ReturnMethod.Carrier],
                RequiresApproval: false,
                Words.None),
        ],
        new ProcessingTerms(30, 3, 5, Words.None),
        [new Words(PolicyWords.Texts.InEvery("built-in.condition"))]);
}
