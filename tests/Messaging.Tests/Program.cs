using Anjie.Messaging.Tests;

[assembly: CollectionBehavior(DisableTestParallelization = true)] // drills measure and kill; they want the machine for themselves

return args is ["publisher", var database, var rabbitMq]
    ? await PublisherProcess.RunAsync(database, rabbitMq)
    : await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
