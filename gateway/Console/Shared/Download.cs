using System.Text;
using Microsoft.JSInterop;

namespace Omnichannel.WebConsole.Shared;

/// <summary>Files that a page hands to its reader.</summary>
public static class Download
{
    /// <summary>Saves a text in UTF-8. It is whole before anything is saved: nobody keeps half a statement.</summary>
    /// <param name="script">The page's.</param>
    /// <param name="name">The file's.</param>
    /// <param name="parts">Of the text.</param>
    public static async Task Save(IJSRuntime script, string name, IAsyncEnumerable<string> parts)
    {
        var content = new MemoryStream();
        await foreach (var part in parts)
        {
            await content.WriteAsync(Encoding.UTF8.GetBytes(part));
        }

        await Save(script, name, content);
    }

    /// <inheritdoc cref="Save(IJSRuntime, string, IAsyncEnumerable{string})"/>
    public static Task Save(IJSRuntime script, string name, string text) => Save(script, name, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static async Task Save(IJSRuntime script, string name, MemoryStream content)
    {
        content.Position = 0;
        using var reference = new DotNetStreamReference(content);
        await using var module = await script.InvokeAsync<IJSObjectReference>("import", "/console/download.js");
        await module.InvokeVoidAsync("save", name, reference);
    }
}
