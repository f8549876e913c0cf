using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Tests.Simulation;

namespace Omnichannel.Stories.Telling;

/// <summary>A cart as it must be, with what of it is stable. Its versions count like the service's: which of two is the later is all that matters.</summary>
internal sealed class ModelCart(string subject, bool isGuest)
{
    private CartModel safe = new();
    private long given;

    public string Id { get; } = CartId.Of(subject, Shop.Market);

    public string Subject => subject;

    public bool IsGuest => isGuest;

    public CartModel Model { get; private set; } = new();

    public long Version { get; private set; }

    /// <summary>Up to here it is stable.</summary>
    public long StableVersion { get; private set; }

    /// <summary>Something was stored of it.</summary>
    public bool Exists { get; private set; }

    /// <summary>There is something that a failover would lose.</summary>
    public bool IsAtRisk { get; private set; }

    /// <summary>The customer's cart that it moved into; null while it did not.</summary>
    public ModelCart? MovedTo { get; private set; }

    public DateTimeOffset MovedAt { get; private set; }

    /// <summary>A device's operations on this cart.</summary>
    public List<Ruling> Apply(string device, IReadOnlyList<Operation> operations, bool areRedirected, DateTimeOffset now, Tariff tariff)
    {
        var version = Version;
        var rulings = Model.Apply(device, operations, areRedirected, ref version, given, now, tariff);
        Version = version;
        IsAtRisk = true;
        Store();
        return rulings;
    }

    /// <summary>Something that nobody is told of before it is stable.</summary>
    public void Change(Action<long> change)
    {
        Version = Math.Max(Version, given) + 1;
        change(Version);
        Exists = true;
        Secure();
    }

    public void ApplyPlain(string key, IReadOnlyList<Operation> operations, DateTimeOffset now, Tariff tariff)
    {
        var version = Version;
        Model.ApplyPlain(key, operations, false, ref version, given, now, tariff);
        Version = version;
        Exists |= version > 0;
        Secure();
    }

    /// <summary>The service has put the oldest parts of a line together, as it does with many.</summary>
    public void Fold(string lineId, int oldest)
    {
        Model.Fold(lineId, oldest);
        Secure();
    }

    public void MoveTo(ModelCart customer, DateTimeOffset now)
    {
        (MovedTo, MovedAt) = (customer, now);
        Change(_ => Model.MovedOut());
    }

    public void Secure() => (safe, StableVersion, IsAtRisk) = (Model.Clone(), Version, false);

    public void FailOver()
    {
        given = Math.Max(given, Version);
        (Model, Version, IsAtRisk) = (safe.Clone(), StableVersion, false);
    }

    // The first thing that is stored of a cart is stable at once.
    private void Store()
    {
        if (!Exists)
        {
            Exists = true;
            Secure();
        }
    }
}
