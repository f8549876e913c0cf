using Google.Protobuf;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>Photos of goods that are to come back: kept apart from returns, whose documents name them.</summary>
public sealed class PhotoStore(IDatabase database, CommandExecutor executor)
{
    /// <summary>Kind of the timer at which a photo that is in no return goes; its key is the photo's id.</summary>
    public const string LeftTimer = "return-photo";

    /// <summary>Keeps one of an order.</summary>
    public Task<V1.UploadReturnPhotoResponse> Keep(CommandContext command, string orderId, ByteString content, CancellationToken cancellation) => executor.Execute(
        command,
        async unit =>
        {
            _ = await Loaded.Find(unit.Sql, orderId, command.Caller).ConfigureAwait(false) ?? throw new RefusedException(new OrderNotFound());
            var type = content.Length > Photo.MostBytes ? throw new RefusedException(new PhotoTooLarge()) : Photo.ContentType(content.Span) ?? throw new RefusedException(new PhotoNotRecognised());
            if (await unit.Sql.QueryFirst<long>("select count(*) from return_photos where order_id = @orderId", new { orderId }).ConfigureAwait(false) >= Photo.MostOfOrder)
            {
                throw new RefusedException(new TooManyPhotos());
            }

            var id = unit.NewId().ToString();
            unit.Sql.Defer(
                "insert into return_photos (photo_id, order_id, content_type, content, uploaded_at) values (@id, @orderId, @type, @content, @at)",
                new { id, orderId, type, content = content.ToByteArray(), at = unit.Now.ToMicros() });
            unit.Schedule(LeftTimer, id, unit.Now + Photo.Waits);
            return new V1.UploadReturnPhotoResponse { PhotoId = id, ContentType = type };
        },
        cancellation);

    /// <summary>One of an order.</summary>
    public Task<V1.ReturnPhoto> Get(string orderId, string photoId, Caller caller, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            _ = await Loaded.Find(sql, orderId, caller, locks: false).ConfigureAwait(false) ?? throw new RefusedException(new OrderNotFound());
            var row = await sql.QueryFirst<PhotoRow>(
                $"select {PhotoRow.Columns} from return_photos where photo_id = @photoId and order_id = @orderId", new { photoId, orderId }).ConfigureAwait(false);
            return row?.ToProto() ?? throw new RefusedException(new PhotoNotFound());
        },
        cancellation);

    /// <summary>A day has passed: a photo that is in no return goes.</summary>
    public Task Left(DueTimer timer, CancellationToken cancellation) => executor.Execute(
        timer, unit => unit.Sql.Execute("delete from return_photos where photo_id = @id and return_id is null", new { id = timer.Key }), cancellation);

    /// <summary>Those of some owners' orders, one after the other by id.</summary>
    /// <param name="owners">Customers and guests.</param>
    /// <param name="after">The last one that was read; empty for the first.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<V1.ReturnPhoto?> NextOf(string[] owners, string after, CancellationToken cancellation) => database.Read(
        async sql => (await sql.QueryFirst<PhotoRow>(
            $"select {PhotoRow.Columns} from return_photos where photo_id > @after and {OfOwners(sql)} order by photo_id limit 1", new { owners, after }).ConfigureAwait(false))?.ToProto(),
        cancellation);

    /// <summary>Removes those of some owners' orders.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> Erase(string[] owners, CancellationToken cancellation) => executor.Apply(
        unit => unit.Sql.Execute($"delete from return_photos where {OfOwners(unit.Sql)}", new { owners }), cancellation);

    /// <summary>Photos are a return's from now on, in its transaction: each is of its order, and in no other.</summary>
    internal static async Task Attach(UnitOfWork unit, string orderId, string returnId, IReadOnlyList<string> photoIds)
    {
        foreach (var id in photoIds)
        {
            if (await unit.Sql.Execute(
                "update return_photos set return_id = @returnId where photo_id = @id and order_id = @orderId and return_id is null", new { returnId, id, orderId }).ConfigureAwait(false) == 0)
            {
                throw new RefusedException(new PhotoNotFound());
            }

            unit.CancelTimer(LeftTimer, id);
        }
    }

    private static string OfOwners(SqlSession sql) =>
        $"order_id in (select order_id from orders where customer_id {sql.Dialect.In("@owners")} union select order_id from orders where guest_id {sql.Dialect.In("@owners")})";

    private sealed record PhotoRow
    {
        public const string Columns =
            "photo_id as PhotoId, order_id as OrderId, return_id as ReturnId, content_type as ContentType, content as Content, uploaded_at as UploadedAt";

        public string PhotoId { get; init; } = "";

        public string OrderId { get; init; } = "";

        public string? ReturnId { get; init; }

        public string ContentType { get; init; } = "";

        public byte[] Content { get; init; } = [];

        public long UploadedAt { get; init; }

        public V1.ReturnPhoto ToProto() => new()
        {
            PhotoId = PhotoId, OrderId = OrderId, ReturnId = ReturnId ?? "", ContentType = ContentType, Content = ByteString.CopyFrom(Content),
            UploadedAt = Instants.FromMicros(UploadedAt).ToProto(),
        };
    }
}
