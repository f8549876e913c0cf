using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Storage;

/// <summary>Which engine keeps a service's rows.</summary>
public enum StorageProvider
{
    /// <summary>A file of this process.</summary>
    Sqlite,

    /// <summary>A server.</summary>
    Postgres,
}

/// <summary>Where a service keeps its rows.</summary>
public sealed class StorageSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Storage";

    [Setting("sqlite, or postgres.")]
    public StorageProvider Provider { get; set; }

    [Setting("The file of sqlite.")]
    public string Path { get; set; } = "";

    [Setting("How to reach the database of postgres, as Npgsql reads it.", IsSecret = true)]
    public string ConnectionString { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems() => Provider switch
    {
        StorageProvider.Postgres => Require("ConnectionString", ConnectionString, "Path", Path),
        _ => Require("Path", Path, "ConnectionString", ConnectionString),
    };

    private IEnumerable<string> Require(string wanted, string value, string other, string otherValue)
    {
        if (value.Length == 0)
        {
            yield return $"{Section}:{wanted} is not set, which {Section}:Provider {Name} needs.";
        }

        if (otherValue.Length > 0)
        {
            yield return $"{Section}:{other} is set, which {Section}:Provider {Name} does not read.";
        }
    }

    private string Name => Provider.ToString().ToLowerInvariant();
}
