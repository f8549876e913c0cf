namespace Omnichannel.Client.Device;

/// <summary>What keeps a log from being used.</summary>
public enum DeviceLogFault
{
    /// <summary>Another process, or another object of this one, has the file.</summary>
    InUse,

    /// <summary>The disk, or the log's own limit, has no room.</summary>
    Full,

    /// <summary>The file cannot be read or written: rights, a device that is gone.</summary>
    Unusable,
}

/// <summary>The log could not be opened, or something could not be kept. Nothing of it was applied.</summary>
public sealed class DeviceLogException : IOException
{
    internal DeviceLogException(DeviceLogFault fault, string path, Exception? cause)
        : base(fault switch
        {
            DeviceLogFault.InUse => $"{path} is in use by another process: each needs a log of its own.",
            DeviceLogFault.Full => $"{path} could not be written: there is no room. Nothing of it was kept.",
            _ => $"{path} could not be used: {cause?.Message}",
        }, cause) => Fault = fault;

    /// <summary>What was in the way.</summary>
    public DeviceLogFault Fault { get; }
}
