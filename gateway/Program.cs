using Omnichannel.Gateway;
using Omnichannel.Platform.Hosting;

return await PlatformApplication.Run(GatewayApplication.Build, args);
