using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Steps that carry no key, because they are idempotent by an id of their own.</summary>
internal static class FirstWriters
{
    private const int MostAttempts = 4;

    /// <summary>One transaction. Two first writers of one row: the second looks again.</summary>
    public static async Task<T> Step<T>(this CommandExecutor executor, Func<UnitOfWork, Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await executor.Apply(work).ConfigureAwait(false);
            }
            catch (UniqueViolationException) when (attempt < MostAttempts)
            {
                continue;
            }
        }
    }
}
