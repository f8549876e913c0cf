namespace Omnichannel.Gateway.Errors;

/// <summary>An error answer as RFC 9457 describes it, with the stable <paramref name="Reason"/> of the services.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Reason">Stable UPPER_SNAKE_CASE name; the problem's <c>type</c> follows from it.</param>
/// <param name="Detail">One English sentence for a developer.</param>
public sealed record Problem(int Status, string Reason, string Detail)
{
    /// <summary>Facts of this refusal, as in <c>google.rpc.ErrorInfo</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Fields at fault, as in <c>google.rpc.BadRequest</c>.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>How long to wait before the same call may succeed; null when waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For 405: the methods that the path has.</summary>
    public string? Allow { get; init; }
}

/// <summary>A field at fault.</summary>
/// <param name="Field">Path of the request field, or a header's name.</param>
/// <param name="Description">What is wrong with it.</param>
public sealed record Violation(string Field, string Description);

/// <summary>Ends the request with a problem.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>The answer.</summary>
    public Problem Problem { get; } = problem;
}
