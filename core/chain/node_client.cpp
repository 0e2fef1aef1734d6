#include "chain/node_client.h"

#include "chain/json_fields.h"

#include <algorithm>

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::ByteView;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxNodes = 128; // of one trie proof; verification allows fewer
constexpr qsizetype kMaxNodeSize = 1 << 16;
constexpr qsizetype kMaxData = 1 << 20; // of a call's answer, a log, code
constexpr qsizetype kMaxLogs = 100000;
// Tips of nothing leave a transaction waiting on some nodes.
constexpr std::uint64_t kLowestTip = 1'000'000;

QString quantity(std::uint64_t number)
{
    return Uint256(number).toHexQuantity();
}

Result<Uint256> asQuantity(const Result<QJsonValue> &answer, const char *what)
{
    if (!answer)
        return fail(answer.error());
    const auto text = answer->toString();
    if (const auto value = text.startsWith("0x"_L1) ? Uint256::fromHexQuantity(text) : std::nullopt)
        return *value;
    return fail(ErrorKind::Network, u"the server's %1 is no number"_s.arg(QLatin1String(what)));
}

Result<std::uint64_t> asQuantity64(const Result<QJsonValue> &answer, const char *what)
{
    const auto value = asQuantity(answer, what);
    if (!value)
        return fail(value.error());
    if (const auto small = value->toUint64())
        return *small;
    return fail(ErrorKind::Network, u"the server's %1 is too large"_s.arg(QLatin1String(what)));
}

Result<Bytes> asBytes(const Result<QJsonValue> &answer, const char *what)
{
    if (!answer)
        return fail(answer.error());
    JsonFields fields({{QLatin1String(what), *answer}}, u"answer"_s);
    auto bytes = fields.bytes(QLatin1String(what), kMaxData);
    if (const auto ok = fields.status(); !ok)
        return fail(ok.error());
    return bytes;
}

Result<BlockFields> asBlock(const Result<QJsonValue> &answer)
{
    if (!answer)
        return fail(answer.error());
    if (answer->isNull())
        return fail(ErrorKind::NotFound, u"the server does not have this block"_s);
    JsonFields json(answer->toObject(), u"block"_s);
    BlockFields block;
    block.hash = json.fixed<32>("hash"_L1);
    block.parentHash = json.fixed<32>("parentHash"_L1);
    block.unclesHash = json.fixed<32>("sha3Uncles"_L1);
    block.beneficiary = json.fixed<20>("miner"_L1);
    block.stateRoot = json.fixed<32>("stateRoot"_L1);
    block.transactionsRoot = json.fixed<32>("transactionsRoot"_L1);
    block.receiptsRoot = json.fixed<32>("receiptsRoot"_L1);
    block.logsBloom = json.fixed<256>("logsBloom"_L1);
    block.difficulty = json.quantity("difficulty"_L1);
    block.number = json.quantity64("number"_L1);
    block.gasLimit = json.quantity64("gasLimit"_L1);
    block.gasUsed = json.quantity64("gasUsed"_L1);
    block.timestamp = json.quantity64("timestamp"_L1);
    block.extraData = json.bytes("extraData"_L1, 4096);
    block.mixHash = json.fixed<32>("mixHash"_L1);
    block.nonce = json.fixed<8>("nonce"_L1);
    if (json.has("baseFeePerGas"_L1))
        block.baseFeePerGas = json.quantity("baseFeePerGas"_L1);
    if (json.has("withdrawalsRoot"_L1))
        block.withdrawalsRoot = json.fixed<32>("withdrawalsRoot"_L1);
    if (json.has("blobGasUsed"_L1))
        block.blobGasUsed = json.quantity64("blobGasUsed"_L1);
    if (json.has("excessBlobGas"_L1))
        block.excessBlobGas = json.quantity64("excessBlobGas"_L1);
    if (json.has("parentBeaconBlockRoot"_L1))
        block.parentBeaconBlockRoot = json.fixed<32>("parentBeaconBlockRoot"_L1);
    if (json.has("requestsHash"_L1))
        block.requestsHash = json.fixed<32>("requestsHash"_L1);
    if (const auto ok = json.status(); !ok)
        return fail(ok.error());
    return block;
}

Result<std::vector<Receipt::Log>> asLogs(const QJsonValue &value)
{
    if (!value.isArray() || value.toArray().size() > kMaxLogs)
        return fail(ErrorKind::Network, u"the server's logs are no list, or too long"_s);
    std::vector<Receipt::Log> logs;
    for (const auto &item : value.toArray()) {
        JsonFields json(item.toObject(), u"log"_s);
        Receipt::Log log;
        log.address = json.fixed<20>("address"_L1);
        for (const auto &topic : json.byteList("topics"_L1, 4, 32))
            log.topics.push_back(Bytes32::from(topic).value_or(Bytes32()));
        log.data = json.bytes("data"_L1, kMaxData);
        if (json.has("transactionHash"_L1) && json.has("blockNumber"_L1)) {
            log.place = Receipt::Log::Place{json.quantity64("blockNumber"_L1), json.fixed<32>("transactionHash"_L1),
                                            json.quantity64("logIndex"_L1), std::nullopt, std::nullopt};
            if (json.has("blockTimestamp"_L1))
                log.place->time = json.quantity64("blockTimestamp"_L1);
            if (json.has("blockHash"_L1))
                log.place->blockHash = json.fixed<32>("blockHash"_L1);
        }
        if (const auto ok = json.status(); !ok)
            return fail(ok.error());
        logs.push_back(std::move(log));
    }
    return logs;
}

QJsonObject toJson(const CallRequest &request)
{
    QJsonObject json;
    if (request.from)
        json.insert("from"_L1, request.from->hex());
    if (request.to)
        json.insert("to"_L1, request.to->hex());
    if (!request.value.isZero())
        json.insert("value"_L1, request.value.toHexQuantity());
    json.insert("data"_L1, base::toHex(request.data));
    return json;
}

} // namespace

Result<std::uint64_t> NodeClient::chainId(base::TaskContext &context) const
{
    return asQuantity64(m_rpc.call(u"eth_chainId"_s, {}, context), "chain id");
}

Result<std::uint64_t> NodeClient::blockNumber(base::TaskContext &context) const
{
    return asQuantity64(m_rpc.call(u"eth_blockNumber"_s, {}, context), "block number");
}

Result<BlockFields> NodeClient::latestBlock(base::TaskContext &context) const
{
    return asBlock(m_rpc.call(u"eth_getBlockByNumber"_s, {u"latest"_s, false}, context));
}

Result<BlockFields> NodeClient::blockByNumber(std::uint64_t number, base::TaskContext &context) const
{
    auto block = asBlock(m_rpc.call(u"eth_getBlockByNumber"_s, {quantity(number), false}, context));
    if (block && block->number != number)
        return fail(ErrorKind::Network, u"%1 sent another block than asked for"_s.arg(server().host()));
    return block;
}

Result<BlockFields> NodeClient::blockByHash(const Digest &hash, base::TaskContext &context) const
{
    auto block = asBlock(m_rpc.call(u"eth_getBlockByHash"_s, {hash.hex(), false}, context));
    if (block && block->hash != hash)
        return fail(ErrorKind::Network, u"%1 sent another block than asked for"_s.arg(server().host()));
    return block;
}

Result<ProofFields> NodeClient::proof(const Address &account, std::span<const Bytes32> slots, std::uint64_t block,
                                      base::TaskContext &context) const
{
    QJsonArray keys;
    for (const auto &slot : slots)
        keys.append(slot.hex());
    const auto answer = m_rpc.call(u"eth_getProof"_s, {account.hex(), keys, quantity(block)}, context);
    if (!answer)
        return fail(answer.error());
    if (answer->isNull())
        return fail(ErrorKind::NotFound, u"%1 has no proof for block %2"_s.arg(server().host()).arg(block));
    JsonFields json(answer->toObject(), u"proof"_s);
    ProofFields proof;
    proof.accountNodes = json.byteList("accountProof"_L1, kMaxNodes, kMaxNodeSize);
    if (const auto ok = json.status(); !ok)
        return fail(ok.error());
    const auto storage = answer->toObject().value("storageProof"_L1).toArray();
    if (storage.size() != static_cast<qsizetype>(slots.size()))
        return fail(
            ErrorKind::Network,
            u"%1 sent %2 storage proofs instead of %3"_s.arg(server().host()).arg(storage.size()).arg(slots.size()));
    for (const auto &item : storage) {
        JsonFields slot(item.toObject(), u"storage proof"_s);
        proof.storageNodes.push_back(slot.byteList("proof"_L1, kMaxNodes, kMaxNodeSize));
        if (const auto ok = slot.status(); !ok)
            return fail(ok.error());
    }
    return proof;
}

Result<Uint256> NodeClient::balance(const Address &account, std::optional<std::uint64_t> block,
                                    base::TaskContext &context) const
{
    const auto when = block ? quantity(*block) : u"latest"_s;
    return asQuantity(m_rpc.call(u"eth_getBalance"_s, {account.hex(), when}, context), "balance");
}

Result<Uint256> NodeClient::storageAt(const Address &account, const Bytes32 &slot, std::uint64_t block,
                                      base::TaskContext &context) const
{
    return asQuantity(m_rpc.call(u"eth_getStorageAt"_s, {account.hex(), slot.hex(), quantity(block)}, context),
                      "storage value");
}

Result<Bytes> NodeClient::code(const Address &account, base::TaskContext &context) const
{
    return asBytes(m_rpc.call(u"eth_getCode"_s, {account.hex(), u"latest"_s}, context), "code");
}

Result<std::uint64_t> NodeClient::pendingNonce(const Address &account, base::TaskContext &context) const
{
    return asQuantity64(m_rpc.call(u"eth_getTransactionCount"_s, {account.hex(), u"pending"_s}, context), "nonce");
}

Result<FeeLevels> NodeClient::feeLevels(base::TaskContext &context) const
{
    const auto answer = m_rpc.call(u"eth_feeHistory"_s, {u"0x5"_s, u"latest"_s, QJsonArray{50}}, context);
    if (!answer)
        return fail(answer.error());
    const auto json = answer->toObject();
    const auto fees = json.value("baseFeePerGas"_L1).toArray();
    const auto next = fees.isEmpty() ? std::nullopt : Uint256::fromHexQuantity(fees.last().toString());
    if (!next)
        return fail(ErrorKind::Network, u"%1 does not say the network's base fee"_s.arg(server().host()));
    FeeLevels levels{*next, Uint256(kLowestTip)};
    for (const auto &block : json.value("reward"_L1).toArray()) {
        if (const auto tip = Uint256::fromHexQuantity(block.toArray().first().toString()))
            levels.priority = std::max(levels.priority, *tip);
    }
    return levels;
}

Result<std::uint64_t> NodeClient::estimateGas(const CallRequest &request, base::TaskContext &context) const
{
    return asQuantity64(m_rpc.call(u"eth_estimateGas"_s, {toJson(request)}, context), "gas estimate");
}

Result<Bytes> NodeClient::call(const CallRequest &request, base::TaskContext &context) const
{
    return asBytes(m_rpc.call(u"eth_call"_s, {toJson(request), u"latest"_s}, context), "result");
}

Result<Digest> NodeClient::sendRawTransaction(ByteView raw, base::TaskContext &context) const
{
    const auto answer = m_rpc.call(u"eth_sendRawTransaction"_s, {base::toHex(raw)}, context);
    if (!answer)
        return fail(answer.error());
    if (const auto hash = Digest::fromHexText(answer->toString()))
        return *hash;
    return fail(ErrorKind::Network, u"%1 took a transaction without telling its hash"_s.arg(server().host()));
}

Result<std::optional<Receipt>> NodeClient::receipt(const Digest &transaction, base::TaskContext &context) const
{
    const auto answer = m_rpc.call(u"eth_getTransactionReceipt"_s, {transaction.hex()}, context);
    if (!answer)
        return fail(answer.error());
    if (answer->isNull())
        return std::optional<Receipt>();
    JsonFields json(answer->toObject(), u"receipt"_s);
    Receipt receipt;
    receipt.transactionHash = json.fixed<32>("transactionHash"_L1);
    receipt.succeeded = json.quantity64("status"_L1) == 1;
    receipt.blockNumber = json.quantity64("blockNumber"_L1);
    receipt.blockHash = json.fixed<32>("blockHash"_L1);
    receipt.gasUsed = json.quantity64("gasUsed"_L1);
    receipt.gasPrice = json.quantity("effectiveGasPrice"_L1);
    if (json.has("contractAddress"_L1))
        receipt.createdContract = json.fixed<20>("contractAddress"_L1);
    if (const auto ok = json.status(); !ok)
        return fail(ok.error());
    if (receipt.transactionHash != transaction)
        return fail(ErrorKind::Network, u"%1 sent another transaction's receipt"_s.arg(server().host()));
    auto logs = asLogs(answer->toObject().value("logs"_L1));
    if (!logs)
        return fail(logs.error());
    receipt.logs = std::move(*logs);
    return std::optional(std::move(receipt));
}

Result<bool> NodeClient::knowsTransaction(const Digest &transaction, base::TaskContext &context) const
{
    const auto answer = m_rpc.call(u"eth_getTransactionByHash"_s, {transaction.hex()}, context);
    if (!answer)
        return fail(answer.error());
    return answer->isObject();
}

Result<std::vector<Receipt::Log>> NodeClient::logs(const LogFilter &filter, base::TaskContext &context) const
{
    QJsonArray topics;
    for (const auto &topic : filter.topics)
        topics.append(topic ? QJsonValue(topic->hex()) : QJsonValue());
    if (!filter.firstInputs.empty()) {
        QJsonArray any;
        for (const auto &input : filter.firstInputs)
            any.append(input.hex());
        topics.append(any);
    }
    QJsonArray addresses{filter.address.hex()};
    for (const auto &other : filter.others)
        addresses.append(other.hex());
    const QJsonObject json{{u"address"_s, filter.others.empty() ? addresses.first() : QJsonValue(addresses)},
                           {u"topics"_s, topics},
                           {u"fromBlock"_s, quantity(filter.fromBlock)},
                           {u"toBlock"_s, quantity(filter.toBlock)}};
    const auto answer = m_rpc.call(u"eth_getLogs"_s, {json}, context);
    if (!answer)
        return fail(answer.error());
    return asLogs(*answer);
}

} // namespace datanet::chain
