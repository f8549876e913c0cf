using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.OpenApi;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Gateway.Upstream;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Text;

namespace Omnichannel.Gateway.Unsubscribe;

/// <summary>
/// The address in a message's <c>List-Unsubscribe</c> header: mail providers post a form to it (RFC 8058), a person who opens it sees a page with a button that posts the same
/// form. Opening it withdraws nothing: mail scanners open every link.
/// </summary>
internal sealed class UnsubscribeEndpoint(UpstreamChannels channels, IOptions<UpstreamOptions> options)
{
    /// <summary>The path, as the contract of Unsubscribe has it for JSON.</summary>
    public const string Path = "/v1/unsubscribe/{token}";

    /// <summary>The forms that are posted.</summary>
    public static readonly string[] Forms = ["application/x-www-form-urlencoded", "multipart/form-data"];

    private const string Area = "messaging";
    private const string Html = "text/html";
    private const int MostBytes = 16 * 1024;

    private static readonly ApiParameter Token = new("path", "token", typeof(string), "From the message.");
    private static readonly ApiParameter Language = new("header", HeaderNames.AcceptLanguage, typeof(string), "The languages that the reader prefers.");

    /// <summary>What the pages say.</summary>
    public static Phrases Texts { get; } = Phrases.Embedded(typeof(UnsubscribeEndpoint).Assembly, "Unsubscribe.Texts");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext http, string token, UnsubscribeEndpoint endpoint) => endpoint.Show(http, token))
            .WithName("ShowUnsubscription")
            .WithSummary("Shows a person what an unsubscribe link would withdraw")
            .WithDescription(
                "A page with a button, in English, Italian, Romanian or Chinese: as Accept-Language asks, else in the contact's language. Withdraws nothing. A link that is forged, "
                + "cut off or too old has a page of its own, with status 404.")
            .AllowAnonymous()
            .Takes(Token)
            .Takes(Language)
            .Answers<string>("The page.", contentType: Html)
            .Answers<string>("A page that says that the link does not work.", StatusCodes.Status404NotFound, Html);

        // Before the JSON of the same address, which takes every other type of content.
        endpoints.MapPost(Path, (HttpContext http, string token, UnsubscribeEndpoint endpoint) => endpoint.Withdraw(http, token))
            .WithMetadata(new AcceptsMetadata(Forms, typeof(OneClick))).WithOrder(-1)
            .WithName("UnsubscribeByForm")
            .WithSummary("Withdraws by one click")
            .WithDescription("A form, as mail providers post it (RFC 8058) and as the page's button does, is answered with a page.")
            .AllowAnonymous()
            .Takes(Token)
            .Takes(Language)
            .Answers<string>("A page that says what was withdrawn.", contentType: Html);
    }

    private Task<UnsubscribePage> Show(HttpContext http, string token) => Answer(http, async (client, call) =>
    {
        var link = await client.GetUnsubscriptionAsync(new GetUnsubscriptionRequest { Token = token }, call);
        var language = LanguageOf(http, link.Language);
        return link.Withdrawn ? UnsubscribePage.Done(language, link.Purpose, link.Medium) : UnsubscribePage.Ask(language, link.Purpose, link.Medium);
    });

    private async Task<UnsubscribePage> Withdraw(HttpContext http, string token)
    {
        await RequireOneClick(http);
        return await Answer(http, async (client, call) =>
        {
            var link = await client.UnsubscribeAsync(new UnsubscribeRequest { Token = token }, call);
            return UnsubscribePage.Done(LanguageOf(http, link.Language), link.Purpose, link.Medium);
        });
    }

    private async Task<UnsubscribePage> Answer(HttpContext http, Func<ContactService.ContactServiceClient, CallOptions, Task<UnsubscribePage>> ask)
    {
        try
        {
            var upstream = channels.Choose(Area);
            try
            {
                var page = await ask(
                    new ContactService.ContactServiceClient(upstream.Invoker), new CallOptions(CallContext.Metadata(http), DateTime.UtcNow + options.Value.DefaultTimeout, http.RequestAborted));
                upstream.Answered();
                return page;
            }
            catch (RpcException failure)
            {
                upstream.Failed(failure);
                throw new ProblemException(RpcProblem.Of(failure));
            }
        }
        catch (ProblemException refused) when (refused.Problem.Status is StatusCodes.Status404NotFound or StatusCodes.Status400BadRequest)
        {
            return UnsubscribePage.Invalid(LanguageOf(http, ""));
        }
        catch (ProblemException away) when (away.Problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout)
        {
            return UnsubscribePage.Later(LanguageOf(http, ""));
        }
    }

    private static async Task RequireOneClick(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        try
        {
            var form = await http.Request.ReadFormAsync(new FormOptions { ValueCountLimit = 16 }, http.RequestAborted);
            if (form[UnsubscribePage.Field] != UnsubscribePage.Value)
            {
                throw new ProblemException(Problems.InvalidField(UnsubscribePage.Field, $"expected {UnsubscribePage.Value}"));
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                ? Problems.BodyTooLarge(MostBytes)
                : Problems.MalformedRequest("The body is not the form that its type says."));
        }
    }

    // What the browser asks for, else what the contact told, else English.
    private static Phrases.Language LanguageOf(HttpContext http, string contact)
    {
        var asked = http.Request.GetTypedHeaders().AcceptLanguage.Where(language => language.Quality is null or > 0).OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString());
        return Texts.In(asked.Append(contact).FirstOrDefault(tag => Phrases.Spoken.Contains(tag.Split('-')[0].ToLowerInvariant())) ?? Phrases.Fallback);
    }
}

/// <summary>The form that is posted.</summary>
internal sealed record OneClick
{
    [JsonPropertyName(UnsubscribePage.Field)]
    [AllowedValues(UnsubscribePage.Value)]
    public required string Value { get; init; }
}
