using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway.Edge;

/// <summary>The verified token of a request, for the services to verify again.</summary>
/// <param name="Caller">Whom it names.</param>
/// <param name="Header">The <c>authorization</c> value to pass on.</param>
internal sealed record BearerToken(Caller Caller, string Header);
