using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Json;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>Makes an rpc's request from path, query and body of an HTTP request.</summary>
internal sealed class RequestReader(HttpBinding binding, MessageDescriptor request, long mostBodyBytes)
{
    private readonly HashSet<string> namesInPath = [.. binding.Path.Variables.Select(variable => variable.Field.Name)];

    /// <exception cref="ProblemException">The request is not one of this rpc.</exception>
    public async ValueTask Read(HttpContext http, IMessage message)
    {
        try
        {
            if (binding.HasBody)
            {
                await ReadBody(http, message);
            }
            else if (http.Request.ContentLength > 0)
            {
                throw new ProblemException(Problems.MalformedRequest("This call takes no body."));
            }

            ReadQuery(http.Request.Query, SseTickets.Parameter, message);
            ReadPath(http.Request.RouteValues, message);
        }
        catch (JsonInputException input)
        {
            throw new ProblemException(Problems.InvalidInput(input));
        }
    }

    /// <summary>Makes a request that has no body.</summary>
    /// <exception cref="JsonInputException">Path and query are not one of this rpc.</exception>
    public void Read(RouteValueDictionary path, IQueryCollection query, IMessage message)
    {
        ReadQuery(query, null, message);
        ReadPath(path, message);
    }

    private void ReadPath(RouteValueDictionary values, IMessage message)
    {
        foreach (var variable in binding.Path.Variables)
        {
            var text = variable.Read(values);
            if (binding.HasBody && variable.Field.Contradicts(message, text))
            {
                throw new JsonInputException(variable.Field.Name, "differs from the path");
            }

            variable.Field.Set(message, text);
        }
    }

    private void ReadQuery(IQueryCollection query, string? notOurs, IMessage message)
    {
        foreach (var (name, values) in query)
        {
            if (name == notOurs)
            {
                continue;
            }

            var path = binding.TakesQuery ? FieldPath.Find(name, request) : null;
            if (path is null || namesInPath.Contains(path.Name) || path.Root == binding.BodyField)
            {
                throw new JsonInputException(name, "unknown query parameter");
            }

            if (values.Count > 1 && !path.Field.IsRepeated)
            {
                throw new JsonInputException(path.Name, "given twice");
            }

            foreach (var value in values)
            {
                path.Set(message, value ?? string.Empty);
            }
        }
    }

    private async ValueTask ReadBody(HttpContext http, IMessage message)
    {
        var feature = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (feature is { IsReadOnly: false })
        {
            // The server counts the framing of chunks too; the exact limit is checked below.
            feature.MaxRequestBodySize = mostBodyBytes + (mostBodyBytes / 8);
        }

        if (http.Request.ContentLength > mostBodyBytes)
        {
            throw new ProblemException(Problems.BodyTooLarge(mostBodyBytes));
        }

        var reader = http.Request.BodyReader;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(http.RequestAborted);
                if (read.Buffer.Length > mostBodyBytes)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    throw new ProblemException(Problems.BodyTooLarge(mostBodyBytes));
                }

                if (read.IsCompleted)
                {
                    try
                    {
                        Parse(http.Request, read.Buffer, message);
                    }
                    finally
                    {
                        // Also when it is refused: a read that is left open costs the caller its connection.
                        reader.AdvanceTo(read.Buffer.End);
                    }

                    return;
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ProblemException(Problems.BodyTooLarge(mostBodyBytes));
        }
    }

    private void Parse(HttpRequest http, ReadOnlySequence<byte> body, IMessage message)
    {
        if (body.IsEmpty)
        {
            return;
        }

        if (!MediaTypes.IsJson(http.ContentType))
        {
            throw new ProblemException(Problems.WrongContentType());
        }

        if (body.IsSingleSegment)
        {
            Parse(body.FirstSpan, message);
            return;
        }

        var length = (int)body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(rented);
            Parse(rented.AsSpan(0, length), message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Parse(ReadOnlySpan<byte> json, IMessage message)
    {
        if (binding.BodyField is { } field)
        {
            ProtoJsonReader.ReadField(json, message, field);
        }
        else
        {
            ProtoJsonReader.Read(json, message);
        }
    }
}
