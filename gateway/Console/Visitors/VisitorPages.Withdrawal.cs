using Grpc.Core;
using Microsoft.AspNetCore.Antiforgery;
using Omnichannel.Returns.V1;
using Omnichannel.WebConsole.Orders;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Visitors;

/// <content>
/// The withdrawal function (Directive 2011/83/EU, Article 11a): the way there is on the page of the order for the whole period, then there are two steps that nobody takes by mistake. None of them needs
/// a script.
/// </content>
internal static partial class VisitorPages
{
    private const string WithdrawPath = $"{Beginning}/withdraw";

    private static void MapWithdrawal(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/withdraw", (HttpContext http) => WithdrawForm(new LookupInput(http.Request.Query[LookupInput.NumberField].ToString() is { Length: <= LongestNumber } number ? number : "", "")));
        pages.MapPost("/withdraw", FindToWithdraw).DisableAntiforgery();
        pages.MapGet("/withdraw/{token}", Choose);
        pages.MapPost("/withdraw/{token}", Declare).DisableAntiforgery();
        pages.MapPost("/withdraw/{token}/confirm", Confirm).DisableAntiforgery();
        pages.MapGet("/withdraw/{token}/done/{withdrawalId}", Done);
    }

    private static async Task<IResult> FindToWithdraw(HttpContext http, IAntiforgery antiforgery, VisitorClient platform)
    {
        if (await Read(http, antiforgery) is not { } input)
        {
            return WithdrawForm(new LookupInput("", ""), Trouble.Outdated);
        }

        if (!input.IsWhole || input.Number.Length > LongestNumber || input.Contact.Length > LongestContact)
        {
            return WithdrawForm(input, Trouble.Invalid);
        }

        try
        {
            var found = await platform.Find(http, input.ToRequest());
            return Results.LocalRedirect($"{WithdrawPath}/{found.WithdrawalToken}");
        }
        catch (RpcException failure)
        {
            return WithdrawForm(input, Trouble.Of(failure), http);
        }
    }

    private static Task<IResult> Choose(string token, HttpContext http, VisitorClient platform, Wording words) => Withdrawing(http, async () =>
    {
        var answer = await platform.Withdrawal(http, token, words.Language);
        return ChoicePage(token, answer, WithdrawalInput.Of(answer.Right), null);
    });

    // The first step. What was declared stands on the page that it answers; nothing happens by it.
    private static Task<IResult> Declare(string token, HttpContext http, IAntiforgery antiforgery, VisitorClient platform, Wording words) => Withdrawing(http, async () =>
    {
        var form = await ReadForm(http, antiforgery);
        var input = form is null ? null : WithdrawalInput.Of(form);
        var trouble = input is null ? Trouble.Outdated : Trouble.Incomplete;
        if (input?.ToRequest(token, words.Language) is { } request)
        {
            try
            {
                return ConfirmPage(token, (await platform.Declare(http, request)).Withdrawal);
            }
            catch (RpcException failure) when (failure.StatusCode is StatusCode.InvalidArgument or StatusCode.FailedPrecondition)
            {
                trouble = Trouble.Of(failure) is { Name: "INVALID" } ? Trouble.Incomplete : Trouble.Of(failure);
            }
        }

        var answer = await platform.Withdrawal(http, token, words.Language);
        return ChoicePage(token, answer, input ?? WithdrawalInput.Of(answer.Right), trouble);
    });

    // The second step: from here on it is so. The page after it has an address of its own, so that sending again declares nothing again.
    private static Task<IResult> Confirm(string token, HttpContext http, IAntiforgery antiforgery, VisitorClient platform) => Withdrawing(http, async () =>
    {
        if (await ReadForm(http, antiforgery) is not { } form)
        {
            return Page<TroublePage>(Trouble.Outdated.Status, new() { [nameof(TroublePage.Trouble)] = Trouble.Outdated });
        }

        var request = new ConfirmWithdrawalRequest
        {
            Token = token, WithdrawalId = form[WithdrawalInput.IdField].ToString(), StatementHash = form[WithdrawalInput.HashField].ToString(),
        };
        var confirmed = (await platform.Confirm(http, request)).Withdrawal;
        return Results.LocalRedirect($"{WithdrawPath}/{token}/done/{confirmed.WithdrawalId}");
    });

    private static Task<IResult> Done(string token, string withdrawalId, HttpContext http, VisitorClient platform, Wording words) => Withdrawing(http, async () =>
    {
        var answer = await platform.Withdrawal(http, token, words.Language);
        return answer.Withdrawals.FirstOrDefault(known => known.WithdrawalId == withdrawalId) is { } done
            ? Page<WithdrawDonePage>(StatusCodes.Status200OK, new() { [nameof(WithdrawDonePage.Withdrawal)] = done })
            : Page<TroublePage>(Trouble.NoPage.Status, new() { [nameof(TroublePage.Trouble)] = Trouble.NoPage });
    });

    private static async Task<IResult> Withdrawing(HttpContext http, Func<Task<IResult>> page)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        try
        {
            return await page();
        }
        catch (RpcException failure)
        {
            var trouble = Trouble.Of(failure);
            Wait(http, trouble);
            return Page<TroublePage>(trouble.Status, new() { [nameof(TroublePage.Trouble)] = trouble });
        }
    }

    private static IResult WithdrawForm(LookupInput input, Trouble? trouble = null, HttpContext? http = null)
    {
        if (http is not null && trouble is not null)
        {
            Wait(http, trouble);
        }

        return Page<WithdrawFindPage>(trouble?.Status ?? StatusCodes.Status200OK, new()
        {
            [nameof(WithdrawFindPage.Input)] = input, [nameof(WithdrawFindPage.Trouble)] = trouble, [nameof(WithdrawFindPage.Action)] = WithdrawPath,
        });
    }

    private static IResult ChoicePage(string token, GetWithdrawalResponse answer, WithdrawalInput input, Trouble? trouble) => Page<WithdrawPage>(
        trouble?.Status ?? StatusCodes.Status200OK,
        new()
        {
            [nameof(WithdrawPage.Answer)] = answer, [nameof(WithdrawPage.Input)] = input, [nameof(WithdrawPage.Trouble)] = trouble, [nameof(WithdrawPage.Action)] = $"{WithdrawPath}/{token}",
        });

    private static IResult ConfirmPage(string token, Withdrawal declared) => Page<WithdrawConfirmPage>(
        StatusCodes.Status200OK,
        new()
        {
            [nameof(WithdrawConfirmPage.Withdrawal)] = declared, [nameof(WithdrawConfirmPage.Action)] = $"{WithdrawPath}/{token}/confirm", [nameof(WithdrawConfirmPage.Back)] = $"{WithdrawPath}/{token}",
        });
}
