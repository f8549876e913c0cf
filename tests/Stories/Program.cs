using System.Text.Json;
using Omnichannel.Stories.Serving;

// Serves stories until its input ends: whoever started it is gone then. Its first line says where.
string? pages = args switch
{
    [] => null,
    ["--pages", var folder] => folder,
    _ => throw new ArgumentException("Usage: Omnichannel.Stories [--pages FOLDER]"),
};
await using var server = await StoryServer.StartPublic(pages);
Console.WriteLine(JsonSerializer.Serialize(new { http = server.Http.GetLeftPart(UriPartial.Authority), grpc = server.Grpc.GetLeftPart(UriPartial.Authority) }));
while (await Console.In.ReadLineAsync() is not null)
{
    // Nothing that is said to it is of interest.
}
