using Omnichannel.Messaging.V1;

namespace Omnichannel.WebConsole.Desk;

/// <summary>What a customer agreed to: one row for each purpose, one cell for each medium.</summary>
public static class ConsentTable
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<Medium> Media { get; } = [Medium.Email, Medium.Sms, Medium.Push];

    /// <summary>The rows.</summary>
    public static IReadOnlyList<ConsentPurpose> Purposes { get; } = [ConsentPurpose.Marketing, ConsentPurpose.Service, ConsentPurpose.Profiling];

    /// <summary>The rows with their cells; null where nothing was decided.</summary>
    public static IReadOnlyList<(ConsentPurpose Purpose, IReadOnlyList<Consent?> Cells)> Of(IReadOnlyCollection<Consent> inForce) =>
    [
        .. Purposes.Select(purpose => (
            purpose,
            (IReadOnlyList<Consent?>)[.. Media.Select(medium => inForce.FirstOrDefault(consent => consent.Purpose == purpose && consent.Medium == medium))])),
    ];
}
