using Omnichannel.Platform.Settings;

namespace Omnichannel.CartSync;

/// <summary>Which store keeps the carts.</summary>
public enum CartProvider
{
    /// <summary>The service's own database.</summary>
    Sql,

    /// <summary>Redis.</summary>
    Redis,
}

/// <summary>Where carts live.</summary>
public sealed class CartSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Carts";

    [Setting("sql: the service's own database; or redis.")]
    public CartProvider Provider { get; set; }

    [Setting("The carts' Redis, as StackExchange.Redis reads it.", IsSecret = true)]
    public string Redis { get; set; } = "";

    [Setting("How many replicas of that Redis must have a write before a version is stable, and before anything but a device's numbered edit is answered; run one more than that.")]
    public int Replicas { get; set; }

    [Setting("How long a watcher may take to read one update before it is ended with WATCHER_TOO_SLOW.")]
    public TimeSpan SlowestWatcher { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (Provider == CartProvider.Redis && Redis.Length == 0)
        {
            yield return $"{Section}:Redis is not set, which {Section}:Provider redis needs.";
        }

        if (Provider == CartProvider.Sql && (Redis.Length > 0 || Replicas > 0))
        {
            yield return $"{Section}:Redis and :Replicas are not read with {Section}:Provider sql.";
        }

        if (Replicas < 0 || SlowestWatcher <= TimeSpan.Zero)
        {
            yield return $"{Section}:Replicas cannot be negative, and :SlowestWatcher must be positive.";
        }
    }
}
