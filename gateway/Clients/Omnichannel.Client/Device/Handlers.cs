namespace Omnichannel.Client.Device;

/// <summary>Calls the handlers of events. What one throws is its own: sending goes on.</summary>
internal sealed class Handlers(Action<ClientTrouble> troubled)
{
    /// <summary>Tells of a trouble.</summary>
    public void Tell(ClientTrouble trouble)
    {
        try
        {
            troubled(trouble);
        }
        catch (Exception)
        {
            // Who is told of troubles has one: nobody is left to be told.
        }
    }

    /// <summary>Raises an event.</summary>
    public void Raise(Action handler)
    {
        try
        {
            handler();
        }
        catch (Exception e)
        {
            Tell(new ClientTrouble(TroubleKind.HandlerFailed, "A handler of an event threw.", e));
        }
    }
}
