namespace Grpc.Core.Interceptors;

/// <summary>The call that a client interceptor sees.</summary>
public struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>Creates a context.</summary>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>The method to be called.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The host to be named, or null.</summary>
    public string? Host { get; }

    /// <summary>The settings of the call.</summary>
    public CallOptions Options { get; }
}
