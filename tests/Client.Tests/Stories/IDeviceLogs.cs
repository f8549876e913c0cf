using Omnichannel.Client.Carts;
using Omnichannel.TestKit;

namespace Omnichannel.Client.Tests.Stories;

/// <summary>The logs of a story's devices. They outlive the devices' restarts, and go with the story.</summary>
internal interface IDeviceLogs : IDisposable
{
    IOperationLog Open(string device);
}

/// <summary>In memory.</summary>
internal class MemoryLogs : IDeviceLogs
{
    private readonly Dictionary<string, IOperationLog> logs = [];

    public IOperationLog Open(string device) => logs.TryGetValue(device, out var known) ? known : logs[device] = New();

    public void Dispose() => GC.SuppressFinalize(this);

    protected virtual IOperationLog New() => new MemoryOperationLog();
}

/// <summary>In files.</summary>
internal sealed class FileLogs : IDeviceLogs
{
    private readonly TempFolder folder = new("client-story");

    public IOperationLog Open(string device) => SqliteOperationLog.Open(folder[$"{device}.db"]);

    public void Dispose() => folder.Dispose();
}
