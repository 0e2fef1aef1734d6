#pragma once

#include "chain/rlp.h"
#include "crypto/digest.h"

#include <QByteArray>

#include <map>
#include <vector>

namespace datanet::test {

// A Merkle-Patricia trie as the yellow paper defines it, built from scratch at every call: for making proofs in tests.
class TrieBuilder
{
public:
    void put(const base::Bytes &key, const base::Bytes &value) { m_items[nibbles(key)] = value; }
    void remove(const base::Bytes &key) { m_items.erase(nibbles(key)); }

    [[nodiscard]] base::Digest root() const
    {
        return crypto::keccak256(m_items.empty() ? chain::rlp::encodeString({}) : node(slice(), 0));
    }

    // The nodes from the root towards the key, embedded ones inside their parents.
    [[nodiscard]] std::vector<base::Bytes> proof(const base::Bytes &key) const
    {
        std::vector<base::Bytes> nodes;
        if (!m_items.empty())
            walk(slice(), 0, nibbles(key), nodes, true);
        return nodes;
    }

private:
    using Items = std::vector<std::pair<base::Bytes, base::Bytes>>; // nibbles, value

    static base::Bytes nibbles(const base::Bytes &key)
    {
        base::Bytes result;
        for (const auto byte : key) {
            result.append(static_cast<char>(static_cast<std::uint8_t>(byte) >> 4));
            result.append(static_cast<char>(byte & 15));
        }
        return result;
    }

    static base::Bytes hexPrefix(const base::Bytes &path, bool isLeaf)
    {
        base::Bytes padded = path;
        const char flag = isLeaf ? 2 : 0;
        if (path.size() % 2 == 1)
            padded.prepend(static_cast<char>(flag + 1));
        else
            padded.prepend('\0').prepend(flag);
        base::Bytes result;
        for (qsizetype i = 0; i < padded.size(); i += 2)
            result.append(static_cast<char>(padded[i] << 4 | padded[i + 1]));
        return result;
    }

    [[nodiscard]] Items slice() const { return {m_items.begin(), m_items.end()}; }

    static qsizetype common(const Items &items, qsizetype depth)
    {
        qsizetype length = 0;
        const auto &first = items.front().first;
        const auto &last = items.back().first;
        while (depth + length < first.size() && depth + length < last.size()
               && first[depth + length] == last[depth + length])
            ++length;
        return length;
    }

    static Items below(const Items &items, qsizetype depth, int nibble)
    {
        Items result;
        for (const auto &item : items) {
            if (item.first.size() > depth && item.first[depth] == nibble)
                result.push_back(item);
        }
        return result;
    }

    static base::Bytes reference(const base::Bytes &encoded)
    {
        return encoded.size() < 32 ? encoded : chain::rlp::encodeString(crypto::keccak256(encoded).view());
    }

    static base::Bytes node(const Items &items, qsizetype depth)
    {
        namespace rlp = chain::rlp;
        if (items.size() == 1)
            return rlp::encodeList(std::array{rlp::encodeString(hexPrefix(items[0].first.mid(depth), true)),
                                              rlp::encodeString(items[0].second)});
        if (const auto shared = common(items, depth); shared > 0)
            return rlp::encodeList(std::array{rlp::encodeString(hexPrefix(items[0].first.mid(depth, shared), false)),
                                              reference(node(items, depth + shared))});
        std::vector<base::Bytes> branch;
        for (int nibble = 0; nibble < 16; ++nibble) {
            const auto inside = below(items, depth, nibble);
            branch.push_back(inside.empty() ? rlp::encodeString({}) : reference(node(inside, depth + 1)));
        }
        branch.push_back(rlp::encodeString(items[0].first.size() == depth ? items[0].second : base::Bytes()));
        return rlp::encodeList(branch);
    }

    static void walk(const Items &items, qsizetype depth, const base::Bytes &key, std::vector<base::Bytes> &nodes,
                     bool isRoot)
    {
        const auto encoded = node(items, depth);
        if (isRoot || encoded.size() >= 32)
            nodes.push_back(encoded);
        if (items.size() == 1)
            return;
        if (const auto shared = common(items, depth); shared > 0) {
            if (key.mid(depth, shared) == items[0].first.mid(depth, shared))
                walk(items, depth + shared, key, nodes, false);
            return;
        }
        if (key.size() <= depth)
            return;
        if (const auto inside = below(items, depth, key[depth]); !inside.empty())
            walk(inside, depth + 1, key, nodes, false);
    }

    std::map<base::Bytes, base::Bytes> m_items;
};

} // namespace datanet::test
