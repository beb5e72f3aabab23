using System.Globalization;

namespace LogActors.Chaos;

/// <summary>What a client process is told to do. Immutable.</summary>
/// <param name="Kind"><c>raw</c> or <c>provider</c>.</param>
/// <param name="Name">The client's name, the beginning of its producers' tags.</param>
/// <param name="Gateway">The silo's gateway, <c>host:port</c>.</param>
/// <param name="HistoryFolder">Where the histories go.</param>
/// <param name="Producers">How many producers the process has.</param>
/// <param name="Rate">Records a second and producer.</param>
/// <param name="Seed">Where its randomness begins.</param>
/// <param name="Plain">Whether a plain host is at the gateway, and no silo.</param>
/// <param name="Errors">Whether some records are errors, whose receipts promise that everything so far is on the disk.</param>
internal sealed record ClientArguments(string Kind, string Name, string Gateway, string HistoryFolder, int Producers, int Rate, int Seed, bool Plain, bool Errors)
{
    public const string Command = "run-client";

    public const string LogFile = "chaos";

    /// <summary>A new way to the writer, not started; the caller disposes it.</summary>
    public ILogCluster Open() => Plain ? new HostCluster(Gateway) : new LogCluster(new ConfiguredCluster(new ClusterAddress([Gateway], "logactors", "logactors")), TimeProvider.System);

    public static ClientArguments Parse(string[] args) => new(args[0], args[1], args[2], args[3], Number(args[4]), Number(args[5]), Number(args[6]), args[7] == bool.TrueString, args[8] == bool.TrueString);

    public string[] ToArray() => [Command, Kind, Name, Gateway, HistoryFolder, Text(Producers), Text(Rate), Text(Seed), Plain.ToString(), Errors.ToString()];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
