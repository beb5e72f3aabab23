using System.Buffers.Binary;

namespace LogActors.Fuzz;

/// <summary>Makes inputs out of a corpus: flipped bits, numbers that mean something, pieces doubled, removed, exchanged with another seed's, cut ends; half of them with their checksums made right again.</summary>
/// <remarks>The same corpus and seed give the same inputs. Not thread-safe.</remarks>
internal sealed class Mutator
{
    private const int MaxChanges = 6;
    private static readonly byte[] TellingBytes = [0x00, 0x01, 0x7F, 0x80, 0xFF, 0x0A, 0x0D, 0x09, 0x22, 0x5C, 0x2E, 0x2F, 0x2D, 0xC2, 0xE2, 0xED, 0xF4];
    private static readonly long[] TellingNumbers = [0, 1, -1, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1 << 20, 1 << 24];

    private readonly IFuzzTarget _target;
    private readonly byte[][] _corpus;
    private readonly Random _random;
    private readonly byte[] _buffer;
    private int _length;

    public Mutator(IFuzzTarget target, byte[][] corpus, int seed)
    {
        _target = target;
        _corpus = [.. corpus.Where(seed => seed.Length <= target.MaxInputBytes)];
        _random = new Random(seed);
        _buffer = new byte[target.MaxInputBytes];
    }

    /// <summary>The next input; valid until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        byte[] seed = Seed();
        seed.CopyTo(_buffer, 0);
        _length = seed.Length;
        for (int changes = 1 + _random.Next(MaxChanges); changes > 0; changes--)
        {
            Change();
        }

        if (_random.Next(2) == 0)
        {
            _target.Repair(_buffer.AsSpan(0, _length));
        }

        return _buffer.AsSpan(0, _length);
    }

    private byte[] Seed() => _corpus[_random.Next(_corpus.Length)];

    private void Change()
    {
        int at = _random.Next(_length + 1);
        int some = Math.Min(1 + (int)Math.Pow(2, _random.NextDouble() * 7), _length - at);
        switch (_random.Next(10))
        {
            case 0 or 1 when at < _length:
                _buffer[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 2 when at < _length:
                _buffer[at] = TellingBytes[_random.Next(TellingBytes.Length)];
                break;
            case 3 when at < _length:
                _buffer[at] = (byte)_random.Next(256);
                break;
            case 4:
                WriteNumber(at);
                break;
            case 5:
                Insert(at, _buffer.AsSpan(at, some).ToArray());
                break;
            case 6:
                _buffer.AsSpan((at + some).._length).CopyTo(_buffer.AsSpan(at));
                _length -= some;
                break;
            case 7:
                byte[] other = Seed();
                int from = _random.Next(other.Length + 1);
                Insert(at, other.AsSpan(from, Math.Min(some, other.Length - from)));
                break;
            case 8 when _random.Next(4) == 0:
                _length = at;
                break;
            case 9:
                Span<byte> noise = stackalloc byte[1 + _random.Next(8)];
                _random.NextBytes(noise);
                Insert(at, noise);
                break;
            default:
                break;
        }
    }

    private void WriteNumber(int at)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, TellingNumbers[_random.Next(TellingNumbers.Length)] + _random.Next(-1, 2));
        int width = Math.Min(1 << _random.Next(4), _length - at);
        bytes[..width].CopyTo(_buffer.AsSpan(at));
    }

    private void Insert(int at, ReadOnlySpan<byte> piece)
    {
        piece = piece[..Math.Min(piece.Length, _buffer.Length - _length)];
        _buffer.AsSpan(at.._length).CopyTo(_buffer.AsSpan(at + piece.Length));
        piece.CopyTo(_buffer.AsSpan(at));
        _length += piece.Length;
    }
}
