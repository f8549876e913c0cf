using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>Carts in the service's own database, with its outbox and timers: the embedded set-up.</summary>
public sealed class SqlCartStore(IDatabase database, CommandExecutor executor) : ICartStore
{
    /// <summary>Kind of the one timer of a cart; its key is the cart id.</summary>
    public const string TimerKind = "cart";

    /// <inheritdoc/>
    public async Task<StoredCart?> Load(string cartId, StoredCart? known, CancellationToken cancellation)
    {
        if (known is not null)
        {
            var etag = await database.Read(
                sql => sql.QueryFirst<long?>("select etag from carts where cart_id = @cartId", new { cartId }), cancellation).ConfigureAwait(false);
            if (etag == known.Etag)
            {
                return known;
            }
        }

        var row = await database.Read(
            sql => sql.QueryFirst<CartRow>("select etag as Etag, state as State from carts where cart_id = @cartId", new { cartId }), cancellation).ConfigureAwait(false);
        return row is null ? null : new StoredCart(CartCodec.Read(row.State), row.Etag);
    }

    /// <inheritdoc/>
    public async Task<bool> Save(CartCommit commit, CancellationToken cancellation)
    {
        var state = CartCodec.Write(commit.Cart);
        try
        {
            await executor.Apply(unit => Write(unit, commit, state), cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is EtagMismatchException or UniqueViolationException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<RecordedAnswer?> FindAnswer(string cartId, AnswerKey key, CancellationToken cancellation)
    {
        var row = await database.Read(
            sql => sql.QueryFirst<AnswerRow>(
                "select request_hash as RequestHash, refusal as Refusal, answer as Answer from idempotency where person = @Person and device = @Device and rpc = @Rpc and key = @key",
                new { key.Principal.Person, key.Principal.Device, key.Rpc, key = key.Of(cartId) }),
            cancellation).ConfigureAwait(false);
        return row is null ? null : new RecordedAnswer(Convert.ToHexString(row.RequestHash), row.Refusal is not null, row.Answer);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KeptEdit>> LoadEdits(string cartId, CancellationToken cancellation)
    {
        var edits = await database.Read(
            sql => sql.Query<byte[]>("select edit from cart_edits where cart_id = @cartId order by position", new { cartId }), cancellation).ConfigureAwait(false);
        return [.. edits.Select(OutboxCodec.ReadEdit)];
    }

    /// <inheritdoc/>
    public Task<string?> FindHandoff(string code, CancellationToken cancellation) =>
        database.Read(sql => sql.QueryFirst<string>("select cart_id from cart_handoffs where code = @code", new { code }), cancellation);

    /// <inheritdoc/>
    public async Task<Checkout?> FindCheckout(string cartId, string checkoutId, CancellationToken cancellation)
    {
        var data = await database.Read(
            sql => sql.QueryFirst<byte[]>("select data from cart_checkouts where cart_id = @cartId and checkout_id = @checkoutId", new { cartId, checkoutId }),
            cancellation).ConfigureAwait(false);
        return data is null ? null : CheckoutCodec.FromArchive(data);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Checkout>> ListCheckouts(string cartId, CancellationToken cancellation) =>
    [
        .. (await database.Read(
            sql => sql.Query<byte[]>("select data from cart_checkouts where cart_id = @cartId order by checkout_id", new { cartId }), cancellation).ConfigureAwait(false))
            .Select(data => CheckoutCodec.FromArchive(data)),
    ];

    /// <inheritdoc/>
    public Task ForgetCheckouts(string cartId, IReadOnlyCollection<string> checkoutIds, CancellationToken cancellation) => database.Write(
        sql => sql.Execute($"delete from cart_checkouts where cart_id = @cartId and checkout_id {sql.Dialect.In("@ids")}", new { cartId, ids = checkoutIds.ToArray() }), cancellation);

    private static async Task Write(UnitOfWork unit, CartCommit commit, byte[] state)
    {
        var cart = commit.Cart;
        var written = commit.Removes
            ? await unit.Sql.Execute("delete from carts where cart_id = @Id and etag = @expected", new { cart.Id, expected = commit.ExpectedEtag }).ConfigureAwait(false)
            : await unit.Sql.Execute(
                commit.ExpectedEtag == 0
                    ? "insert into carts (cart_id, etag, state) values (@cartId, @etag, @state)"
                    : "update carts set etag = @etag, state = @state where cart_id = @cartId and etag = @expected",
                new { cartId = cart.Id, etag = commit.Etag, state, expected = commit.ExpectedEtag }).ConfigureAwait(false);
        if (written == 0)
        {
            throw new EtagMismatchException();
        }

        foreach (var outgoing in commit.Events)
        {
            unit.Publish(cart.Id, cart.Version, outgoing);
        }

        if (commit.SetsTimer && commit.Due is { } due)
        {
            unit.Schedule(TimerKind, cart.Id, due);
        }
        else if (commit.SetsTimer)
        {
            unit.CancelTimer(TimerKind, cart.Id);
        }

        WriteRest(unit, commit);
    }

    private static void WriteRest(UnitOfWork unit, CartCommit commit)
    {
        var cartId = commit.Cart.Id;
        if (commit.Erases)
        {
            unit.Sql.Defer("delete from cart_edits where cart_id = @cartId", new { cartId });
            unit.Sql.Defer("delete from cart_handoffs where cart_id = @cartId", new { cartId });
            unit.Sql.Defer("delete from idempotency where key like @keys", new { keys = $"{cartId} %" });
        }

        foreach (var (key, answer) in commit.Answers)
        {
            unit.Sql.Defer(
                """
                insert into idempotency (person, device, rpc, key, request_hash, refusal, answer, expires_at)
                values (@Person, @Device, @Rpc, @key, @hash, @refusal, @answer, @expires) on conflict (person, device, rpc, key) do nothing
                """,
                new
                {
                    key.Principal.Person,
                    key.Principal.Device,
                    key.Rpc,
                    key = key.Of(cartId),
                    hash = Convert.FromHexString(key.RequestHash),
                    refusal = answer.IsRefusal ? "kept" : null,
                    answer = answer.Bytes,
                    expires = commit.Now.AddHours(key.RetentionHours).ToMicros(),
                });
        }

        if (commit.Edits.Count > 0)
        {
            WriteEdits(unit, commit);
        }

        foreach (var checkout in commit.Ended)
        {
            unit.Sql.Defer(
                "insert into cart_checkouts (cart_id, checkout_id, data) values (@cartId, @CheckoutId, @data) on conflict (cart_id, checkout_id) do nothing",
                new { cartId, checkout.CheckoutId, data = CheckoutCodec.Archive(checkout) });
        }

        if (commit.Handoff is { } handoff)
        {
            // Codes that nobody asks for any more go with the next one that is made.
            unit.Sql.Defer("delete from cart_handoffs where expires_at < @before", new { before = (commit.Now - HandoffRules.Repeatable).ToMicros() });
            unit.Sql.Defer(
                "insert into cart_handoffs (code, cart_id, expires_at) values (@Code, @cartId, @expires)",
                new { handoff.Code, cartId, expires = handoff.ExpiresAt.ToMicros() });
        }
    }

    // Those of other carts that nobody can ask for any more go with the next ones that are made.
    private static void WriteEdits(UnitOfWork unit, CartCommit commit)
    {
        var cartId = commit.Cart.Id;
        foreach (var edit in commit.Edits)
        {
            unit.Sql.Defer(
                """
                insert into cart_edits (cart_id, position, made_at, edit)
                select @cartId, coalesce(max(position), 0) + 1, @madeAt, @data from cart_edits where cart_id = @cartId
                """,
                new { cartId, madeAt = edit.MadeAt.ToMicros(), data = OutboxCodec.Write(edit) });
        }

        unit.Sql.Defer(
            "delete from cart_edits where cart_id = @cartId and position <= (select max(position) from cart_edits where cart_id = @cartId) - @most",
            new { cartId, most = EditLog.Most });
        unit.Sql.Defer("delete from cart_edits where made_at < @before", new { before = (commit.Now - EditLog.Lifetime).ToMicros() });
    }

    private sealed class EtagMismatchException : Exception;

    private sealed record CartRow
    {
        public long Etag { get; init; }

        public byte[] State { get; init; } = [];
    }

    private sealed record AnswerRow
    {
        public byte[] RequestHash { get; init; } = [];

        public string? Refusal { get; init; }

        public byte[] Answer { get; init; } = [];
    }
}
