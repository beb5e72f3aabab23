using LogActors.Fuzz;

try
{
    return args switch
    {
        [AflCommand.Name, var target] => AflCommand.Run(target),
        [ReplayCommand.Name, .. var rest] => ReplayCommand.Run(rest),
        [SeedCommand.Name, var folder] => SeedCommand.Run(folder),
        _ => FuzzCommand.Run(FuzzArguments.Parse(args)),
    };
}
catch (UsageException mistake)
{
    Console.Error.WriteLine($"{mistake.Message}{Environment.NewLine}{FuzzArguments.Usage}");
    return 2;
}
