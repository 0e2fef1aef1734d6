#include "light/merkle_patricia.h"

#include "chain/rlp.h"
#include "crypto/digest.h"

namespace datanet::light {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::ByteView;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
namespace rlp = chain::rlp;
using namespace Qt::StringLiterals;

namespace {

auto refuse(const char *why)
{
    return fail(ErrorKind::Corrupt, u"proof: "_s % QString::fromLatin1(why));
}

// Half bytes of a key, from some place on.
class Path
{
public:
    Path(ByteView bytes, qsizetype start) : m_bytes(bytes), m_start(start) { }

    [[nodiscard]] qsizetype size() const { return m_bytes.size() * 2 - m_start; }
    [[nodiscard]] int operator[](qsizetype index) const
    {
        const auto place = m_start + index;
        const auto byte = static_cast<std::uint8_t>(m_bytes[place / 2]);
        return place % 2 == 0 ? byte >> 4 : byte & 15;
    }
    [[nodiscard]] Path from(qsizetype count) const { return {m_bytes, m_start + count}; }
    [[nodiscard]] bool startsWith(const Path &other) const
    {
        if (other.size() > size())
            return false;
        for (qsizetype i = 0; i < other.size(); ++i) {
            if ((*this)[i] != other[i])
                return false;
        }
        return true;
    }

private:
    ByteView m_bytes;
    qsizetype m_start;
};

struct ShortNode
{
    bool isLeaf;
    Path path;
};

// Hex-prefix encoding: the first half byte tells leaf from extension and whether the path's length is odd.
Result<ShortNode> readPath(const rlp::Item &item)
{
    if (item.isList || item.payload.isEmpty())
        return refuse("a node has no path");
    const auto flags = static_cast<std::uint8_t>(item.payload.front());
    const bool isOdd = (flags & 0x10) != 0;
    if (flags >= 0x40 || (!isOdd && (flags & 0x0f) != 0))
        return refuse("a node's path is malformed");
    return ShortNode{(flags & 0x20) != 0, Path(item.payload, isOdd ? 1 : 2)};
}

class Walk
{
public:
    Walk(ByteView key, std::span<const Bytes> nodes) : m_path(key, 0), m_nodes(nodes) { }

    Result<std::optional<Bytes>> fromRoot(const Digest &root)
    {
        auto value = byHash(root);
        if (value && m_used != m_nodes.size())
            return refuse("nodes are left over");
        return value;
    }

private:
    using Found = Result<std::optional<Bytes>>;

    Found byHash(const Digest &hash)
    {
        if (m_used == m_nodes.size())
            return refuse("it ends before the value or its absence is shown");
        const auto &bytes = m_nodes[m_used++];
        if (bytes.size() > kMaxNodeSize)
            return refuse("a node is too large");
        if (crypto::keccak256(bytes) != hash)
            return refuse("a node does not hash to what refers to it");
        const auto node = rlp::decode(bytes, {kMaxNodeSize, 64, 4096});
        if (!node)
            return fail(ErrorKind::Corrupt, u"proof: "_s % node.error().what);
        return at(*node);
    }

    // A child is named by its hash, or stands in place when its encoding is shorter than 32 bytes.
    Found child(const rlp::Item &reference)
    {
        if (reference.isList)
            return reference.raw.size() < 32 ? at(reference) : refuse("a node stands in place that is too long for it");
        const auto hash = Digest::from(reference.payload);
        return hash ? byHash(*hash) : refuse("a reference is no hash");
    }

    Found at(const rlp::Item &node)
    {
        if (!node.isList)
            return refuse("a node is no list");
        if (node.items.size() == 17)
            return branch(node.items);
        if (node.items.size() != 2)
            return refuse("a node has neither 2 nor 17 items");
        const auto own = readPath(node.items[0]);
        if (!own)
            return fail(own.error());
        if (own->isLeaf) {
            if (own->path.size() != m_path.size() || !m_path.startsWith(own->path))
                return std::optional<Bytes>();
            return value(node.items[1]);
        }
        if (own->path.size() == 0)
            return refuse("an extension without a path");
        if (!m_path.startsWith(own->path))
            return std::optional<Bytes>();
        m_path = m_path.from(own->path.size());
        return child(node.items[1]);
    }

    Found branch(const std::vector<rlp::Item> &items)
    {
        if (m_path.size() == 0) {
            const auto &last = items[16];
            return !last.isList && last.payload.isEmpty() ? Found(std::optional<Bytes>()) : value(last);
        }
        const auto &next = items[static_cast<std::size_t>(m_path[0])];
        if (!next.isList && next.payload.isEmpty())
            return std::optional<Bytes>();
        m_path = m_path.from(1);
        return child(next);
    }

    static Found value(const rlp::Item &item)
    {
        if (item.isList || item.payload.isEmpty())
            return refuse("a value is empty or a list");
        return std::optional(item.payload.toByteArray());
    }

    Path m_path;
    std::span<const Bytes> m_nodes;
    std::size_t m_used = 0;
};

} // namespace

const Digest &emptyTrieRoot()
{
    static const Digest root = crypto::keccak256(rlp::encodeString({}));
    return root;
}

const Digest &emptyCodeHash()
{
    static const Digest hash = crypto::keccak256({});
    return hash;
}

Result<std::optional<Bytes>> verifyProof(const Digest &root, ByteView key, std::span<const Bytes> nodes)
{
    if (nodes.size() > kMaxProofNodes)
        return refuse("too many nodes");
    if (root == emptyTrieRoot()) {
        // Some nodes send the empty trie's only node (0x80) along; it says the same as none.
        const bool saysEmpty = nodes.empty() || (nodes.size() == 1 && nodes.front() == rlp::encodeString({}));
        return saysEmpty ? Result<std::optional<Bytes>>(std::optional<Bytes>()) : refuse("nodes of an empty trie");
    }
    return Walk(key, nodes).fromRoot(root);
}

Result<AccountState> verifyAccount(const Digest &stateRoot, const Address &address, std::span<const Bytes> nodes)
{
    const auto leaf = verifyProof(stateRoot, crypto::keccak256(address.view()).view(), nodes);
    if (!leaf)
        return fail(leaf.error());
    AccountState account;
    if (!*leaf)
        return account;
    const auto item = rlp::decode(**leaf, {kMaxNodeSize, 1, 8});
    const auto fields = item ? rlp::listOf(*item, 4) : fail(item.error());
    if (!fields)
        return refuse("an account is no list of four fields");
    const auto nonce = rlp::number64((*fields)[0]);
    const auto balance = rlp::number((*fields)[1]);
    const auto storageRoot = rlp::fixed<32>((*fields)[2]);
    const auto codeHash = rlp::fixed<32>((*fields)[3]);
    if (!nonce || !balance || !storageRoot || !codeHash)
        return refuse("a field of an account is malformed");
    return AccountState{true, *nonce, *balance, *storageRoot, *codeHash};
}

Result<Uint256> verifySlot(const Digest &storageRoot, const Bytes32 &slot, std::span<const Bytes> nodes)
{
    const auto leaf = verifyProof(storageRoot, crypto::keccak256(slot.view()).view(), nodes);
    if (!leaf)
        return fail(leaf.error());
    if (!*leaf)
        return Uint256();
    const auto item = rlp::decode(**leaf, {64, 1, 1});
    const auto value = item ? rlp::number(*item) : fail(item.error());
    if (!value)
        return refuse("a storage value is no number of at most 32 bytes");
    // Zero: Ethereum takes such leaves out, anvil keeps those of slots that were cleared. Under this root the slot is
    // zero either way.
    return *value;
}

} // namespace datanet::light
