namespace Omnichannel.Platform.Tests.Monitoring;

/// <summary>On SQLite, with the embedded log.</summary>
public sealed class SqliteStateTests : StateContract
{
    private protected override Task<IReadOnlyDictionary<string, string?>> Storage(string directory) =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?> { ["Omnichannel:Storage:Path"] = Path.Combine(directory, "service.db") });
}
