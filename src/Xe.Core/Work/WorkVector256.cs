using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Work;

/// <summary>
/// 4 nonces at a time in AVX2 registers: RFC 7693 §3.2 written out, without the message words that are zero.
/// Straight-line on purpose: calls, even inlined ones, cost the JIT its view of the sixteen registers.
/// </summary>
internal static class WorkVector256
{
    internal const int Lanes = 4;

    /// <summary>Tries <paramref name="groups"/> times 4 nonces from <paramref name="start"/> (with wrap-around); the first that reaches the difficulty wins.</summary>
    internal static bool TryFind(in WorkState state, ulong start, int groups, ulong difficulty, out ulong nonce)
    {
        var swap = Vector256.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);
        var r24 = Vector256.Create((byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);
        var r16 = Vector256.Create((byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9);
        var least = Vector256.Create(difficulty);
        var m1 = Vector256.Create(state.M1);
        var m2 = Vector256.Create(state.M2);
        var m3 = Vector256.Create(state.M3);
        var m4 = Vector256.Create(state.M4);
        var m0 = Vector256.Create(start) + Vector256<ulong>.Indices;
        var step = Vector256.Create(4UL);
        for (var group = 0; group < groups; group++)
        {
            Vector256<ulong> t;
            var v0 = Vector256.Create(state.V0);
            var v1 = Vector256.Create(state.V1);
            var v2 = Vector256.Create(state.V2);
            var v3 = Vector256.Create(state.V3);
            var v4 = Vector256.Create(state.V4);
            var v5 = Vector256.Create(state.V5);
            var v6 = Vector256.Create(state.V6);
            var v7 = Vector256.Create(state.V7);
            var v8 = Vector256.Create(state.V8);
            var v9 = Vector256.Create(state.V9);
            var v10 = Vector256.Create(state.V10);
            var v11 = Vector256.Create(state.V11);
            var v12 = Vector256.Create(state.V12);
            var v13 = Vector256.Create(state.V13);
            var v14 = Vector256.Create(state.V14);
            var v15 = Vector256.Create(state.V15);

            // Round 1. Columns 2 to 4 do not depend on the nonce: WorkState holds them.
            v0 += v4 + m0; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4 + m1; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 2.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5 + m4; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5 + m1; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6 + m0; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6 + m2; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4 + m3; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 3.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5 + m0; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6 + m2; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6 + m3; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7 + m1; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4 + m4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 4.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5 + m3; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5 + m1; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5 + m2; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7 + m4; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7 + m0; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 5.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4 + m0; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6 + m2; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6 + m4; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5 + m1; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4 + m3; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 6.
            v0 += v4 + m2; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6 + m0; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7 + m3; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5 + m4; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4 + m1; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 7.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5 + m1; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7 + m4; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5 + m0; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6 + m3; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7 + m2; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 8.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6 + m1; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7 + m3; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5 + m0; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6 + m4; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4 + m2; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 9.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6 + m3; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7 + m0; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5 + m2; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7 + m1; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7 + m4; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 10.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4 + m2; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5 + m4; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7 + m1; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7 + m3; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4 + m0; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 11.
            v0 += v4 + m0; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4 + m1; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5 + m2; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5 + m3; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6 + m4; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            // Round 12.
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v8 += v12; v4 = Avx2.Shuffle((v4 ^ v8).AsByte(), r24).AsUInt64();
            v0 += v4; v12 = Avx2.Shuffle((v12 ^ v0).AsByte(), r16).AsUInt64(); v8 += v12; t = v4 ^ v8; v4 = (t + t) | (t >>> 63);
            v1 += v5 + m4; v13 = Avx2.Shuffle((v13 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v9 += v13; v5 = Avx2.Shuffle((v5 ^ v9).AsByte(), r24).AsUInt64();
            v1 += v5; v13 = Avx2.Shuffle((v13 ^ v1).AsByte(), r16).AsUInt64(); v9 += v13; t = v5 ^ v9; v5 = (t + t) | (t >>> 63);
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v10 += v14; v6 = Avx2.Shuffle((v6 ^ v10).AsByte(), r24).AsUInt64();
            v2 += v6; v14 = Avx2.Shuffle((v14 ^ v2).AsByte(), r16).AsUInt64(); v10 += v14; t = v6 ^ v10; v6 = (t + t) | (t >>> 63);
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v11 += v15; v7 = Avx2.Shuffle((v7 ^ v11).AsByte(), r24).AsUInt64();
            v3 += v7; v15 = Avx2.Shuffle((v15 ^ v3).AsByte(), r16).AsUInt64(); v11 += v15; t = v7 ^ v11; v7 = (t + t) | (t >>> 63);
            v0 += v5 + m1; v15 = Avx2.Shuffle((v15 ^ v0).AsUInt32(), 0xB1).AsUInt64(); v10 += v15; v5 = Avx2.Shuffle((v5 ^ v10).AsByte(), r24).AsUInt64();
            v0 += v5; v15 = Avx2.Shuffle((v15 ^ v0).AsByte(), r16).AsUInt64(); v10 += v15; t = v5 ^ v10; v5 = (t + t) | (t >>> 63);
            v1 += v6 + m0; v12 = Avx2.Shuffle((v12 ^ v1).AsUInt32(), 0xB1).AsUInt64(); v11 += v12; v6 = Avx2.Shuffle((v6 ^ v11).AsByte(), r24).AsUInt64();
            v1 += v6 + m2; v12 = Avx2.Shuffle((v12 ^ v1).AsByte(), r16).AsUInt64(); v11 += v12; t = v6 ^ v11; v6 = (t + t) | (t >>> 63);
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsUInt32(), 0xB1).AsUInt64(); v8 += v13; v7 = Avx2.Shuffle((v7 ^ v8).AsByte(), r24).AsUInt64();
            v2 += v7; v13 = Avx2.Shuffle((v13 ^ v2).AsByte(), r16).AsUInt64(); v8 += v13; t = v7 ^ v8; v7 = (t + t) | (t >>> 63);
            v3 += v4; v14 = Avx2.Shuffle((v14 ^ v3).AsUInt32(), 0xB1).AsUInt64(); v9 += v14; v4 = Avx2.Shuffle((v4 ^ v9).AsByte(), r24).AsUInt64();
            v3 += v4 + m3; v14 = Avx2.Shuffle((v14 ^ v3).AsByte(), r16).AsUInt64(); v9 += v14; t = v4 ^ v9; v4 = (t + t) | (t >>> 63);

            var value = Avx2.Shuffle((v0 ^ v8).AsByte(), swap).AsUInt64();
            var hits = Vector256.GreaterThanOrEqual(value ^ Vector256.Create(state.H0), least).ExtractMostSignificantBits();
            if (hits != 0)
            {
                nonce = start + (4UL * (uint)group) + (uint)BitOperations.TrailingZeroCount(hits);
                return true;
            }
            m0 += step;
        }
        nonce = 0;
        return false;
    }
}
