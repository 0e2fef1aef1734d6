#include "similarity/bands.h"

#include "similarity/mixing.h"

namespace datanet::similarity {

BandKeys bandKeysOf(const Signature &signature)
{
    BandKeys keys;
    for (std::size_t band = 0; band < kBands; ++band) {
        std::uint64_t hash = 0;
        for (std::size_t row = 0; row < kBandRows; row += 2) {
            const std::uint64_t low = signature[band * kBandRows + row];
            const std::uint64_t high = signature[band * kBandRows + row + 1];
            hash = mixed(hash + (high << 32 | low));
        }
        keys[band] = static_cast<std::uint32_t>(hash);
    }
    return keys;
}

} // namespace datanet::similarity
