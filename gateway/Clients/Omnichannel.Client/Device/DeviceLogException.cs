namespace Omnichannel.Client.Carts;

/// <summary>What keeps a log from being used.</summary>
public enum OperationLogFault
{
    /// <summary>Another process, or another object of this one, has the file.</summary>
    InUse,

    /// <summary>The disk, or the log's own limit, has no room.</summary>
    Full,

    /// <summary>The file cannot be read or written: rights, a device that is gone.</summary>
    Unusable,
}

/// <summary>The log could not be opened, or an edit could not be kept. Nothing of the edit was applied.</summary>
public sealed class OperationLogException : IOException
{
    internal OperationLogException(OperationLogFault fault, string path, Exception? cause)
        : base(fault switch
        {
            OperationLogFault.InUse => $"{path} is in use by another process: each needs a log of its own.",
            OperationLogFault.Full => $"{path} could not be written: there is no room. The edit was not kept.",
            _ => $"{path} could not be used: {cause?.Message}",
        }, cause) => Fault = fault;

    /// <summary>What was in the way.</summary>
    public OperationLogFault Fault { get; }
}
