using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Omnichannel.Stories.Serving;

/// <summary>Pages for a browser, from the origin of the JSON: <c>/pages/...</c>.</summary>
internal static class Pages
{
    public static void Map(IEndpointRouteBuilder app, string folder)
    {
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        var types = new FileExtensionContentTypeProvider();
        app.MapGet("/pages/{**path}", (string path, HttpContext context) =>
        {
            if (files.GetFileInfo(path) is not { Exists: true, PhysicalPath: { } file } || !types.TryGetContentType(path, out var type))
            {
                return Results.NotFound();
            }

            // The gateway has no pages, and says so. These run scripts of theirs.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self' 'unsafe-inline'";
            return Results.File(file, type);
        });
    }
}
