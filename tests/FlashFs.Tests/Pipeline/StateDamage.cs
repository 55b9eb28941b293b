using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Tests.Pipeline;

/// <summary>Files of state as other versions would write them, or nobody.</summary>
internal static class StateDamage
{
    /// <summary>Changes numbers, lengths and texts, adds bytes and takes some away.</summary>
    /// <param name="state">The file, without what vouches for it at its end.</param>
    /// <param name="random">What is changed.</param>
    public static byte[] Reshape(byte[] state, Random random)
    {
        state = [.. state];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int place = random.Next(sizeof(int), state.Length - sizeof(int));
            switch (random.Next(5))
            {
                case 0:
                    state[place] = (byte)random.Next(256);
                    break;
                case 1:
                    BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(place), random.Next(2) == 0 ? random.Next(-2, 100) : int.MaxValue - random.Next(100));
                    break;
                case 2:
                    state = [.. state[..place], .. state[(place + random.Next(4))..]];
                    break;
                case 3:
                    state = [.. state[..place], .. new byte[random.Next(20)], .. state[place..]];
                    break;
                default:
                    Encoding.UTF8.GetBytes("one.js").CopyTo(state, Math.Min(place, state.Length - 6));
                    break;
            }
        }

        return state;
    }
}
