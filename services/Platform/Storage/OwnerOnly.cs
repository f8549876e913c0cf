using System.Text;

namespace Omnichannel.Platform.Storage;

/// <summary>Files and folders with secrets or people's data: other users of the machine cannot read them, from the moment they exist.</summary>
public static class OwnerOnly
{
    private const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderRights = FileRights | UnixFileMode.UserExecute;

    /// <summary>Makes a folder unless it is there.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, FolderRights);
        }
    }

    /// <summary>Makes an empty file unless it is there. For SQLite that is an empty database, and the files that it puts beside it take over the rights.</summary>
    public static void CreateFile(string path)
    {
        // A file that is there is not even opened: closing it again would end the locks that SQLite holds on it in this process.
        if (!File.Exists(path))
        {
            using var made = Open(path, FileMode.OpenOrCreate);
        }
    }

    /// <summary>Writes a whole file, aside and moved: after a crash there is the new one, the old one or none.</summary>
    public static void Write(string path, string text)
    {
        var aside = path + ".new";
        File.Delete(aside);
        using (var file = Open(aside, FileMode.CreateNew))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Takes away what others may do with a folder and all that is in it, as after a backup was copied back.</summary>
    public static void Tighten(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(folder, FolderRights);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null))
        {
            if (entry is DirectoryInfo)
            {
                Tighten(entry.FullName);
            }
            else
            {
                entry.UnixFileMode = FileRights;
            }
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileRights;
        }

        return new FileStream(path, options);
    }
}
