namespace Omnichannel.TestKit;

/// <summary>Where this checkout is: found upwards from the test's own assembly, so that no test depends on its working folder.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Omnichannel.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path inside the repository.</summary>
    /// <param name="parts">Folder and file names below the root.</param>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Omnichannel.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Omnichannel.sln above {AppContext.BaseDirectory}: tests run from the build output inside the repository.");
    }
}
