using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What a till learns of a member whom it found: nothing by which they are called.</summary>
/// <param name="View">The member.</param>
/// <param name="Program">The version in force; null when there is none.</param>
/// <param name="Coupons">Their own that can be used now.</param>
public sealed record FoundMember(MemberView View, LoyaltyProgram? Program, IReadOnlyList<Coupon> Coupons);

/// <summary>A member is at a till.</summary>
/// <param name="Presence">The proof.</param>
/// <param name="Found">Whose.</param>
/// <param name="CardPointsLeft">Points that can still be held on cards today.</param>
public sealed record ProvedPresence(Presence Presence, FoundMember Found, long CardPointsLeft);

/// <summary>Members at tills: found by what they show, and proved to be there.</summary>
public sealed class Presences(IDatabase database, ProgramCatalogue programs, MemberSecrets secrets, TimeProvider clock)
{
    // Nobody holds with a proof that is over; it is kept a little for whoever asks why.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    // Nobody loses more devices while a till is off line.
    private const int GenerationsOfPast = 4;

    /// <summary>The member with a card, however its number is written; null when nobody has it.</summary>
    public Task<FoundMember?> FindByCard(string cardNumber, CancellationToken cancellation) =>
        database.Read(async sql => await Found(sql, await IdOfCard(sql, cardNumber).ConfigureAwait(false)).ConfigureAwait(false), cancellation);

    /// <summary>The member to whom a phone number was verified last; null when there is none.</summary>
    /// <param name="phoneKey">Keyed hash.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<FoundMember?> FindByPhone(string phoneKey, CancellationToken cancellation) => database.Read(
        async sql => await Found(
            sql, await VerifiedNames.OwnerOf(sql, phoneKey).ConfigureAwait(false)).ConfigureAwait(false),
        cancellation);

    /// <summary>The id of the member with a card; null when nobody has it.</summary>
    public Task<string?> IdOfCard(string cardNumber, CancellationToken cancellation) => database.Read(sql => IdOfCard(sql, cardNumber), cancellation);

    /// <summary>Which of a member's secrets is in use; null when there is no such member.</summary>
    public Task<(Member Member, byte[] Secret)?> Provision(string memberId, CancellationToken cancellation) => database.Read<(Member, byte[])?>(
        async sql => await Statements.Find(sql, memberId).ConfigureAwait(false) is { } view
            ? (view.Member, secrets.Of(await Code(sql, view.Member.MemberId).ConfigureAwait(false)))
            : null,
        cancellation);

    /// <summary>Takes what a member shows for proof that they are at a till. Of two who show one code at once, one is taken.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="memberId">Whose it is said to be; null for nobody's.</param>
    /// <param name="told">The code; null for the scan of a card.</param>
    /// <param name="till">Where.</param>
    public async Task<ProvedPresence> Prove(UnitOfWork unit, string? memberId, string? told, Till till)
    {
        // The member's row settles who comes first: a member who used no code yet has no row of codes to be locked.
        if (memberId is null || await unit.Sql.QueryFirst<MemberRow>(MemberRow.Select + unit.Sql.Dialect.LockRow, new { memberId }).ConfigureAwait(false) is null)
        {
            throw new RefusedException(new PresenceNotProved());
        }

        if (told is not null)
        {
            var code = await Code(unit.Sql, memberId).ConfigureAwait(false);
            Save(unit.Sql, code.Take(secrets.Of(code), told, unit.Now).Value);
        }

        var found = (await Found(unit.Sql, memberId).ConfigureAwait(false))!;
        var presence = Presence.Now($"p-{unit.NewId():n}", found.View.Member.MemberId, till, told is null ? PresenceKind.Card : PresenceKind.Code, unit.Now);
        unit.Sql.Defer("delete from presences where expires_at < @before", new { before = (unit.Now - Kept).ToMicros() });
        unit.Sql.Defer(
            "insert into presences (presence_id, member_id, store_id, kind, expires_at) values (@PresenceId, @MemberId, @StoreId, @kind, @expires)",
            new { presence.PresenceId, presence.MemberId, presence.StoreId, kind = presence.Kind.Name(), expires = presence.ExpiresAt.ToMicros() });
        var proof = new ShownPresence(presence, await HeldOnCards(unit, found.View.Accounts, found.Program).ConfigureAwait(false));
        return new ProvedPresence(presence, found, presence.Kind is PresenceKind.Card ? proof.CardPointsLeft(found.Program) : 0);
    }

    /// <summary>Looks whether a code was a member's when a till that was off line took it. The member's row is locked. Codes of devices that were lost since were good then.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="memberId">Whose it is said to be.</param>
    /// <param name="told">The code.</param>
    /// <param name="at">When, as far as the till is believed.</param>
    /// <returns>Of which half minute it is; null when it is nobody's.</returns>
    public async Task<long?> ProvePast(UnitOfWork unit, string memberId, string told, DateTimeOffset at)
    {
        var code = await Code(unit.Sql, memberId).ConfigureAwait(false);
        for (var generation = code.Generation; generation > Math.Max(0, code.Generation - GenerationsOfPast); generation--)
        {
            if (RotatingCode.StepOfPast(secrets.Of(code with { Generation = generation }), told, at, unit.Now) is { } step)
            {
                if (generation == code.Generation)
                {
                    Save(unit.Sql, code.Past(step));
                }

                return step;
            }
        }

        return null;
    }

    /// <summary>Ends the codes of a member's devices, and what was proved with them.</summary>
    public static async Task Renew(UnitOfWork unit, string memberId)
    {
        var accounts = await PersonAccounts.Of(unit.Sql, memberId).ConfigureAwait(false);
        if (accounts.Count == 0)
        {
            throw new RefusedException(new MemberNotFound());
        }

        foreach (var account in accounts)
        {
            _ = await unit.Sql.QueryFirst<MemberRow>(MemberRow.Select + unit.Sql.Dialect.LockRow, new { memberId = account }).ConfigureAwait(false);
            Save(unit.Sql, (await Code(unit.Sql, account).ConfigureAwait(false)).Renew());
            unit.Sql.Defer("delete from presences where member_id = @account", new { account });
        }
    }

    /// <summary>Ends the codes of a member's devices, whoever asks for it.</summary>
    internal static async Task EndCodes(SqlSession sql, string memberId) => Save(sql, (await Code(sql, memberId).ConfigureAwait(false)).Renew());

    /// <summary>Asks for what a till named as proof, behind the question for the member's row under its lock.</summary>
    internal static Asked<PresenceRow> Ask(SqlSession sql, string presenceId) => sql.AskFirst<PresenceRow>(
        "select presence_id as PresenceId, member_id as MemberId, store_id as StoreId, kind as Kind, expires_at as ExpiresAt from presences where presence_id = @presenceId",
        new { presenceId });

    /// <summary>What a till named as proof. The member's row is locked: nobody else holds on a card meanwhile.</summary>
    internal static async Task<ShownPresence> Of(UnitOfWork unit, string memberId, Asked<PresenceRow> asked, LoyaltyProgram? program)
    {
        var presence = (await asked.First().ConfigureAwait(false))?.ToPresence();
        if (presence is not null && await PersonAccounts.AreOne(unit.Sql, memberId, presence.MemberId).ConfigureAwait(false))
        {
            presence = presence with { MemberId = memberId };
        }

        return new ShownPresence(
            presence,
            presence?.Kind is not PresenceKind.Card ? 0
                : await HeldOnCards(unit, await PersonAccounts.Of(unit.Sql, memberId).ConfigureAwait(false), program).ConfigureAwait(false));
    }

    private static Task<long> HeldOnCards(UnitOfWork unit, IReadOnlyList<string> accounts, LoyaltyProgram? program) =>
        program is null ? Task.FromResult(0L) : HoldRow.HeldOnCards(unit.Sql, accounts, program.StartOfDay(unit.Now));

    private async Task<FoundMember?> Found(SqlSession sql, string? memberId) => memberId is not null && await Statements.Find(sql, memberId).ConfigureAwait(false) is { } view
        ? new FoundMember(
            view,
            await programs.At(sql, view.Member.ProgramId, clock.GetUtcNow()).ConfigureAwait(false),
            await Coupons.UsableOwn(sql, memberId, clock.GetUtcNow()).ConfigureAwait(false))
        : null;

    private static Task<string?> IdOfCard(SqlSession sql, string cardNumber) =>
        sql.QueryFirst<string>("select member_id from members where card_number = @cardNumber", new { cardNumber });

    private static async Task<MemberCode> Code(SqlSession sql, string memberId) =>
        await sql.QueryFirst<CodeRow>("select generation as Generation, last_step as LastStep from member_codes where member_id = @memberId", new { memberId }).ConfigureAwait(false)
            is { } row ? new MemberCode(memberId, row.Generation, row.LastStep) : MemberCode.Unused(memberId);

    private static void Save(SqlSession sql, MemberCode code) => sql.Defer(
        """
        insert into member_codes (member_id, generation, last_step) values (@MemberId, @Generation, @LastStep)
        on conflict (member_id) do update set generation = excluded.generation, last_step = excluded.last_step
        """,
        code);

    private sealed record CodeRow
    {
        public long Generation { get; init; }

        public long LastStep { get; init; }
    }

    internal sealed record PresenceRow
    {
        public string PresenceId { get; init; } = "";

        public string MemberId { get; init; } = "";

        public string StoreId { get; init; } = "";

        public string Kind { get; init; } = "";

        public long ExpiresAt { get; init; }

        public Presence ToPresence() => new(PresenceId, MemberId, StoreId, EnumNames.Read<PresenceKind>(Kind), Instants.FromMicros(ExpiresAt));
    }
}
