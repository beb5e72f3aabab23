using LogActors.Bench;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};

try
{
    return args switch
    {
        ["throughput", .. var rest] => await ThroughputCommand.RunAsync(ThroughputArguments.Parse(rest), interrupt.Token),
        [HostStartCommand.Name, .. var rest] => await HostStartCommand.RunAsync(rest, interrupt.Token),
        [HostStartMeasure.Name, var kind] => await HostStartMeasure.RunAsync(kind),
        [MeasureCommand.Name, .. var rest] => await MeasureCommand.RunAsync(rest),
        _ => throw new UsageException(args is [] ? "A command is missing." : $"There is no command '{args[0]}'."),
    };
}
catch (UsageException mistake)
{
    await Console.Error.WriteLineAsync($"{mistake.Message}{Environment.NewLine}{ThroughputArguments.Usage}");
    return 2;
}
catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Interrupted; the temporary files are gone.");
    return 130;
}
