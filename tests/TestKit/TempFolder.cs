namespace Omnichannel.TestKit;

/// <summary>A folder of its own for one test, removed with everything in it on dispose.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    /// <param name="name">A word that says whose it is, for whoever finds it after a crash.</param>
    public TempFolder(string name = "test")
    {
        Path = Directory.CreateTempSubdirectory($"omnichannel-{name}-").FullName;
        Reaper.Watch(this);
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The full path of a file or folder in it.</summary>
    /// <param name="name">The name inside the folder.</param>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The test removed it itself.
        }
        catch (IOException)
        {
            // A server that is just ending still writes into it: the reaper removes it at the end of the test process.
            return;
        }

        Reaper.Forget(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
