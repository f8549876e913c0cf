namespace Omnichannel.CartSync.Domain;

/// <summary>Names that the merchant's systems give to what they sell and where: skus, stores, shipping options.</summary>
public static class MerchantId
{
    private const int MostCharacters = 64;

    /// <summary>Whether it may be one: 1 to 64 characters that every store of data can keep. What is none names nothing, and is nowhere kept.</summary>
    public static bool IsValid(string text) => text.Length is > 0 and <= MostCharacters && !text.Any(char.IsControl);
}
