using Grpc.Core;

namespace Omnichannel.WebConsole.Shared;

/// <summary>What a page knows of the platform, and why the last thing that it asked for was refused.</summary>
public abstract class PageModel
{
    /// <summary>Why the last thing was refused; null when it was not.</summary>
    public RpcException? Refusal { get; private set; }

    /// <summary>Nobody needs to read the refusal any more.</summary>
    protected void Forgive() => Refusal = null;

    /// <summary>Does something. What is refused changes nothing on the page.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> Try(Func<Task> step)
    {
        try
        {
            Refusal = null;
            await step();
            return true;
        }
        catch (RpcException refused)
        {
            Refusal = refused;
            return false;
        }
    }
}
