namespace Omnichannel.SupportContext.Tests.Domain;

/// <summary>Whether a sentence has no hole and no mark of its pattern.</summary>
internal static class Whole
{
    public static void Is(string sentence)
    {
        Assert.Matches("[.。]$", sentence);
        Assert.DoesNotMatch(@"[{}\[\]|]|  | [.,;:。，：；]|[:：,，(（]\s*[.。,，)）]|^\W", sentence);
    }
}
