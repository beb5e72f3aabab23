using LogActors.Chaos;

return args is [ClientArguments.Command, .. var client] ? await ClientCommand.RunAsync(client) : await ChaosCommand.RunAsync(args);
