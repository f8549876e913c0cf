using Xunit;

namespace Omnichannel.TestKit;

/// <summary>A test over <see cref="SharedData"/>: reported as not run where that data is not on the machine. The only allowed reason to skip.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    /// <summary>Names what the test needs.</summary>
    /// <param name="name">A file or folder inside the data folder.</param>
    public DataFactAttribute(string name)
    {
        Name = name;
        if (!SharedData.TryFind(name, out _))
        {
            Skip = $"shared/data/{name} is not on this machine.";
        }
    }

    /// <summary>The file or folder that the test needs.</summary>
    public string Name { get; }
}

/// <summary>A theory over <see cref="SharedData"/>: reported as not run where that data is not on the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute
{
    /// <summary>Names what the test needs.</summary>
    /// <param name="name">A file or folder inside the data folder.</param>
    public DataTheoryAttribute(string name)
    {
        Name = name;
        if (!SharedData.TryFind(name, out _))
        {
            Skip = $"shared/data/{name} is not on this machine.";
        }
    }

    /// <summary>The file or folder that the test needs.</summary>
    public string Name { get; }
}
