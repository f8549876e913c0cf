using System.Security.Cryptography;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;

namespace Omnichannel.AllInOne;

/// <summary>Where a process keeps everything that survives it: databases, the event log, keys. One process at a time, and its user's alone.</summary>
public sealed class StateFolder : IDisposable
{
    private const string InUse = "in-use";
    private readonly FileStream inUse;

    private StateFolder(string path, FileStream inUse)
    {
        Path = path;
        this.inUse = inUse;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Opens or makes the folder.</summary>
    /// <exception cref="StartupException">Another process uses it, or it cannot be written.</exception>
    public static StateFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var inUse = System.IO.Path.Combine(full, InUse);
        try
        {
            OwnerOnly.CreateFolder(full);

            // A folder with other things in it belongs to somebody else, too.
            var isOurs = File.Exists(inUse) || !Directory.EnumerateFileSystemEntries(full).Any();
            var folder = new StateFolder(full, new FileStream(inUse, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            if (isOurs)
            {
                OwnerOnly.Tighten(full);
            }

            OwnerOnly.CreateFolder(folder["keys"]);
            File.Delete(folder.DevelopmentCodeFile);
            return folder;
        }
        catch (IOException error) when (File.Exists(inUse))
        {
            throw new StartupException($"the state folder {full} is used by another process; stop it, or choose another folder with --state.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"the state folder {full} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>A file or folder in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A signing key of this installation, made when first asked for.</summary>
    /// <exception cref="StartupException">The file is there and is no key.</exception>
    public SigningKeys SigningKeys(string name)
    {
        var file = this[$"keys/{name}.pem"];
        if (!File.Exists(file))
        {
            using var made = Platform.Security.SigningKeys.Generate(name);
            OwnerOnly.Write(file, made.ToPem());
        }

        try
        {
            return Platform.Security.SigningKeys.FromPem((name, File.ReadAllText(file)));
        }
        catch (CryptographicException error)
        {
            throw new StartupException($"{file} is damaged: {error.Message} Restore it, or remove it (all tokens signed with it end).", error);
        }
    }

    /// <summary>A random secret of this installation (32 bytes, base64), made when first asked for.</summary>
    /// <exception cref="StartupException">The file is there and is no secret.</exception>
    public string Secret(string name)
    {
        var file = this[$"keys/{name}.secret"];
        if (!File.Exists(file))
        {
            OwnerOnly.Write(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        var text = File.ReadAllText(file).Trim();
        return Convert.TryFromBase64String(text, new byte[64], out var length) && length >= 32
            ? text
            : throw new StartupException($"{file} is damaged: it must hold 32 bytes in base64. Restore it, or remove it (all links signed with it end).");
    }

    /// <summary>Where scripts find the code of the development issuer; absent when there is none.</summary>
    public string DevelopmentCodeFile => this["dev-code"];

    /// <summary>A code for the development issuer. Each start makes a new one: what stands in an old log or in a shell's history opens nothing.</summary>
    public string NewDevelopmentCode()
    {
        var code = RandomNumberGenerator.GetHexString(32, lowercase: true);
        OwnerOnly.Write(DevelopmentCodeFile, code + "\n");
        return code;
    }

    /// <inheritdoc/>
    public void Dispose() => inUse.Dispose();
}
