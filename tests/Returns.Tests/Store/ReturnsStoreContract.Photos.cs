using Google.Protobuf;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using Omnichannel.Returns.Transport;
using Omnichannel.Types.V1;
using BoughtOn = Omnichannel.Platform.Domain.SalesChannel;

namespace Omnichannel.Returns.Tests.Store;

/// <content>Photos that are sent along.</content>
public abstract partial class ReturnsStoreContract
{
    private static readonly ByteString Picture = ByteString.CopyFrom([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[500]]);

    private PhotoStore Photos => new(database, executor);

    [Fact]
    public async Task Photo_IsOfItsOrder_InOneReturn_AndOnlyItsOwnersToSee()
    {
        await Place("o1");
        await Place("o2");
        var photo = (await Photos.Keep(Command("customer-1"), "o1", Picture, default)).PhotoId;

        await Refused("ORDER_NOT_FOUND", () => Photos.Keep(Command("customer-2"), "o1", Picture, default));
        await Refused("ORDER_NOT_FOUND", () => Photos.Get("o1", photo, As("customer-2"), default));
        await Refused("PHOTO_NOT_FOUND", () => Photos.Get("o2", photo, As("customer-1"), default));
        await Refused("PHOTO_NOT_FOUND", () => BeginWith("o2", photo));
        var begun = await BeginWith("o1", photo);
        await Refused("PHOTO_NOT_FOUND", () => BeginWith("o1", photo));
        var seen = await Photos.Get("o1", photo, As("agent-1", Role.Agent), default);

        Assert.Equal((begun.ReturnId, "image/jpeg", Picture), (seen.ReturnId, seen.ContentType, seen.Content));
        Assert.Equal(photo, Assert.Single(begun.Lines[0].PhotoIds));
    }

    [Fact]
    public async Task Photo_ThatIsNone_OrTooLarge_OrTooMany_IsRefused()
    {
        await Place("o1");
        await Refused("PHOTO_NOT_RECOGNISED", () => Photos.Keep(Command("customer-1"), "o1", ByteString.CopyFromUtf8("<svg/>"), default));
        await Refused("PHOTO_TOO_LARGE", () => Photos.Keep(Command("customer-1"), "o1", ByteString.CopyFrom(new byte[Photo.MostBytes + 1]), default));
        await executor.Apply(unit =>
        {
            for (var i = 0; i < Photo.MostOfOrder; i++)
            {
                unit.Sql.Defer("insert into return_photos (photo_id, order_id, content_type, content, uploaded_at) values (@id, 'o1', '', @content, 0)", new { id = $"p{i}", content = Array.Empty<byte>() });
            }

            return Task.CompletedTask;
        });
        await Refused("TOO_MANY_PHOTOS", () => Photos.Keep(Command("customer-1"), "o1", Picture, default));
    }

    [Fact]
    public async Task Photo_ThatIsInNoReturn_GoesAfterADay_AndAnErasureTakesTheRest()
    {
        await Place("o1");
        var left = (await Photos.Keep(Command("customer-1"), "o1", Picture, default)).PhotoId;
        var sent = (await Photos.Keep(Command("customer-1"), "o1", Picture, default)).PhotoId;
        var due = await database.Read(sql => sql.Query<TimerRow>("select key as Key, generation as Generation, due_at as DueAt from timers where kind = 'return-photo'"));
        await BeginWith("o1", sent);

        clock.Now += Photo.Waits;
        foreach (var timer in due)
        {
            await Photos.Left(new DueTimer(PhotoStore.LeftTimer, timer.Key, timer.Generation, Instants.FromMicros(timer.DueAt)), default);
        }

        await Refused("PHOTO_NOT_FOUND", () => Photos.Get("o1", left, As("customer-1"), default));
        Assert.Equal(sent, (await Photos.Get("o1", sent, As("customer-1"), default)).PhotoId);
        var person = new PhotosOfPerson(Photos);
        var anna = new Person(["customer-1"], []);
        var exported = new List<string>();
        await foreach (var record in person.Export(anna, default))
        {
            exported.Add(record.Id);
        }

        Assert.Equal([sent], exported);
        Assert.Equal(0, (await person.Erase(new Person(["customer-2"], []), default)).Erased);
        Assert.Equal(1, (await person.Erase(anna, default)).Erased);
        await Refused("PHOTO_NOT_FOUND", () => Photos.Get("o1", sent, As("customer-1"), default));
    }

    private async Task<V1.Return> BeginWith(string orderId, string photoId) => (await store.Create(
        Command("customer-1"),
        orderId,
        id => new NewReturn(
            id.ToString(), RmaCode.From(id), [new NewReturnLine("1", 1, Omnichannel.Returns.Domain.ReturnReason.Defective, "", Omnichannel.Returns.Domain.Resolution.Refund) { Photos = [photoId] }],
            Omnichannel.Returns.Domain.ReturnMethod.Store, new Omnichannel.Returns.Domain.Actor("customer-1", ActorRole.Customer, BoughtOn.App, "", "")))).GoodsReturn;
}
