using System.Runtime.CompilerServices;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Coupons that are a person's alone. Nobody uses one that is erased.</summary>
public sealed class CouponsOfPerson(PersonStore store) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "coupon";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var coupon in await store.Coupons(person, cancellation).ConfigureAwait(false))
        {
            yield return PersonalRecord.Of(coupon.Code, ToContract.Coupon(coupon));
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation) => new(await store.ForgetCoupons(person, cancellation).ConfigureAwait(false), []);
}
