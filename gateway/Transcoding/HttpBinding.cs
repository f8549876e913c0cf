using Google.Api;
using Google.Protobuf.Reflection;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>One way by which HTTP reaches an rpc: a method, a path, and where body and query parameters go.</summary>
internal sealed class HttpBinding
{
    private HttpBinding(MethodDescriptor rpc, HttpRule rule)
    {
        (Method, var template) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => ("GET", rule.Get),
            HttpRule.PatternOneofCase.Put => ("PUT", rule.Put),
            HttpRule.PatternOneofCase.Post => ("POST", rule.Post),
            HttpRule.PatternOneofCase.Delete => ("DELETE", rule.Delete),
            HttpRule.PatternOneofCase.Patch => ("PATCH", rule.Patch),
            HttpRule.PatternOneofCase.Custom => (rule.Custom.Kind, rule.Custom.Path),
            _ => throw new FormatException($"The http annotation of {rpc.FullName} has no path."),
        };
        Path = PathTemplate.Parse(template, rpc.InputType);
        HasBody = rule.Body.Length > 0;
        BodyField = rule.Body is "" or "*" ? null : FieldOf(rpc.InputType, rule.Body);
        ResponseField = rule.ResponseBody.Length == 0 ? null : FieldOf(rpc.OutputType, rule.ResponseBody);
    }

    /// <summary>HTTP method.</summary>
    public string Method { get; }

    /// <summary>Compiled path.</summary>
    public PathTemplate Path { get; }

    /// <summary>Whether the request has a body.</summary>
    public bool HasBody { get; }

    /// <summary>The request field that is the body; null when the body is the whole request.</summary>
    public FieldDescriptor? BodyField { get; }

    /// <summary>The response field that becomes the body; null for the whole response.</summary>
    public FieldDescriptor? ResponseField { get; }

    /// <summary>With the whole request as body, no field is left for the query.</summary>
    public bool TakesQuery => !HasBody || BodyField is not null;

    /// <summary>All bindings of an rpc; none when it carries no annotation.</summary>
    public static IReadOnlyList<HttpBinding> Of(MethodDescriptor rpc)
    {
        var rule = rpc.GetOptions()?.GetExtension(AnnotationsExtensions.Http);
        return rule is null ? [] : [new HttpBinding(rpc, rule), .. rule.AdditionalBindings.Select(further => new HttpBinding(rpc, further))];
    }

    private static FieldDescriptor FieldOf(MessageDescriptor message, string name) =>
        message.FindFieldByName(name) ?? throw new FormatException($"{message.FullName} has no field '{name}'.");
}
