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
        [CallerCommand.Name, .. var rest] => await CallerCommand.RunAsync(CallerArguments.Parse(rest), interrupt.Token),
        [CallerMeasure.Name, .. var rest] => await CallerMeasure.RunAsync(rest),
        [LatencyCommand.Name, .. var rest] => await LatencyCommand.RunAsync(LatencyArguments.Parse(rest), interrupt.Token),
        [LatencyMeasure.Name, .. var rest] => await LatencyMeasure.RunAsync(rest),
        [IdleCommand.Name, .. var rest] => await IdleCommand.RunAsync(rest, interrupt.Token),
        [IdleMeasure.Name, .. var rest] => await IdleMeasure.RunAsync(rest),
        [DurableCommand.Name, .. var rest] => await DurableCommand.RunAsync(DurableArguments.Parse(rest), interrupt.Token),
        [DurableMeasure.Name, .. var rest] => await DurableMeasure.RunAsync(rest),
        [OverloadCommand.Name, .. var rest] => await OverloadCommand.RunAsync(OverloadArguments.Parse(rest), interrupt.Token),
        [CompressCommand.Name, .. var rest] => await CompressCommand.RunAsync(CompressArguments.Parse(rest), interrupt.Token),
        [RollCommand.Name, .. var rest] => await RollCommand.RunAsync(RollArguments.Parse(rest), interrupt.Token),
        [RollMeasure.Name, .. var rest] => await RollMeasure.RunAsync(rest),
        [CompressMeasure.Name, .. var rest] => await CompressMeasure.RunAsync(rest),
        [CompressionCommand.Name, .. var rest] => await CompressionCommand.RunAsync(CompressionArguments.Parse(rest), interrupt.Token),
        [CompressionMeasure.Name, .. var rest] => await CompressionMeasure.RunAsync(rest),
        [SegmentsCommand.Name, .. var rest] => await SegmentsCommand.RunAsync(SegmentsArguments.Parse(rest), interrupt.Token),
        [SegmentsMeasure.Name, .. var rest] => await SegmentsMeasure.RunAsync(rest),
        [ScaleCommand.Name, .. var rest] => await ScaleCommand.RunAsync(ScaleArguments.Parse(rest), interrupt.Token),
        [ScaleMeasure.Name, .. var rest] => await ScaleMeasure.RunAsync(rest),
        [ApplicationCommand.Name, .. var rest] => await ApplicationCommand.RunAsync(rest),
        [CopierBlock.Name, var format, var directory] => await CopierBlock.RunAsync(format, directory),
        [CopierProcess.Name, var path] => CopierProcess.Run(path),
        [MeasureCommand.Name, .. var rest] => await MeasureCommand.RunAsync(rest),
        _ => throw new UsageException(args is [] ? "A command is missing." : $"There is no command '{args[0]}'."),
    };
}
catch (UsageException mistake)
{
    string[] lines = [mistake.Message, ThroughputArguments.Usage, CallerArguments.Usage, LatencyArguments.Usage, IdleCommand.Usage, DurableArguments.Usage, OverloadArguments.Usage, CompressArguments.Usage, RollArguments.Usage, CompressionArguments.Usage, SegmentsArguments.Usage, ScaleArguments.Usage];
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines));
    return 2;
}
catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Interrupted; the temporary files are gone.");
    return 130;
}
