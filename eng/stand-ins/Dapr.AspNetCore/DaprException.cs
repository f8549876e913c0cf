namespace Dapr;

/// <summary>A call to the sidecar failed.</summary>
public class DaprException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DaprException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public DaprException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
