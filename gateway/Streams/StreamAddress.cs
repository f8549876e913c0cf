using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Omnichannel.Gateway.Edge;

namespace Omnichannel.Gateway.Streams;

/// <summary>Path and query of an event stream, read as the server reads those of a request.</summary>
internal sealed record StreamAddress(PathString Path, IQueryCollection Query)
{
    private const int MostCharacters = 4096;

    /// <summary>The address of a request.</summary>
    public static StreamAddress Of(HttpRequest request) => new(request.Path, request.Query);

    /// <summary>The address that a text is; null when it is none. A ticket is no part of what is watched, so it has no place in it.</summary>
    public static StreamAddress? Parse(string text)
    {
        if (text.Length > MostCharacters || !text.StartsWith('/') || text.StartsWith("//", StringComparison.Ordinal)
            || text.Contains('#', StringComparison.Ordinal) || text.Any(char.IsControl))
        {
            return null;
        }

        var parts = text.Split('?', 2);
        var query = new QueryCollection(parts.Length == 1 ? [] : QueryHelpers.ParseQuery(parts[1]));
        return query.ContainsKey(SseTickets.Parameter) ? null : new StreamAddress(PathString.FromUriComponent(parts[0]), query);
    }

    /// <summary>What is watched, however it was escaped and in whatever order its parameters stand; without the ticket.</summary>
    public byte[] Canonical()
    {
        var text = new StringBuilder(Path.Value);
        foreach (var (name, values) in Query.Where(parameter => parameter.Key != SseTickets.Parameter).OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            foreach (var value in values)
            {
                text.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value ?? string.Empty));
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
