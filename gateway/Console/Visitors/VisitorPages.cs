using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Omnichannel.WebConsole.Orders;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Visitors;

/// <summary>Pages for people who are not signed in, under <c>/p</c>: rendered here, without a circuit and without a script.</summary>
internal static partial class VisitorPages
{
    /// <summary>What their addresses begin with.</summary>
    public const string Beginning = "/p";

    /// <summary>Styles and pictures of this origin, forms to it, nothing else. Places on lines of time are style attributes.</summary>
    public const string ContentPolicy =
        "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string FormPath = $"{Beginning}/orders";
    private const int MostBytes = 16 * 1024;
    private const int LongestNumber = 128;
    private const int LongestContact = 320;
    private static readonly TimeSpan ChoiceKept = TimeSpan.FromDays(365);

    public static void MapVisitors(this WebApplication app)
    {
        app.MapGet($"{Beginning}/colours.css", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Text(ColourSheet.Text, "text/css");
        });
        var pages = app.MapGroup(Beginning).AddEndpointFilter(Prepare);
        pages.MapGet("/orders", () => Form(new LookupInput("", "")));
        pages.MapPost("/orders", Find).DisableAntiforgery();
        pages.MapGet("/track/{grant}", Track);
        MapWithdrawal(pages);
        pages.MapGet("/{**rest}", () => Page<TroublePage>(Trouble.NoPage.Status, new() { [nameof(TroublePage.Trouble)] = Trouble.NoPage }));
    }

    // What is shown is somebody's: it is not kept, found, or told to the next page. The reader's language is that of their choice, else of their browser.
    private static ValueTask<object?> Prepare(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        http.Response.Headers.CacheControl = "no-cache, no-store";
        var chosen = http.Request.Query["lang"] is [{ Length: > 0 and < 36 } asked] ? asked : null;
        var words = http.RequestServices.GetRequiredService<Wording>();
        words.Choose(chosen ?? http.Request.Cookies[Wording.Cookie], http.Request.Headers.AcceptLanguage);
        if (chosen is not null)
        {
            http.Response.Cookies.Append(
                Wording.Cookie, words.Language, new CookieOptions { Path = "/", MaxAge = ChoiceKept, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true });
        }

        return next(call);
    }

    private static async Task<IResult> Find(HttpContext http, IAntiforgery antiforgery, VisitorClient platform)
    {
        if (await Read(http, antiforgery) is not { } input)
        {
            return Form(new LookupInput("", ""), Trouble.Outdated);
        }

        if (!input.IsWhole || input.Number.Length > LongestNumber || input.Contact.Length > LongestContact)
        {
            return Form(input, Trouble.Invalid);
        }

        try
        {
            // The page has an address of its own then: it can be opened again, and nothing personal is sent for it.
            var found = await platform.Find(http, input.ToRequest());
            return Results.LocalRedirect($"{Beginning}/track/{found.TrackingToken}");
        }
        catch (RpcException failure)
        {
            return Form(input, Trouble.Of(failure), http);
        }
    }

    private static async Task<IResult> Track(string grant, HttpContext http, VisitorClient platform, Wording words, TimeProvider clock)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        try
        {
            var answer = await platform.Open(http, grant, words.Language);
            return Page<TrackPage>(StatusCodes.Status200OK, new()
            {
                [nameof(TrackPage.Order)] = answer.Order, [nameof(TrackPage.Explanation)] = answer.Explanation, [nameof(TrackPage.TimeZone)] = answer.TimeZone,
                [nameof(TrackPage.Now)] = clock.GetUtcNow(), [nameof(TrackPage.CanWithdraw)] = await CanWithdraw(http, grant, platform),
            });
        }
        catch (RpcException failure)
        {
            var trouble = Trouble.Of(failure);
            Wait(http, trouble);
            return Page<TroublePage>(trouble.Status, new() { [nameof(TroublePage.Trouble)] = trouble });
        }
    }

    // For the whole period the way is there: also when nobody can say just now whether it has ended.
    private static async Task<bool> CanWithdraw(HttpContext http, string grant, VisitorClient platform)
    {
        try
        {
            return (await platform.Notice(http, grant)).Open;
        }
        catch (RpcException)
        {
            return true;
        }
    }

    private static IResult Form(LookupInput input, Trouble? trouble = null, HttpContext? http = null)
    {
        if (http is not null && trouble is not null)
        {
            Wait(http, trouble);
        }

        return Page<FindOrderPage>(
            trouble?.Status ?? StatusCodes.Status200OK,
            new() { [nameof(FindOrderPage.Input)] = input, [nameof(FindOrderPage.Trouble)] = trouble, [nameof(FindOrderPage.Action)] = FormPath });
    }

    private static RazorComponentResult<TPage> Page<TPage>(int status, Dictionary<string, object?> parameters)
        where TPage : IComponent => new(parameters) { StatusCode = status };

    private static void Wait(HttpContext http, Trouble trouble)
    {
        if (trouble.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        }
    }

    // Null for a form that is not ours, or no form at all.
    private static async Task<LookupInput?> Read(HttpContext http, IAntiforgery antiforgery) => await ReadForm(http, antiforgery) is { } form
        ? new LookupInput(form[LookupInput.NumberField].ToString().Trim(), form[LookupInput.ContactField].ToString().Trim())
        : null;

    private static async Task<IFormCollection?> ReadForm(HttpContext http, IAntiforgery antiforgery)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        try
        {
            if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
            {
                return null;
            }

            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception error) when (error is AntiforgeryValidationException or InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }
}
