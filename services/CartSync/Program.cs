using Omnichannel.CartSync;
using Omnichannel.Platform.Hosting;

return await PlatformApplication.Run(CartSyncApplication.Build, args);
