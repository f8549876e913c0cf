using Omnichannel.Client.Carts;
using Omnichannel.Stories.Format;
using Omnichannel.Stories.Playing;
using Omnichannel.Stories.Serving;
using Omnichannel.Stories.Telling;

namespace Omnichannel.Client.Tests.Stories;

/// <summary>Plays stories through the client, and makes one that fails short.</summary>
/// <param name="server">The other part.</param>
/// <param name="logs">Makes the logs of one story's devices.</param>
/// <param name="network">What is between the client and its connection; null for nothing.</param>
internal sealed class StoryPlayer(StoryServer server, Func<IDeviceLogs> logs, Func<HttpMessageHandler, HttpMessageHandler>? network = null) : IDisposable
{
    private readonly SocketsHttpHandler connection = new() { EnableMultipleHttp2Connections = true };

    /// <summary>Plays stories until one fails.</summary>
    /// <returns>What it takes of that story for it to fail; null when none fails.</returns>
    public async Task<string?> Find(int first, int count) => await FirstThatFails(first, count) is { } seed ? await Shorten(seed) : null;

    /// <summary>Plays stories until one fails.</summary>
    /// <returns>Its seed; null when none fails.</returns>
    public async Task<int?> FirstThatFails(int first, int count)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            if (await Play(Author.Write(seed)) is not null)
            {
                return seed;
            }
        }

        return null;
    }

    /// <summary>Plays a story.</summary>
    /// <returns>What is not as it tells; null when all is.</returns>
    public async Task<string?> Play(Story story)
    {
        using var kept = logs();
        var play = server.Plays.Begin(story);
        var devices = play.Lines.ToDictionary(line => line.Device.Name, line => new PlayedDevice(
            line, server.Grpc, network?.Invoke(connection) ?? connection, () => kept.Open(line.Device.Name)));
        try
        {
            for (var number = 0; number < story.Steps.Length; number++)
            {
                if (await Step(play, devices, story.Steps[number]) is { } fault)
                {
                    return $"Step {number}: {fault}";
                }
            }

            return story.End.Select(end => Compare(end, devices[end.Device].End)).FirstOrDefault(fault => fault is not null);
        }
        finally
        {
            foreach (var device in devices.Values)
            {
                await device.DisposeAsync();
            }

            server.Plays.End(play);
        }
    }

    public void Dispose() => connection.Dispose();

    private static async Task<string?> Step(Play play, Dictionary<string, PlayedDevice> devices, Step step)
    {
        try
        {
            switch (step)
            {
                case EditStep edit:
                    await devices[edit.Device].Edit(edit);
                    break;
                case SyncStep sync:
                    await devices[sync.Device].Sync(() => play.Carry(step));
                    break;
                case TryStep attempt:
                    await devices[attempt.Device].Try(() => play.Carry(step));
                    break;
                case RestartStep restart:
                    await devices[restart.Device].Restart();
                    break;
                case ShowStep show:
                    return devices[show.Device].Shows is var shows && Same(shows, show.Shows) ? null : $"{show.Device} shows {Tell(shows)} and must show {Tell(show.Shows)}";
                case SignInStep signIn:
                    await play.Carry(step);
                    devices[signIn.Device].SignIn();
                    break;
                default:
                    await play.Carry(step);
                    break;
            }

            play.End(step);
            return null;
        }
        catch (StoryFailedException failed)
        {
            return failed.Message;
        }
    }

    private static bool Same(Shown one, Shown other) => (one.Cart, one.Pending) == (other.Cart, other.Pending) && one.Lines.SequenceEqual(other.Lines);

    private static string? Compare(StoryEnd must, StoryEnd end) =>
        !Same(must.Shows, end.Shows) ? $"{must.Device} shows {Tell(end.Shows)} in the end, and must show {Tell(must.Shows)}"
        : !must.Notes.SequenceEqual(end.Notes) ? $"{must.Device} was told {string.Join(", ", end.Notes)} and must be told {string.Join(", ", must.Notes)}"
        : !must.Refusals.SequenceEqual(end.Refusals) ? $"{must.Device} was told {string.Join(", ", end.Refusals)} and must be told {string.Join(", ", must.Refusals)}"
        : !must.Redirects.SequenceEqual(end.Redirects) ? $"{must.Device} went {string.Join(", ", end.Redirects)} and must go {string.Join(", ", must.Redirects)}"
        : null;

    private static string Tell(Shown shown) => $"[{string.Join(", ", shown.Lines)}] of '{shown.Cart}', {shown.Pending} pending";

    // Leaves out happenings as long as it still fails, half of them at first, then ever fewer at a time.
    private async Task<string> Shorten(int seed)
    {
        var happenings = Enumerable.Range(1, Author.Happenings).ToList();
        if (await Play(Author.Write(seed)) is { } hung && hung.EndsWith(PlayedDevice.Hangs, StringComparison.Ordinal))
        {
            // To wait for that again and again would take too long.
            return $"{StoryJson.Tell(Author.Write(seed))}\n{hung}";
        }

        for (var size = happenings.Count / 2; size >= 1; size /= 2)
        {
            for (var at = 0; at < happenings.Count;)
            {
                var fewer = happenings.Take(at).Concat(happenings.Skip(at + size)).ToList();
                if (await Play(Author.Write(seed, fewer)) is not null)
                {
                    happenings = fewer;
                }
                else
                {
                    at += size;
                }
            }
        }

        var story = Author.Write(seed, happenings);
        return $"{StoryJson.Tell(story)}\n{await Play(story)}\n(OMNICHANNEL_SEED={seed} plays it again, whole.)";
    }
}
