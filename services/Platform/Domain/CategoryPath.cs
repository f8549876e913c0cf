namespace Omnichannel.Platform.Domain;

/// <summary>Paths of categories such as <c>home/lighting/candles</c>. Slashes at the ends mean nothing.</summary>
public static class CategoryPath
{
    /// <summary>Without slashes at the ends.</summary>
    public static string Normal(string path) => path.Trim('/');

    /// <summary>How many levels it has; 0 for an empty path, which holds nothing.</summary>
    public static int Depth(string path) => Normal(path) is { Length: > 0 } normal ? normal.Count(c => c == '/') + 1 : 0;

    /// <summary>Whether the other path is this one or lies below it.</summary>
    public static bool Contains(string path, string other)
    {
        var outer = path.AsSpan().Trim('/');
        var inner = other.AsSpan().Trim('/');
        return outer.Length > 0 && inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] == '/');
    }
}
