#include "crypto/merkle_multiproof.h"

#include "crypto/digest.h"

#include <algorithm>
#include <functional>

namespace datanet::crypto {

using namespace Qt::StringLiterals;

base::Result<MerkleMultiProof> merkleMultiProof(MerkleKind kind, std::span<const base::Bytes32> ids,
                                                std::vector<std::uint64_t> positions)
{
    const bool ascends =
        std::adjacent_find(positions.begin(), positions.end(), std::greater_equal<>()) == positions.end();
    if (positions.empty() || !ascends || positions.back() >= ids.size())
        return base::fail(base::ErrorKind::Invalid,
                          u"the positions of a proof ascend and are among those of the tree"_s);
    std::vector<base::Digest> row;
    row.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        row.push_back(merkleLeaf(kind, i, ids[i]));
    MerkleMultiProof proof{ids.size(), positions, {}};
    while (row.size() > 1) {
        std::vector<std::uint64_t> parents;
        for (std::size_t i = 0; i < positions.size(); ++i) {
            const std::uint64_t neighbour = positions[i] ^ 1;
            parents.push_back(positions[i] / 2);
            if (i + 1 < positions.size() && positions[i + 1] == neighbour)
                ++i; // both are known
            else if (neighbour < row.size())
                proof.siblings.push_back(row[neighbour]);
        }
        std::vector<base::Digest> above;
        above.reserve((row.size() + 1) / 2);
        for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
            base::Bytes pair = row[i].toBytes();
            pair.append(row[i + 1].view());
            above.push_back(keccak256(pair));
        }
        if (row.size() % 2 == 1)
            above.push_back(row.back());
        row = std::move(above);
        positions = std::move(parents);
    }
    return proof;
}

} // namespace datanet::crypto
