using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Live;

/// <summary>What replicas tell and count together.</summary>
public sealed class LiveSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Live";

    [Setting("Redis (as StackExchange.Redis reads it) through which replicas tell watchers of changes and count wrong guesses together; needed with more than one replica.", IsSecret = true)]
    public string Redis { get; set; } = "";
}
