using Microsoft.JSInterop;

namespace Omnichannel.WebConsole.Shared;

/// <summary>The time zone of whoever reads, as their browser tells it. One for each circuit.</summary>
public sealed class ReaderZone(IJSRuntime browser)
{
    private Task? asked;

    /// <summary>Universal time until the browser was asked, and where its zone is not known here.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Asks the browser, once. Only after the first rendering: before that there is no browser to ask.</summary>
    public Task Ask() => asked ??= Read();

    private async Task Read()
    {
        try
        {
            await using var module = await browser.InvokeAsync<IJSObjectReference>("import", "/console/zone.js");
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(await module.InvokeAsync<string>("zone"), out var zone) ? zone : TimeZoneInfo.Utc;
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException)
        {
            // Times are shown with their zone: universal time is not as near, and as true.
        }
    }
}
