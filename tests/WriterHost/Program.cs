using LogActors.Chaos;

return await HostCommand.RunAsync(args[0]);
