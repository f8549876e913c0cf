namespace Omnichannel.Platform.Events;

/// <summary>Lets one process at a time do something. SQL and Redis implement it.</summary>
public interface ILease
{
    /// <summary>Takes the lease when it is free, expired or the owner's own, for <paramref name="duration"/> from now; false while somebody else holds it.</summary>
    Task<bool> TryAcquire(string name, string owner, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Frees the lease if it is the owner's.</summary>
    Task Release(string name, string owner, CancellationToken cancellation);
}
