#pragma once

#include "chain/bindings/project_contracts.h"
#include "chain/rlp.h"
#include "chain/transport.h"
#include "core/light/trie_builder.h"
#include "crypto/digest.h"
#include "light/header.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>
#include <map>

namespace datanet::test {

// A chain in memory on which contributions are opened: headers that hash to their hash, the events, and the storage of
// the lists with its proofs. Blocks can be taken back and others made in their place.
class FakeChain
{
public:
    // made: makes its blocks others than those of a chain with another number.
    FakeChain(const chain::ContributionsContract &contract, quint64 chainId, std::uint64_t made = 0)
        : m_contract(contract), m_chainId(chainId), m_made(made)
    {
        mine({});
    }

    [[nodiscard]] std::uint64_t height() const { return m_blocks.size() - 1; }

    // The next block, with one event for each opening.
    void mine(const std::vector<chain::Opening> &openings)
    {
        Block block;
        if (!m_blocks.empty())
            block.lists = m_blocks.back().lists;
        block.openings = openings;
        for (const auto &opening : openings) {
            for (const auto &fact :
                 {m_contract.ofDatanet(opening.datanet), m_contract.ofContributor(opening.contributor)}) {
                auto &list = block.lists[fact.fields->front().slot];
                list = list.with(opening.hash());
            }
        }
        block.trie = storage(block.lists);
        block.account = chain::rlp::encodeList(std::array{chain::rlp::encodeNumber({}), chain::rlp::encodeNumber({}),
                                                          chain::rlp::encodeString(block.trie.root().view()),
                                                          chain::rlp::encodeString(crypto::keccak256("code").view())});
        auto &header = block.header;
        header.number = m_blocks.size();
        header.parentHash = m_blocks.empty() ? base::Digest() : m_blocks.back().header.hash;
        header.timestamp = 1'700'000'000 + header.number;
        header.gasUsed = ++m_made; // no two blocks are alike
        header.stateRoot = stateOf(block).root();
        header.hash = *light::headerHash(header);
        m_blocks.push_back(std::move(block));
    }

    // Takes back the blocks above this one.
    void takeBack(std::uint64_t number) { m_blocks.resize(number + 1); }

    [[nodiscard]] QJsonValue answer(const QString &method, const QJsonArray &params) const
    {
        if (method == QLatin1String("eth_chainId"))
            return hex(m_chainId);
        if (method == QLatin1String("eth_blockNumber"))
            return hex(height());
        if (method == QLatin1String("eth_getBlockByNumber"))
            return blockJson(number(params[0]));
        if (method == QLatin1String("eth_getProof"))
            return proofJson(params[1].toArray(), number(params[2]));
        if (method == QLatin1String("eth_getLogs")) {
            const auto filter = params[0].toObject();
            QJsonArray logs;
            for (auto block = number(filter[QStringLiteral("fromBlock")]);
                 block <= std::min(number(filter[QStringLiteral("toBlock")]), height()); ++block) {
                for (const auto &log : logsOf(block))
                    logs.append(log);
            }
            return logs;
        }
        return {};
    }

    // An event of the contract as a server tells it.
    [[nodiscard]] QJsonObject logJson(const chain::Opening &opening, std::uint64_t block, std::size_t index) const
    {
        const auto hash = m_blocks.at(block).header.hash;
        return {
            {QStringLiteral("address"), m_contract.address().hex()},
            {QStringLiteral("topics"),
             QJsonArray{m_contract.artefact().interface.event(u"Opened")->topic.hex(), chain::asTopic(opening.id).hex(),
                        chain::asTopic(opening.datanet).hex(), chain::asTopic(opening.contributor).hex()}},
            {QStringLiteral("data"), base::toHex(base::ByteView(opening.preimage()).sliced(32))},
            {QStringLiteral("blockNumber"), hex(block)},
            {QStringLiteral("blockHash"), hash.hex()},
            {QStringLiteral("transactionHash"), opening.recordsRoot.hex()},
            {QStringLiteral("logIndex"), hex(index)}};
    }

private:
    struct Block
    {
        chain::BlockFields header;
        std::vector<chain::Opening> openings;
        std::map<base::Bytes32, chain::Collection> lists; // by slot
        TrieBuilder trie;
        base::Bytes account;
    };

    static QString hex(std::uint64_t value) { return base::Uint256(value).toHexQuantity(); }
    static std::uint64_t number(const QJsonValue &value)
    {
        return base::Uint256::fromHexQuantity(value.toString())->toUint64().value_or(0);
    }

    static TrieBuilder storage(const std::map<base::Bytes32, chain::Collection> &lists)
    {
        TrieBuilder trie;
        for (const auto &[slot, list] : lists) {
            const base::Bytes word =
                list.acc.toBytes32().toBytes().sliced(8) + base::Uint256(list.count).toBytes32().toBytes().sliced(24);
            trie.put(crypto::keccak256(slot.view()).toBytes(),
                     chain::rlp::encodeNumber(*base::Uint256::fromBigEndian(word)));
        }
        return trie;
    }

    [[nodiscard]] TrieBuilder stateOf(const Block &block) const
    {
        TrieBuilder state;
        state.put(crypto::keccak256(m_contract.address().view()).toBytes(), block.account);
        return state;
    }

    [[nodiscard]] QJsonArray logsOf(std::uint64_t block) const
    {
        QJsonArray logs;
        for (const auto &opening : m_blocks[block].openings)
            logs.append(logJson(opening, block, std::size_t(logs.size())));
        return logs;
    }

    static QJsonArray list(const std::vector<base::Bytes> &nodes)
    {
        QJsonArray array;
        for (const auto &node : nodes)
            array.append(base::toHex(node));
        return array;
    }

    [[nodiscard]] QJsonValue proofJson(const QJsonArray &keys, std::uint64_t at) const
    {
        if (at > height())
            return {};
        const auto &block = m_blocks[at];
        QJsonArray slots;
        for (const auto &key : keys) {
            const auto path = crypto::keccak256(base::Bytes32::fromHexText(key.toString())->view()).toBytes();
            slots.append(QJsonObject{{QStringLiteral("proof"), list(block.trie.proof(path))}});
        }
        const auto path = crypto::keccak256(m_contract.address().view()).toBytes();
        return QJsonObject{{QStringLiteral("accountProof"), list(stateOf(block).proof(path))},
                           {QStringLiteral("storageProof"), slots}};
    }

    [[nodiscard]] QJsonValue blockJson(std::uint64_t at) const
    {
        if (at > height())
            return {};
        const auto &block = m_blocks[at].header;
        return QJsonObject{{QStringLiteral("hash"), block.hash.hex()},
                           {QStringLiteral("parentHash"), block.parentHash.hex()},
                           {QStringLiteral("sha3Uncles"), block.unclesHash.hex()},
                           {QStringLiteral("miner"), block.beneficiary.hex()},
                           {QStringLiteral("stateRoot"), block.stateRoot.hex()},
                           {QStringLiteral("transactionsRoot"), block.transactionsRoot.hex()},
                           {QStringLiteral("receiptsRoot"), block.receiptsRoot.hex()},
                           {QStringLiteral("logsBloom"), block.logsBloom.hex()},
                           {QStringLiteral("difficulty"), QStringLiteral("0x0")},
                           {QStringLiteral("number"), hex(block.number)},
                           {QStringLiteral("gasLimit"), QStringLiteral("0x0")},
                           {QStringLiteral("gasUsed"), hex(block.gasUsed)},
                           {QStringLiteral("timestamp"), hex(block.timestamp)},
                           {QStringLiteral("extraData"), QStringLiteral("0x")},
                           {QStringLiteral("mixHash"), block.mixHash.hex()},
                           {QStringLiteral("nonce"), block.nonce.hex()}};
    }

    chain::ContributionsContract m_contract;
    quint64 m_chainId;
    std::vector<Block> m_blocks;
    std::uint64_t m_made;
};

// Servers of such a chain by their host, each honest until told otherwise.
class FakeServers final : public chain::Transport
{
public:
    using Params = QJsonArray;
    // Gets what an honest server answers; returns what this one does. An error becomes the server's refusal.
    using Lie = std::function<base::Result<QJsonValue>(const QString &method, const Params &params, QJsonValue honest)>;

    explicit FakeServers(const FakeChain &chain) : m_chain(chain) { }

    std::map<QString, Lie> lies; // by host
    std::map<QString, int> calls; // by method
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges; // of blocks that events were asked for

    [[nodiscard]] base::Result<base::Bytes> post(const QUrl &url, base::ByteView body,
                                                 base::TaskContext &context) override
    {
        if (context.cancelled())
            return base::cancelled();
        const auto request = QJsonDocument::fromJson(body.toByteArray()).object();
        const auto method = request[QStringLiteral("method")].toString();
        const auto params = request[QStringLiteral("params")].toArray();
        ++calls[method];
        if (method == QLatin1String("eth_getLogs")) {
            const auto filter = params[0].toObject();
            const auto block = [&](const char *name) {
                return *base::Uint256::fromHexQuantity(filter[QLatin1String(name)].toString())->toUint64();
            };
            ranges.emplace_back(block("fromBlock"), block("toBlock"));
        }
        base::Result<QJsonValue> result = m_chain.answer(method, params);
        if (const auto lie = lies.find(url.host()); lie != lies.end())
            result = lie->second(method, params, *result);
        QJsonObject answer{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")}, {QStringLiteral("id"), 1}};
        if (result)
            answer[QStringLiteral("result")] = *result;
        else
            answer[QStringLiteral("error")] =
                QJsonObject{{QStringLiteral("code"), -32005}, {QStringLiteral("message"), result.error().what}};
        return QJsonDocument(answer).toJson(QJsonDocument::Compact);
    }

private:
    const FakeChain &m_chain;
};

} // namespace datanet::test
