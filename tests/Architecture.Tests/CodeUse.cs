namespace Omnichannel.Architecture.Tests;

/// <summary>One thing that compiled code uses: a type, or a member of one.</summary>
/// <param name="By">Full name of the outermost type that uses it.</param>
/// <param name="Type">Full name of the used type.</param>
/// <param name="Member">The used member, as in <c>get_UtcNow</c>; null for the type itself.</param>
/// <param name="Assembly">Simple name of the assembly that the used type lives in.</param>
public sealed record CodeUse(string By, string Type, string? Member, string Assembly)
{
    public override string ToString() => $"{By} uses {Type}{(Member is null ? "" : "." + Member)} of {Assembly}";

    /// <summary>Whether the using type lives in this namespace or below.</summary>
    public bool IsByNamespace(string name) => By.StartsWith(name + ".", StringComparison.Ordinal);

    /// <summary>Whether the used type lives in this namespace or below.</summary>
    public bool IsOfNamespace(string name) => Type.StartsWith(name + ".", StringComparison.Ordinal);
}
