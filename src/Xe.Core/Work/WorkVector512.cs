using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Work;

/// <summary>
/// 8 nonces at a time in AVX-512 registers: RFC 7693 §3.2 written out, without the message words that are zero.
/// Straight-line on purpose: calls, even inlined ones, cost the JIT its view of the sixteen registers.
/// </summary>
internal static class WorkVector512
{
    internal const int Lanes = 8;

    /// <summary>Tries <paramref name="groups"/> times 8 nonces from <paramref name="start"/> (with wrap-around); the first that reaches the difficulty wins.</summary>
    internal static bool TryFind(in WorkState state, ulong start, int groups, ulong difficulty, out ulong nonce)
    {
        var swap = Vector512.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);
        var least = Vector512.Create(difficulty);
        var m1 = Vector512.Create(state.M1);
        var m2 = Vector512.Create(state.M2);
        var m3 = Vector512.Create(state.M3);
        var m4 = Vector512.Create(state.M4);
        var m0 = Vector512.Create(start) + Vector512<ulong>.Indices;
        var step = Vector512.Create(8UL);
        for (var group = 0; group < groups; group++)
        {
            var v0 = Vector512.Create(state.V0);
            var v1 = Vector512.Create(state.V1);
            var v2 = Vector512.Create(state.V2);
            var v3 = Vector512.Create(state.V3);
            var v4 = Vector512.Create(state.V4);
            var v5 = Vector512.Create(state.V5);
            var v6 = Vector512.Create(state.V6);
            var v7 = Vector512.Create(state.V7);
            var v8 = Vector512.Create(state.V8);
            var v9 = Vector512.Create(state.V9);
            var v10 = Vector512.Create(state.V10);
            var v11 = Vector512.Create(state.V11);
            var v12 = Vector512.Create(state.V12);
            var v13 = Vector512.Create(state.V13);
            var v14 = Vector512.Create(state.V14);
            var v15 = Vector512.Create(state.V15);

            // Round 1. Columns 2 to 4 do not depend on the nonce: WorkState holds them.
            v0 += v4 + m0; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4 + m1; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 2.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5 + m4; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5 + m1; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6 + m0; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6 + m2; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4 + m3; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 3.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5 + m0; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6 + m2; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6 + m3; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7 + m1; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4 + m4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 4.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5 + m3; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5 + m1; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5 + m2; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7 + m4; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7 + m0; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 5.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4 + m0; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6 + m2; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6 + m4; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5 + m1; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4 + m3; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 6.
            v0 += v4 + m2; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6 + m0; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7 + m3; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5 + m4; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4 + m1; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 7.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5 + m1; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7 + m4; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5 + m0; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6 + m3; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7 + m2; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 8.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6 + m1; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7 + m3; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5 + m0; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6 + m4; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4 + m2; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 9.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6 + m3; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7 + m0; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5 + m2; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7 + m1; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7 + m4; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 10.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4 + m2; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5 + m4; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7 + m1; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7 + m3; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4 + m0; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 11.
            v0 += v4 + m0; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4 + m1; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5 + m2; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5 + m3; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6 + m4; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            // Round 12.
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 32); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 24);
            v0 += v4; v12 = Avx512F.RotateRight(v12 ^ v0, 16); v8 += v12; v4 = Avx512F.RotateRight(v4 ^ v8, 63);
            v1 += v5 + m4; v13 = Avx512F.RotateRight(v13 ^ v1, 32); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 24);
            v1 += v5; v13 = Avx512F.RotateRight(v13 ^ v1, 16); v9 += v13; v5 = Avx512F.RotateRight(v5 ^ v9, 63);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 32); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 24);
            v2 += v6; v14 = Avx512F.RotateRight(v14 ^ v2, 16); v10 += v14; v6 = Avx512F.RotateRight(v6 ^ v10, 63);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 32); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 24);
            v3 += v7; v15 = Avx512F.RotateRight(v15 ^ v3, 16); v11 += v15; v7 = Avx512F.RotateRight(v7 ^ v11, 63);
            v0 += v5 + m1; v15 = Avx512F.RotateRight(v15 ^ v0, 32); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 24);
            v0 += v5; v15 = Avx512F.RotateRight(v15 ^ v0, 16); v10 += v15; v5 = Avx512F.RotateRight(v5 ^ v10, 63);
            v1 += v6 + m0; v12 = Avx512F.RotateRight(v12 ^ v1, 32); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 24);
            v1 += v6 + m2; v12 = Avx512F.RotateRight(v12 ^ v1, 16); v11 += v12; v6 = Avx512F.RotateRight(v6 ^ v11, 63);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 32); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 24);
            v2 += v7; v13 = Avx512F.RotateRight(v13 ^ v2, 16); v8 += v13; v7 = Avx512F.RotateRight(v7 ^ v8, 63);
            v3 += v4; v14 = Avx512F.RotateRight(v14 ^ v3, 32); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 24);
            v3 += v4 + m3; v14 = Avx512F.RotateRight(v14 ^ v3, 16); v9 += v14; v4 = Avx512F.RotateRight(v4 ^ v9, 63);

            var value = Avx512BW.Shuffle((v0 ^ v8).AsByte(), swap).AsUInt64();
            var hits = Vector512.GreaterThanOrEqual(value ^ Vector512.Create(state.H0), least).ExtractMostSignificantBits();
            if (hits != 0)
            {
                nonce = start + (8UL * (uint)group) + (uint)BitOperations.TrailingZeroCount(hits);
                return true;
            }
            m0 += step;
        }
        nonce = 0;
        return false;
    }
}
