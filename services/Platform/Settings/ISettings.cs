namespace Omnichannel.Platform.Settings;

/// <summary>
/// The settings of one section: a class with a parameterless constructor, whose properties carry <see cref="SettingAttribute"/> and begin with their defaults. A property
/// may be a class of such properties itself, a list (<c>&lt;n&gt;</c> in keys) or a dictionary by name (<c>&lt;name&gt;</c>). A class that is a dictionary itself
/// carries the attribute on the class.
/// </summary>
public interface ISettings
{
    /// <summary>The section's key, as in <c>Omnichannel:Storage</c>.</summary>
    static abstract string Section { get; }

    /// <summary>What is missing or contradicts itself: each names the key and says what it may be. Asked once, before anything is started.</summary>
    IEnumerable<string> FindProblems() => [];
}

/// <summary>What a setting means: for the documented table, which is made of these.</summary>
/// <param name="meaning">One sentence, with units and possible values.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    /// <summary>One sentence, with units and possible values.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>Whether the value must not be shown or stand in a ConfigMap.</summary>
    public bool IsSecret { get; init; }
}
