using Omnichannel.Messaging;
using Omnichannel.Platform.Hosting;

return await PlatformApplication.Run(MessagingApplication.Build, args);
