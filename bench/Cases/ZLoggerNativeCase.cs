namespace LogActors.Bench;

/// <summary>ZLogger with its own call-site generator, for an application that is written against ZLogger.</summary>
internal sealed class ZLoggerNativeCase : ZLoggerCase
{
    public override OrderCall Call => OrderLogNative.Accepted;
}
