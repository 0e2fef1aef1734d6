#include "crypto/keccak_lanes.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace datanet::crypto {

namespace {

constexpr std::size_t kLanes = 8;
constexpr std::size_t kWords = 25;
constexpr std::size_t kRateWords = 17; // of Keccak-256: 136 bytes
constexpr std::size_t kDigestWords = 4;

// The word at one place of eight states. The compiler makes of it what the target has: one register or several.
using Word = std::uint64_t __attribute__((vector_size(kLanes * sizeof(std::uint64_t))));

constexpr std::array<std::uint64_t, 24> kRounds{
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

// By x + 5 * y: how far rho turns the word, and where pi puts it.
constexpr std::array<int, kWords> kTurns{0,  1,  62, 28, 27, 36, 44, 6,  55, 20, 3,  10, 43,
                                         25, 39, 41, 45, 15, 21, 8,  18, 2,  61, 56, 14};
constexpr std::size_t placeOf(std::size_t from)
{
    const std::size_t x = from % 5;
    const std::size_t y = from / 5;
    return y + 5 * ((2 * x + 3 * y) % 5);
}

#define DATANET_INLINE inline __attribute__((always_inline))

template <int Turns>
DATANET_INLINE void turn(const Word &from, Word &to)
{
    if constexpr (Turns == 0)
        to = from;
    else
        to = (from << Turns) | (from >> (64 - Turns));
}

// Everything of a round by its place, so that nothing is left to look up while it runs.
template <std::size_t... X>
DATANET_INLINE void theta(Word *a, std::index_sequence<X...>)
{
    Word c[5];
    ((c[X] = a[X] ^ a[X + 5] ^ a[X + 10] ^ a[X + 15] ^ a[X + 20]), ...);
    Word d[5];
    ((turn<1>(c[(X + 1) % 5], d[X]), d[X] ^= c[(X + 4) % 5]), ...);
    ((a[X] ^= d[X], a[X + 5] ^= d[X], a[X + 10] ^= d[X], a[X + 15] ^= d[X], a[X + 20] ^= d[X]), ...);
}
template <std::size_t... I>
DATANET_INLINE void rhoAndPi(const Word *a, Word *b, std::index_sequence<I...>)
{
    (turn<kTurns[I]>(a[I], b[placeOf(I)]), ...);
}
template <std::size_t... I>
DATANET_INLINE void chi(const Word *b, Word *a, std::index_sequence<I...>)
{
    ((a[I] = b[I] ^ (~b[I / 5 * 5 + (I + 1) % 5] & b[I / 5 * 5 + (I + 2) % 5])), ...);
}

DATANET_INLINE void permute(Word *a)
{
    Word b[kWords];
    for (const std::uint64_t constant : kRounds) {
        theta(a, std::make_index_sequence<5>());
        rhoAndPi(a, b, std::make_index_sequence<kWords>());
        chi(b, a, std::make_index_sequence<kWords>());
        a[0] ^= constant;
    }
}

// At most kLanes messages; the lanes that are left over repeat the last.
DATANET_INLINE void digestGroup(const std::uint8_t *messages, std::size_t length, std::size_t count,
                                base::Digest *digests)
{
    Word state[kWords] = {};
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const std::uint8_t *message = messages + std::min(lane, count - 1) * length;
        for (std::size_t word = 0; word < length / 8; ++word)
            state[word][lane] = qFromLittleEndian<std::uint64_t>(message + 8 * word);
    }
    state[length / 8] ^= 0x01;
    state[kRateWords - 1] ^= std::uint64_t(1) << 63;
    permute(state);
    for (std::size_t lane = 0; lane < count; ++lane) {
        for (std::size_t word = 0; word < kDigestWords; ++word)
            qToLittleEndian<std::uint64_t>(state[word][lane], digests[lane].data() + 8 * word);
    }
}

DATANET_INLINE void digestAll(const std::uint8_t *messages, std::size_t length, std::size_t count,
                              base::Digest *digests)
{
    for (std::size_t first = 0; first < count; first += kLanes)
        digestGroup(messages + first * length, length, std::min(kLanes, count - first), digests + first);
}

using DigestAll = void (*)(const std::uint8_t *, std::size_t, std::size_t, base::Digest *);

void digestPlain(const std::uint8_t *messages, std::size_t length, std::size_t count, base::Digest *digests)
{
    digestAll(messages, length, count, digests);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void digestAvx2(const std::uint8_t *messages, std::size_t length, std::size_t count,
                                                base::Digest *digests)
{
    digestAll(messages, length, count, digests);
}

__attribute__((target("avx512f"))) void digestAvx512(const std::uint8_t *messages, std::size_t length,
                                                     std::size_t count, base::Digest *digests)
{
    digestAll(messages, length, count, digests);
}
#endif

DigestAll fastest()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
        return digestAvx512;
    if (__builtin_cpu_supports("avx2"))
        return digestAvx2;
#endif
    return digestPlain;
}

#undef DATANET_INLINE

} // namespace

void keccak256Each(const std::uint8_t *messages, std::size_t length, std::size_t count, base::Digest *digests)
{
    static const DigestAll digest = fastest();
    digest(messages, length, count, digests);
}

} // namespace datanet::crypto
