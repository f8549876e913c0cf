using System.Runtime.CompilerServices;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>Photos that a person sent with returns. No duty keeps them.</summary>
public sealed class PhotosOfPerson(PhotoStore photos) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "return-photo";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var photo = await Next(person, "", cancellation).ConfigureAwait(false); photo is not null; photo = await Next(person, photo.PhotoId, cancellation).ConfigureAwait(false))
        {
            yield return PersonalRecord.Of(photo.PhotoId, photo);
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation) =>
        Erasure.Of(await photos.Erase(Owners(person), cancellation).ConfigureAwait(false), []);

    private Task<V1.ReturnPhoto?> Next(Person person, string after, CancellationToken cancellation) => photos.NextOf(Owners(person), after, cancellation);

    private static string[] Owners(Person person) => [.. person.Customers, .. person.Guests];
}
