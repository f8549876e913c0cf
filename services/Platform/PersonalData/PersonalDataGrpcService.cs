using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.V1;

namespace Omnichannel.Platform.PersonalData;

/// <summary>What this service keeps about a person, and its erasure: kind by kind, as the service has registered them.</summary>
public sealed class PersonalDataGrpcService : PersonalDataService.PersonalDataServiceBase
{
    private readonly IPersonalData[] kinds;
    private readonly IDatabase database;
    private readonly IAuditSink[] sinks;
    private readonly TimeProvider clock;

    /// <summary>Serves the registered kinds, in the order of their names.</summary>
    public PersonalDataGrpcService(IEnumerable<IPersonalData> kinds, IDatabase database, IEnumerable<IAuditSink> sinks, TimeProvider clock)
    {
        this.kinds = [.. kinds.OrderBy(kind => kind.Kind, StringComparer.Ordinal)];
        (this.database, this.sinks, this.clock) = (database, [.. sinks], clock);
    }

    /// <inheritdoc/>
    public override async Task ExportPersonalData(
        ExportPersonalDataRequest request, IServerStreamWriter<ExportPersonalDataResponse> responseStream, ServerCallContext context)
    {
        var person = await Admit(request.Person, context).ConfigureAwait(false);
        var position = 0L;
        foreach (var kind in kinds)
        {
            await foreach (var record in kind.Export(person, context.CancellationToken).ConfigureAwait(false))
            {
                if (++position > request.AfterPosition)
                {
                    await responseStream.WriteAsync(
                        new ExportPersonalDataResponse { Position = position, Record = ToMessage(kind, record) }, context.CancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<ErasePersonalDataResponse> ErasePersonalData(ErasePersonalDataRequest request, ServerCallContext context)
    {
        var person = await Admit(request.Person, context).ConfigureAwait(false);
        var response = new ErasePersonalDataResponse();
        foreach (var kind in kinds)
        {
            var erasure = await kind.Erase(person, context.CancellationToken).ConfigureAwait(false);
            response.Kinds.Add(new ErasedKind
            {
                Kind = kind.Kind,
                ErasedCount = erasure.Erased,
                Kept = { erasure.Kept.Select(kept => new KeptPersonalData { Count = kept.Count, Duty = kept.Duty, Until = Timestamp.FromDateTimeOffset(kept.Until) }) },
            });
        }

        return response;
    }

    // Whoever asks for everything of a person is on record, services included; who they are comes before what there is.
    private async Task<Person> Admit(PersonReference? reference, ServerCallContext context)
    {
        var isGuest = reference?.PersonCase is PersonReference.PersonOneofCase.GuestId;
        var id = (isGuest ? reference?.GuestId : reference?.CustomerId) ?? "";
        new RequestCheck().Id(isGuest ? "person.guest_id" : "person.customer_id", id).ThrowIfInvalid();
        foreach (var sink in sinks)
        {
            await sink.Record(new StaffAccess(context.Caller(), context.Method.TrimStart('/'), id, clock.GetUtcNow()), context.CancellationToken).ConfigureAwait(false);
        }

        return isGuest ? Person.OfGuest(id) : await database.Read(sql => Person.OfCustomer(sql, id), context.CancellationToken).ConfigureAwait(false);
    }

    private static V1.PersonalRecord ToMessage(IPersonalData kind, PersonalRecord record) => new()
    {
        Kind = kind.Kind,
        Id = record.Id,
        Data = record.Data,
        KeptUntil = record.KeptUntil is { } until ? Timestamp.FromDateTimeOffset(until) : null,
        Duty = record.Duty,
    };
}
