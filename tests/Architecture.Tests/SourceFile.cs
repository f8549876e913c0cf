using System.Diagnostics;
using System.Text;

namespace Omnichannel.Architecture.Tests;

/// <summary>A file of the repository, or one that a test made up.</summary>
/// <param name="Path">Path below the repository root, with forward slashes.</param>
/// <param name="Text">Its content.</param>
public sealed record SourceFile(string Path, string Text)
{
    private static readonly HashSet<string> _textExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".cs", ".razor", ".csproj", ".props", ".targets", ".sln", ".proto", ".sql", ".lua", ".js", ".mjs", ".ts", ".json", ".yaml", ".yml", ".md", ".html", ".css", ".sh",
        ".txt", ".csv", ".xml", ".tpl", ".runsettings", ".editorconfig", ".gitignore", ".dockerignore", ".npmrc", "",
    };

    private string? _code;

    /// <summary>The text files that git knows, and those that it would take with the next commit.</summary>
    public static IReadOnlyList<SourceFile> Repository { get; } = [.. ListFiles().Select(Read)];

    /// <summary>Folder and file names.</summary>
    public string[] Parts => Path.Split('/');

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    /// <summary>The C# text with comments and the contents of strings blanked out; lines keep their numbers.</summary>
    public string Code => _code ??= CSharpText.WithoutCommentsAndStrings(Text);

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The line that a position in the text is on, from 1.</summary>
    public int LineAt(int position) => Text.AsSpan(0, position).Count('\n') + 1;

    private static IEnumerable<string> ListFiles()
    {
        // The checkout may belong to another user than the one who runs the tests, as in a container.
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        {
            WorkingDirectory = TestKit.Repository.Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var names = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return names.Distinct().Where(name => File.Exists(TestKit.Repository.PathOf(name)) && _textExtensions.Contains(System.IO.Path.GetExtension(name)));
    }

    private static SourceFile Read(string name) => new(name, File.ReadAllText(TestKit.Repository.PathOf(name), Encoding.UTF8));
}
