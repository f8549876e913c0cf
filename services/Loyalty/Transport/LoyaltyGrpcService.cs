using System.Globalization;
using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Transport;
using Omnichannel.Types.V1;
using Omnichannel.Values;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Members and their ledgers: validate, call the store once, map.</summary>
public sealed class LoyaltyGrpcService(
    Commands commands,
    Statements statements,
    ILiveNotifications live,
    GuessLimits guesses,
    TillGuesses tills,
    ReferralGuesses referrals,
    Adjustments adjustments,
    StaffAudit audit,
    Birthdays birthdays)
    : LoyaltyService.LoyaltyServiceBase
{
    public override async Task<GetMemberResponse> GetMember(GetMemberRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).ThrowIfInvalid();
        var (view, progress) = await tills.Read(
            context,
            request.MemberId,
            async () => await statements.FindWithTier(request.MemberId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound())).ConfigureAwait(false);
        return new GetMemberResponse { Member = ToContract.Member(view, progress).ShownTo(context.Caller()) };
    }

    public override Task<SetBirthdayResponse> SetBirthday(SetBirthdayRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).OptionalText("birthday", request.Birthday, 10).ThrowIfInvalid();
        var birthday = Birthday.Read(request.Birthday);
        return birthday is null && request.Birthday.Length > 0 ? throw new RefusedException(new BirthdayInvalid())
            : birthdays.Set(
                context.Command(request),
                request.MemberId,
                birthday,
                next => new SetBirthdayResponse { NextOn = next?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "" });
    }

    public override async Task<GetBalanceResponse> GetBalance(GetBalanceRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .Id("member_id", request.MemberId)
            .That(request.CurrencyCode.Length == 0 || Currencies.IsKnown(request.CurrencyCode), "currency_code", "must be an ISO 4217 code, for example EUR")
            .ThrowIfInvalid();
        var view = await Member(request.MemberId, context).ConfigureAwait(false);
        var response = new GetBalanceResponse { Balance = ToContract.Balance(view), Version = view.Version };
        if (request.CurrencyCode.Length > 0)
        {
            var program = await statements.ProgramOf(view.Member, context.CancellationToken).ConfigureAwait(false);
            if (program?.ValueOf(view.Balances[Domain.LedgerAccount.Active], request.CurrencyCode) is { } value)
            {
                response.ActiveValue = ToContract.Money(request.CurrencyCode, value);
            }
        }

        return response;
    }

    public override async Task WatchBalance(
        WatchBalanceRequest request, IServerStreamWriter<WatchBalanceResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).Range("resume_version", request.ResumeVersion, 0, long.MaxValue).ThrowIfInvalid();

        await Member(request.MemberId, context).ConfigureAwait(false);

        // Subscribed before the first read: a change in between wakes the loop.
        using var changes = live.Subscribe(Ledgers.WatchKey(request.MemberId));
        var told = new WatchPlace(request.ResumeVersion, 0);
        while (true)
        {
            var news = await statements.Changes(request.MemberId, told, context.CancellationToken).ConfigureAwait(false)
                ?? throw new RefusedException(new MemberNotFound());
            if (news.Place.Version > told.Version || news.Entries.Count > 0)
            {
                await responseStream.WriteAsync(
                    new WatchBalanceResponse
                    {
                        Version = news.Place.Version,
                        Balance = ToContract.Balance(news.View),
                        Entries = { news.Entries.Select(ToContract.Entry) },
                    },
                    context.CancellationToken).ConfigureAwait(false);
            }

            told = news.Place;
            if (!news.HasMore)
            {
                await changes.Wait(context.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override async Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .Id("member_id", request.MemberId)
            .Range("page_size", request.PageSize, 0, int.MaxValue)
            .Count("kinds", request.Kinds.Count, 0, 50)
            .ThrowIfInvalid();
        var scope = Scope(request);
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        var query = new StatementQuery(
            request.MemberId,
            [.. request.Kinds.Where(kind => Enum.IsDefined((Domain.EntryKind)kind)).Select(kind => ((Domain.EntryKind)kind).Name())],
            request.EffectiveFrom is null && request.EffectiveBefore is null ? null : (request.EffectiveFrom?.ToMicros() ?? long.MinValue, request.EffectiveBefore?.ToMicros() ?? long.MaxValue),
            after?.Position ?? long.MaxValue,
            size + 1)
        {
            Account = after?.Id ?? "",
        };
        var rows = await statements.Page(query, context.CancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            await Member(request.MemberId, context).ConfigureAwait(false);
        }

        return new ListEntriesResponse
        {
            Entries = { rows.Take(size).Select(ToContract.Entry) },
            NextPageToken = rows.Count > size ? PageToken.Write(scope, new PagePlace(rows[size - 1].Row.Sequence, Id: rows[size - 1].Row.MemberId)) : "",
        };
    }

    public override async Task<AdjustPointsResponse> AdjustPoints(AdjustPointsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).OptionalText("reason", request.Reason, 512).ThrowIfInvalid();
        var expiresAt = ToDomain.Instant(request.ExpiresAt);
        if (AdjustmentRules.WhyNot(request.Points, request.Reason, expiresAt, statements.Now) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        await audit.Record(context, request.MemberId).ConfigureAwait(false);
        var command = new AdjustCommand(
            request.MemberId, request.Points, request.AllowDebt, expiresAt, request.Reason, ToDomain.Of(context.Caller()));
        return await adjustments.Adjust(
            context.Command(request),
            command,
            adjusted => new AdjustPointsResponse
            {
                Entries = { adjusted.Entries.Select(ToContract.Entry) }, Balance = ToContract.Balance(adjusted.Balances),
            }).ConfigureAwait(false);
    }

    private Task<MemberView> Member(string memberId, ServerCallContext context) => tills.Read(
        context,
        memberId,
        async () => await statements.Find(memberId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound()));

    // A token is good only for the same member and filters.
    private static string Scope(ListEntriesRequest request) => string.Create(
        CultureInfo.InvariantCulture,
        $"entries|{request.MemberId}|{string.Join(',', request.Kinds.Select(kind => (int)kind))}|{request.EffectiveFrom?.ToMicros()}|{request.EffectiveBefore?.ToMicros()}");

    private static readonly GuessKind CardNumbers = new("loyalty.card");

    public override async Task<EnrollMemberResponse> EnrollMember(EnrollMemberRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .Id("member_id", request.MemberId).OptionalId("program_id", request.ProgramId, 64).OptionalId("card_number", request.CardNumber, 64)
            .OptionalText("referral_code", request.ReferralCode, ReferralGuesses.LongestTyped).ThrowIfInvalid();
        var caller = context.Caller();
        var enrollment = new Enrollment(
            request.MemberId, Program(request.ProgramId), Canonical.CardNumber(request.CardNumber), caller.Channel.ToDomain(), caller.StoreId, EnrolledAt: null);

        // Whoever tries numbers must not learn which are in use.
        return await (request.CardNumber.Length == 0
            ? Brought()
            : guesses.Answer(CardNumbers, Guesser.Of(context), [Canonical.CardNumber(request.CardNumber) ?? ""], CardNumberTaken.Name, Brought)).ConfigureAwait(false);

        Task<EnrollMemberResponse> Brought() =>
            request.ReferralCode.Length == 0 ? Enrol(null) : referrals.Answer(context, request.MemberId, request.ReferralCode, Enrol);

        Task<EnrollMemberResponse> Enrol(UseCode? brought) => commands.Enroll(
            context.Command(request),
            enrollment,
            brought,
            (state, already) => new EnrollMemberResponse
            {
                Member = already ? ToContract.Member(View(state), null).ShownTo(caller) : ToContract.Member(View(state), null),
                AlreadyMember = already,
            });
    }

    public override async Task<EnrollMembersResponse> EnrollMembers(EnrollMembersRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var faults = request.Enrollments.Select(Requests.Fault).ToList();
        var sound = request.Enrollments
            .Where((_, i) => faults[i] is null)
            .Select(record => new Enrollment(
                record.MemberId, Program(request.ProgramId), Canonical.CardNumber(record.CardNumber), record.Channel.ToDomain(), null, ToDomain.Instant(record.EnrolledAt)))
            .ToList();
        var outcomes = new Queue<EnrollmentOutcome>(await commands.EnrollAll(sound).ConfigureAwait(false));
        var response = new EnrollMembersResponse();
        for (var i = 0; i < faults.Count; i++)
        {
            var outcome = faults[i] is null ? outcomes.Dequeue() : null;
            response.Results.Add(new EnrollmentResult
            {
                MemberId = request.Enrollments[i].MemberId,
                AlreadyMember = outcome?.AlreadyMember ?? false,
                Refusal = faults[i] ?? outcome!.Refusal?.ToContract(),
            });
        }

        return response;
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static MemberView View(MemberState state) => new(state.Member, state.Account.Balances, state.Version, 0, null);

    private static string Program(string requested) => requested.Length == 0 ? Domain.LoyaltyProgram.DefaultId : requested;
}
