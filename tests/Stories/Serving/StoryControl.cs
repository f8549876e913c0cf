using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Omnichannel.Gateway.Errors;
using Omnichannel.Stories.Format;
using Omnichannel.Stories.Playing;
using Omnichannel.Stories.Telling;

namespace Omnichannel.Stories.Serving;

/// <summary>How players that are no part of this process tell the server how far they are (README.md).</summary>
internal sealed class StoryControl(StoryPlays plays)
{
    private readonly ConcurrentDictionary<int, Play> playing = new();

    /// <summary>Where a device has no network, its connection breaks: nobody answers. No connection serves twice: on one that did, browsers send a call again by themselves.</summary>
    public static async Task LoseWhatIsLost(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.Connection = "close";
        try
        {
            await next(context);
        }
        catch (ProblemException problem) when (problem.Problem.Reason == DeviceLine.LostReason)
        {
            context.Abort();
        }
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/stories/{seed:int}", (int seed) => Json(Author.Write(seed)));
        app.MapPost("/stories/{seed:int}:begin", Begin);
        app.MapPost("/stories/{seed:int}/steps/{number:int}", Carry);
        app.MapPost("/stories/{seed:int}/steps/{number:int}:end", End);
        app.MapGet("/stories/{seed:int}/devices/{device}", (int seed, string device) => OfPlay(seed, play => Json(new { play.Line(device).Token, Network = play.Line(device).IsOpen })));
        app.MapPost("/stories/{seed:int}:end", (int seed) => OfPlay(seed, play =>
        {
            playing.TryRemove(seed, out _);
            plays.End(play);
            return Results.NoContent();
        }));
    }

    private IResult Begin(int seed)
    {
        var play = plays.Begin(Author.Write(seed));
        if (playing.TryGetValue(seed, out var before))
        {
            plays.End(before);
        }

        playing[seed] = play;
        return Json(new { Devices = play.Lines.ToDictionary(line => line.Device.Name, line => new { line.Token }) });
    }

    private Task<IResult> Carry(int seed, int number) => OfStep(seed, number, async (play, step) =>
    {
        await play.Carry(step);
        return step is SignInStep signIn ? Json(new { play.Line(signIn.Device).Token }) : Results.NoContent();
    });

    private Task<IResult> End(int seed, int number) => OfStep(seed, number, (play, step) =>
    {
        play.End(step);
        return Task.FromResult(Results.NoContent());
    });

    private IResult OfPlay(int seed, Func<Play, IResult> answer) => playing.TryGetValue(seed, out var play) ? answer(play) : Results.NotFound();

    private async Task<IResult> OfStep(int seed, int number, Func<Play, Step, Task<IResult>> answer) =>
        playing.TryGetValue(seed, out var play) && number >= 0 && number < play.Story.Steps.Length ? await answer(play, play.Story.Steps[number]) : Results.NotFound();

    private static IResult Json<T>(T answer) => Results.Text(JsonSerializer.Serialize(answer, StoryJson.Options), "application/json");
}
