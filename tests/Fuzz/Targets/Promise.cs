using System.Runtime.CompilerServices;

namespace LogActors.Fuzz;

/// <summary>States what has to hold.</summary>
internal static class Promise
{
    public static void Holds(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] PromiseMessage message)
    {
        if (!condition)
        {
            throw new BrokenPromiseException(message.Text);
        }
    }
}
