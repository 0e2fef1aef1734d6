#include "similarity/minhash.h"

#include "similarity/mixing.h"

#include <cstring>

namespace datanet::similarity {

namespace {

// Eight 32-bit lanes. Without AVX2 the compiler splits them; the results are the same.
using Lanes = std::uint32_t __attribute__((vector_size(32)));
constexpr std::size_t kLanes = 8;
constexpr std::size_t kVectors = 4; // as many as stay in registers beside their constants
constexpr std::size_t kHashedTogether = kLanes * kVectors;
static_assert(kPermutations % kHashedTogether == 0);

struct Permutations
{
    alignas(32) std::array<std::uint32_t, kPermutations> flip{};
    alignas(32) std::array<std::uint32_t, kPermutations> factor{};

    constexpr Permutations()
    {
        SplitMix random(1);
        for (std::size_t j = 0; j < kPermutations; ++j) {
            flip[j] = static_cast<std::uint32_t>(random.next() >> 32);
            factor[j] = static_cast<std::uint32_t>(random.next() >> 32) | 1u;
        }
    }
};

constexpr Permutations kConstants;

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
// The loader picks the version for the processor; a sanitizer is not ready yet when it does.
#define DATANET_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define DATANET_WIDE
#endif

DATANET_WIDE void minima(const std::uint64_t *shingles, std::size_t count, std::uint32_t *out)
{
    for (std::size_t block = 0; block < kPermutations; block += kHashedTogether) {
        Lanes flip[kVectors];
        Lanes factor[kVectors];
        Lanes least[kVectors];
        std::memcpy(flip, kConstants.flip.data() + block, sizeof flip);
        std::memcpy(factor, kConstants.factor.data() + block, sizeof factor);
        std::memset(least, 0xff, sizeof least);
        for (std::size_t i = 0; i < count; ++i) {
            const auto x = static_cast<std::uint32_t>(shingles[i] >> 32);
            for (std::size_t k = 0; k < kVectors; ++k) {
                const Lanes value = (flip[k] ^ x) * factor[k];
                least[k] = value < least[k] ? value : least[k];
            }
        }
        std::memcpy(out + block, least, sizeof least);
    }
}

} // namespace

Signature signatureOf(ShingleView shingles)
{
    Signature signature;
    minima(shingles.data(), shingles.size(), signature.data());
    return signature;
}

} // namespace datanet::similarity
