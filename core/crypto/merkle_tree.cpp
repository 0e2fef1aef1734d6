#include "crypto/merkle_tree.h"

#include "crypto/digest.h"
#include "crypto/keccak_lanes.h"

#include <QtConcurrent>
#include <QtEndian>

#include <algorithm>
#include <bit>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

base::ByteView view(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

base::Digest inner(const base::Digest &left, const base::Digest &right)
{
    std::array<std::uint8_t, 64> both;
    std::copy(left.bytes.begin(), left.bytes.end(), both.begin());
    std::copy(right.bytes.begin(), right.bytes.end(), both.begin() + 32);
    return keccak256(view(both));
}

using EncodedLeaf = std::array<std::uint8_t, 96>;

EncodedLeaf encodedLeaf(MerkleKind kind, std::uint64_t index, const base::Bytes32 &id)
{
    EncodedLeaf encoded{};
    encoded[31] = static_cast<std::uint8_t>(kind);
    qToBigEndian(index, encoded.data() + 56);
    std::copy(id.bytes.begin(), id.bytes.end(), encoded.begin() + 64);
    return encoded;
}

// merkleLeaf of every id, the first of which stands at this index.
std::vector<base::Digest> leafRow(MerkleKind kind, std::uint64_t first, std::span<const base::Bytes32> ids)
{
    std::vector<base::Digest> row(ids.size());
    std::array<EncodedLeaf, 64> encoded;
    for (std::size_t done = 0; done < ids.size(); done += encoded.size()) {
        const std::size_t count = std::min(encoded.size(), ids.size() - done);
        for (std::size_t place = 0; place < count; ++place)
            encoded[place] = encodedLeaf(kind, first + done + place, ids[done + place]);
        keccak256Each(encoded.front().data(), sizeof(EncodedLeaf), count, row.data() + done);
        keccak256Each(row[done].data(), sizeof(base::Digest), count, row.data() + done);
    }
    return row;
}

// inner() of each pair of a row; one that is left over is carried up.
std::vector<base::Digest> rowAbove(const std::vector<base::Digest> &below)
{
    std::vector<base::Digest> above((below.size() + 1) / 2);
    keccak256Each(below.front().data(), 2 * sizeof(base::Digest), below.size() / 2, above.data());
    if (below.size() % 2 == 1)
        above.back() = below.back();
    return above;
}

base::Digest bindCount(std::uint64_t count, const base::Digest &top)
{
    std::array<std::uint8_t, 64> encoded{};
    qToBigEndian(count, encoded.data() + 24);
    std::copy(top.bytes.begin(), top.bytes.end(), encoded.begin() + 32);
    return keccak256(view(encoded));
}

} // namespace

base::Digest merkleLeaf(MerkleKind kind, std::uint64_t index, const base::Bytes32 &id)
{
    const EncodedLeaf encoded = encodedLeaf(kind, index, id);
    // Twice, so that 32 bytes of a leaf's making can never pass for the 64 bytes of an inner node.
    return keccak256(keccak256(view(encoded)).view());
}

void MerkleAccumulator::append(const base::Bytes32 &id)
{
    add(0, merkleLeaf(m_kind, m_count, id));
}

void MerkleAccumulator::add(int level, base::Digest node)
{
    // Adding one to a binary number: every set bit at the end is a finished left neighbour.
    const int carries = std::countr_one(m_count >> level);
    for (int below = level; below < level + carries; ++below)
        node = inner(m_pending[static_cast<std::size_t>(below)], node);
    m_pending[static_cast<std::size_t>(level + carries)] = node;
    m_count += std::uint64_t(1) << level;
}

base::Digest MerkleAccumulator::root() const
{
    base::Digest top;
    bool any = false;
    for (int level = 0; level < 64; ++level) {
        if ((m_count >> level & 1) == 0)
            continue;
        const base::Digest &left = m_pending[static_cast<std::size_t>(level)];
        top = any ? inner(left, top) : left;
        any = true;
    }
    return bindCount(m_count, top);
}

base::Digest merkleRoot(MerkleKind kind, std::span<const base::Bytes32> ids)
{
    // Whole subtrees are independent of each other: the processor's cores share them.
    constexpr int kLevel = 13;
    constexpr std::size_t kLeaves = std::size_t(1) << kLevel;
    std::vector<std::size_t> first;
    for (std::size_t begin = 0; begin + kLeaves <= ids.size(); begin += kLeaves)
        first.push_back(begin);
    const auto subtree = [kind, ids](std::size_t begin) {
        std::vector<base::Digest> row = leafRow(kind, begin, ids.subspan(begin, kLeaves));
        while (row.size() > 1)
            row = rowAbove(row);
        return row.front();
    };
    MerkleAccumulator accumulator(kind);
    for (const base::Digest &top : QtConcurrent::blockingMapped<std::vector<base::Digest>>(first, subtree))
        accumulator.add(kLevel, top);
    for (std::size_t index = first.size() * kLeaves; index < ids.size(); ++index)
        accumulator.append(ids[index]);
    return accumulator.root();
}

base::Result<base::Digest> ascendingMerkleRoot(MerkleKind kind, std::span<const base::Bytes32> ids)
{
    const auto misplaced = std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>());
    if (misplaced != ids.end()) {
        const auto place = QString::number(misplaced - ids.begin() + 1);
        return base::fail(base::ErrorKind::Invalid,
                          u"the id at position "_s + place + u" is not above the one before it"_s);
    }
    return merkleRoot(kind, ids);
}

MerkleTree::MerkleTree(MerkleKind kind, std::span<const base::Bytes32> ids)
{
    m_rows.push_back(leafRow(kind, 0, ids));
    while (m_rows.back().size() > 1)
        m_rows.push_back(rowAbove(m_rows.back()));
}

base::Digest MerkleTree::root() const
{
    return bindCount(count(), count() == 0 ? base::Digest() : m_rows.back().front());
}

base::Result<MerkleProof> MerkleTree::proof(std::uint64_t index) const
{
    if (index >= count()) {
        return base::fail(base::ErrorKind::Invalid,
                          u"there is no position "_s + QString::number(index) + u" in a tree of "_s
                              + QString::number(count()));
    }
    MerkleProof result{index, count(), {}};
    std::uint64_t position = index;
    for (const auto &row : m_rows) {
        const std::uint64_t neighbour = position ^ 1;
        if (neighbour < row.size())
            result.siblings.push_back(row[neighbour]);
        position /= 2;
    }
    return result;
}

bool verifyMerkleProof(MerkleKind kind, const base::Bytes32 &id, const MerkleProof &proof, const base::Digest &root)
{
    if (proof.index >= proof.count)
        return false;
    base::Digest node = merkleLeaf(kind, proof.index, id);
    std::uint64_t position = proof.index;
    auto sibling = proof.siblings.begin();
    // The last position of a row instead of its width: the width of 2^64 - 1 leaves plus one would wrap.
    for (std::uint64_t last = proof.count - 1; last > 0; last /= 2, position /= 2) {
        const bool isRight = (position & 1) != 0;
        if (!isRight && position == last)
            continue;
        if (sibling == proof.siblings.end())
            return false;
        node = isRight ? inner(*sibling, node) : inner(node, *sibling);
        ++sibling;
    }
    return sibling == proof.siblings.end() && bindCount(proof.count, node) == root;
}

} // namespace datanet::crypto
