using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Omnichannel.TestKit;

/// <summary>Calls with a token.</summary>
public static class BearerCalls
{
    /// <summary>Adds a token to every call, and a new idempotency key to every call that brings none.</summary>
    /// <param name="invoker">What makes the calls.</param>
    /// <param name="token">Asked once per call.</param>
    public static CallInvoker WithToken(this CallInvoker invoker, Func<string> token) => invoker.Intercept(given =>
    {
        // The headers handed over are the caller's own: they may be used for another call.
        var headers = new Metadata { { "authorization", "Bearer " + token() } };
        foreach (var entry in given)
        {
            headers.Add(entry);
        }

        if (headers.Get("idempotency-key") is null)
        {
            headers.Add("idempotency-key", Guid.NewGuid().ToString());
        }

        return headers;
    });
}
