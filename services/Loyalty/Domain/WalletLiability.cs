using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What entries of one kind moved in the wallets of a currency, in a month and after it.</summary>
public sealed record BookedMoney(string CurrencyCode, EntryKind Kind, long WithinMinor, long AfterMinor);

/// <summary>
/// What the shop owes by its wallets in one currency, minor units, and how it came to that: <c>Closing = Opening + Issued - Captured + Refunded - Expired - Voided</c>. Holds
/// and transfers move money that stays owed.
/// </summary>
public sealed record WalletLiability(string CurrencyCode)
{
    public long OpeningMinor { get; init; }

    public long IssuedMinor { get; init; }

    public long CapturedMinor { get; init; }

    public long RefundedMinor { get; init; }

    public long ExpiredMinor { get; init; }

    public long VoidedMinor { get; init; }

    public long ClosingMinor => checked(OpeningMinor + IssuedMinor - CapturedMinor + RefundedMinor - ExpiredMinor - VoidedMinor);

    /// <summary>By currency, in their order.</summary>
    /// <param name="owed">What is owed now in each currency.</param>
    /// <param name="booked">What was booked since the month began.</param>
    public static IReadOnlyList<WalletLiability> Of(IEnumerable<Money> owed, IReadOnlyList<BookedMoney> booked) =>
    [
        .. owed.OrderBy(money => money.CurrencyCode, StringComparer.Ordinal).Select(now =>
        {
            var currency = booked.Where(money => money.CurrencyCode == now.CurrencyCode).ToList();
            var within = currency.ToDictionary(money => money.Kind, money => money.WithinMinor);
            return new WalletLiability(now.CurrencyCode)
            {
                OpeningMinor = now.AmountMinor - currency.Sum(money => Sign(money.Kind) * (money.WithinMinor + money.AfterMinor)),
                IssuedMinor = within.GetValueOrDefault(EntryKind.Issue),
                CapturedMinor = within.GetValueOrDefault(EntryKind.Capture),
                RefundedMinor = within.GetValueOrDefault(EntryKind.Restore),
                ExpiredMinor = within.GetValueOrDefault(EntryKind.Expire),
                VoidedMinor = within.GetValueOrDefault(EntryKind.Void),
            };
        }),
    ];

    private static long Sign(EntryKind kind) => kind switch
    {
        EntryKind.Issue or EntryKind.Restore => 1,
        EntryKind.Capture or EntryKind.Expire or EntryKind.Void => -1,
        _ => 0,
    };
}
