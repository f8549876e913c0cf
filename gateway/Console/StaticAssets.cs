using System.Reflection;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.WebConsole;

/// <summary>Where the files of pages are: beside the program when it is published, in the folders of projects and packages when it is run from a build.</summary>
internal static class StaticAssets
{
    private const string Own = "Omnichannel.Console";

    /// <summary>The program that the build named the files after: other programs that hold the console have a list of their own.</summary>
    private static string Program { get; } = Assembly.GetEntryAssembly()?.GetName().Name is { } entry && File.Exists(Beside($"{entry}.staticwebassets.endpoints.json")) ? entry : Own;

    /// <summary>Prepares a host to serve them.</summary>
    /// <returns>The list of them that the build made.</returns>
    public static string Of(PlatformBuilder builder)
    {
        builder.UseStaticAssets(Beside($"{Program}.staticwebassets.runtime.json"));
        return Beside($"{Program}.staticwebassets.endpoints.json");
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
