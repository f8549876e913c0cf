using System.Diagnostics.CodeAnalysis;

namespace Omnichannel.TestKit;

/// <summary>
/// Third-party data that is not part of the repository: a folder <c>shared/data</c> beside the checkout, or the one that
/// OMNICHANNEL_SHARED_DATA names. A test that needs it carries <see cref="DataFactAttribute"/>.
/// </summary>
public static class SharedData
{
    private static readonly string? _folder = FindFolder();

    /// <summary>The full path of a file or folder in the data, which must be there.</summary>
    /// <param name="name">Its path inside the data folder, as in <c>online-retail/online-retail.csv.gz</c>.</param>
    /// <exception cref="FileNotFoundException">It is not on this machine.</exception>
    public static string Path(string name) => TryFind(name, out var path)
        ? path
        : throw new FileNotFoundException($"shared/data/{name} is not on this machine: give the test [DataFact(\"{name}\")].", name);

    /// <summary>Looks for a file or folder in the data.</summary>
    /// <param name="name">Its path inside the data folder.</param>
    /// <param name="path">Its full path, when it is there.</param>
    public static bool TryFind(string name, [NotNullWhen(true)] out string? path)
    {
        path = _folder is null ? null : System.IO.Path.Combine(_folder, name);
        if (path is not null && (File.Exists(path) || Directory.Exists(path)))
        {
            return true;
        }

        path = null;
        return false;
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_SHARED_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        // Beside the checkout, or further up: a second work tree often lies one folder deeper.
        for (var folder = Directory.GetParent(Repository.Root); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
