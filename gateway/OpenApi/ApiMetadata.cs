using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>
/// The body that an endpoint takes as JSON. ASP.NET's own <c>Accepts</c> would do more than describe: routing would turn other types away before the endpoint can say why.
/// </summary>
/// <param name="Type">Describes the object: its properties, with their attributes.</param>
/// <param name="IsRequired">Whether there must be one.</param>
internal sealed record JsonRequest(Type Type, bool IsRequired);

/// <summary>A parameter of an endpoint.</summary>
/// <param name="Place">Where it stands: <c>path</c>, <c>query</c> or <c>header</c>.</param>
/// <param name="Name">As the caller writes it.</param>
/// <param name="Type">Of its value; an array's parameter may be repeated.</param>
/// <param name="Description">What it means.</param>
internal sealed record ApiParameter(string Place, string Name, Type Type, string Description)
{
    /// <summary>Whether there must be one.</summary>
    public bool IsRequired { get; init; }

    /// <summary>How often it may be repeated, for an array.</summary>
    public int? Most { get; init; }
}

/// <summary>Problems that an endpoint answers with, beside those that any of its kind may.</summary>
internal sealed record ApiRefusals(Problem[] Problems);

/// <summary>What an endpoint says about itself, beside the summary and description that ASP.NET has words for.</summary>
internal static class ApiMetadata
{
    /// <summary>The JSON that the endpoint takes.</summary>
    public static RouteHandlerBuilder TakesJson<TBody>(this RouteHandlerBuilder endpoint, bool isRequired = true) => endpoint.WithMetadata(new JsonRequest(typeof(TBody), isRequired));

    /// <summary>A parameter that it takes.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, ApiParameter parameter) => endpoint.WithMetadata(parameter);

    /// <summary>What it answers.</summary>
    public static RouteHandlerBuilder Answers<TAnswer>(
        this RouteHandlerBuilder endpoint, string description, int status = StatusCodes.Status200OK, string contentType = MediaTypes.Json) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(TAnswer), [contentType]) { Description = description });

    /// <summary>Problems that it answers with, beside those that any of its kind may: a token that is missing, a body that is none, too many calls.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params Problem[] problems) => endpoint.WithMetadata(new ApiRefusals(problems));

    /// <summary>That it answers without a body.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder endpoint, string description, int status) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status) { Description = description });
}
