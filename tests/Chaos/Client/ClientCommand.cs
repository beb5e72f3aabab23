using System.Globalization;

namespace LogActors.Chaos;

/// <summary>A client process: several producers that send until they are told to stop, or until whoever started them is gone.</summary>
/// <remarks>
/// Standard input: <c>mark N</c> asks each producer to say when a call that began later has been acknowledged, <c>stop</c> to deliver what has been sent once and end; the end of the
/// input ends the process at once. Standard output: <c>ready</c>, <c>marked N TAG TIME</c>, <c>nacked N TAG OUTCOME</c>, <c>drained TAG</c>.
/// </remarks>
internal static class ClientCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        ClientArguments arguments = ClientArguments.Parse(args);
        using CancellationTokenSource stop = new();
        using CancellationTokenSource abandon = new();
        List<AckWatch> watches = [];
        List<Task> producers = [];
        for (int i = 0; i < arguments.Producers; i++)
        {
            string tag = string.Create(CultureInfo.InvariantCulture, $"{arguments.Name}.{i}");
            AckWatch watch = new(tag);
            watches.Add(watch);
            int seed = arguments.Seed + i;
            producers.Add(arguments.Kind == "raw"
                ? Task.Run(() => RawProducer.RunAsync(arguments, tag, seed, watch, stop.Token, abandon.Token))
                : Task.Run(() => ProviderProducer.RunAsync(arguments, tag, watch, stop.Token, abandon.Token)));
        }

        AckWatch.Say("ready");
        Task all = Task.WhenAll(producers);
        Task listening = Task.Run(() => ListenAsync(watches, stop));
        if (await Task.WhenAny(all, listening) == listening)
        {
            await abandon.CancelAsync();
        }

        await all;
        return 0;
    }

    private static async Task ListenAsync(List<AckWatch> watches, CancellationTokenSource stop)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            if (words is ["mark", var id])
            {
                watches.ForEach(watch => watch.Mark(int.Parse(id, CultureInfo.InvariantCulture)));
            }
            else if (words is ["stop"])
            {
                await stop.CancelAsync();
            }
        }
    }
}
