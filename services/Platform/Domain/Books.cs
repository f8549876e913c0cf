namespace Omnichannel.Platform.Domain;

/// <summary>What a shop's books must say for years, though somebody asks to have it erased.</summary>
public static class Books
{
    /// <summary>The duty's name.</summary>
    public const string Duty = "ACCOUNTING";

    /// <summary>From when on a record may go.</summary>
    /// <param name="bookedAt">When it was made.</param>
    /// <param name="years">How many years after its own the shop keeps its books.</param>
    public static DateTimeOffset KeptUntil(DateTimeOffset bookedAt, int years) =>
        new(Math.Min(bookedAt.UtcDateTime.Year + years + 1, DateTime.MaxValue.Year), 1, 1, 0, 0, 0, TimeSpan.Zero);
}
