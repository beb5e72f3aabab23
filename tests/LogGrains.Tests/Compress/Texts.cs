using System.Globalization;
using System.Text;

namespace LogActors.Tests;

/// <summary>What a segment can hold, as a function of its length.</summary>
internal static class Texts
{
    /// <summary>Lines of a log; the last is cut.</summary>
    public static byte[] Lines(int length)
    {
        Random random = new(length);
        StringBuilder text = new(length + 256);
        for (int i = 0; text.Length < length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2026-01-02T03:04:{i / 1000 % 60:00}.{i % 1000:000}Z [INF] Shop.Orders: Order {i} of customer-{random.Next(5000):0000} over {random.Next(100_000) / 100.0} was accepted\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    /// <summary>What no format makes shorter.</summary>
    public static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>What zlib's fastest level makes longer by an eighth: none of these bytes is in its table of short codes.</summary>
    public static byte[] HighNoise(int length)
    {
        byte[] bytes = Noise(length);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(144 + (bytes[i] % 112));
        }

        return bytes;
    }
}
