using System.Security.Cryptography;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.AllInOne;

/// <summary>Where a process keeps everything that survives it: databases, the event log, keys. One process at a time.</summary>
public sealed class StateFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
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
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(full, "keys"));
            return new StateFolder(full, new FileStream(
                System.IO.Path.Combine(full, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (File.Exists(System.IO.Path.Combine(full, "in-use")))
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
            WriteSecret(file, made.ToPem());
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
            WriteSecret(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        var text = File.ReadAllText(file).Trim();
        return Convert.TryFromBase64String(text, new byte[64], out var length) && length >= 32
            ? text
            : throw new StartupException($"{file} is damaged: it must hold 32 bytes in base64. Restore it, or remove it (all links signed with it end).");
    }

    /// <inheritdoc/>
    public void Dispose() => inUse.Dispose();

    // Written aside and moved: after a crash there is a whole key or none.
    private static void WriteSecret(string file, string text)
    {
        var aside = file + ".new";
        File.WriteAllText(aside, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(aside, OwnerOnly);
        }

        File.Move(aside, file);
    }
}
