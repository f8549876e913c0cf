using System.Diagnostics;

namespace Omnichannel.TestKit;

/// <summary>PostgreSQL's programs: where Debian puts them, and how root runs them although they refuse root.</summary>
internal static class PostgresProgram
{
    private const string Unprivileged = "nobody";

    private static readonly Lazy<string> _folder = new(FindFolder);

    public static ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        var path = Path.Combine(_folder.Value, program);
        return Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid", Unprivileged, "--regid", "nogroup", "--clear-groups", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
    }

    /// <summary>Gives the folder to whom the server runs as.</summary>
    public static async Task GiveToAsync(string folder)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        using var change = new ChildProcess(new ProcessStartInfo("chown", ["-R", $"{Unprivileged}:nogroup", folder]));
        await change.WaitForExitAsync(TimeSpan.FromSeconds(10));
    }

    private static string FindFolder()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderByDescending(Version) : Enumerable.Empty<string>();
        var candidates = versions.Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new FileNotFoundException("PostgreSQL is not installed: apt-get install --no-install-recommends postgresql (tests/run does it).");
    }

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
