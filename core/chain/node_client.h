#pragma once

#include "base/uint256.h"
#include "chain/json_rpc.h"

#include <optional>
#include <span>

namespace datanet::chain {

// The fields of a block as a server reports them: nothing here is proven. Optional fields belong to later forks, in the
// order in which the forks brought them.
struct BlockFields
{
    base::Digest hash;
    base::Digest parentHash;
    base::Digest unclesHash;
    base::Address beneficiary;
    base::Digest stateRoot;
    base::Digest transactionsRoot;
    base::Digest receiptsRoot;
    base::FixedBytes<256> logsBloom;
    base::Uint256 difficulty;
    std::uint64_t number = 0;
    std::uint64_t gasLimit = 0;
    std::uint64_t gasUsed = 0;
    std::uint64_t timestamp = 0; // seconds since 1970
    base::Bytes extraData; // at most 4096 bytes (some networks write more than Ethereum's 32)
    base::Digest mixHash;
    base::FixedBytes<8> nonce;
    std::optional<base::Uint256> baseFeePerGas; // London
    std::optional<base::Digest> withdrawalsRoot; // Shanghai
    std::optional<std::uint64_t> blobGasUsed; // Cancun
    std::optional<std::uint64_t> excessBlobGas; // Cancun
    std::optional<base::Digest> parentBeaconBlockRoot; // Cancun
    std::optional<base::Digest> requestsHash; // Prague
};

// An answer to eth_getProof. Only the trie nodes are kept: values beside them prove nothing. The lists stand in the
// order of the answer; whoever verifies checks them against what was asked.
struct ProofFields
{
    std::vector<base::Bytes> accountNodes;
    std::vector<std::vector<base::Bytes>> storageNodes;
};

struct Receipt
{
    base::Digest transactionHash;
    bool succeeded = false;
    std::uint64_t blockNumber = 0;
    base::Digest blockHash;
    std::uint64_t gasUsed = 0;
    base::Uint256 gasPrice; // paid, per unit of gas
    std::optional<base::Address> createdContract;
    struct Log
    {
        base::Address address;
        std::vector<base::Bytes32> topics;
        base::Bytes data;
        // Where in the chain, as the server says; nothing where it says none (a log that is in no block yet).
        struct Place
        {
            std::uint64_t block = 0;
            base::Digest transaction;
            std::uint64_t index = 0; // among all logs of the block
            std::optional<std::uint64_t> time; // of the block; not every server tells it
            std::optional<base::Digest> blockHash;
        };
        std::optional<Place> place;
    };
    std::vector<Log> logs;
};

struct FeeLevels
{
    base::Uint256 baseFee; // of the next block
    base::Uint256 priority; // a tip that recent blocks took
};

struct CallRequest
{
    std::optional<base::Address> from;
    std::optional<base::Address> to;
    base::Uint256 value;
    base::Bytes data;
};

// The calls the application makes to an Ethereum node, with answers checked for shape and size but for nothing else.
// Errors are those of JsonRpcClient; NotFound also where a block or transaction is not there.
class NodeClient
{
public:
    explicit NodeClient(JsonRpcClient rpc) : m_rpc(std::move(rpc)) { }

    [[nodiscard]] const QUrl &server() const { return m_rpc.server(); }

    [[nodiscard]] base::Result<std::uint64_t> chainId(base::TaskContext &context) const;
    [[nodiscard]] base::Result<std::uint64_t> blockNumber(base::TaskContext &context) const;
    [[nodiscard]] base::Result<BlockFields> latestBlock(base::TaskContext &context) const;
    [[nodiscard]] base::Result<BlockFields> blockByNumber(std::uint64_t number, base::TaskContext &context) const;
    [[nodiscard]] base::Result<BlockFields> blockByHash(const base::Digest &hash, base::TaskContext &context) const;

    [[nodiscard]] base::Result<ProofFields> proof(const base::Address &account, std::span<const base::Bytes32> slots,
                                                  std::uint64_t block, base::TaskContext &context) const;
    // What the server says without proof; block: the newest when absent.
    [[nodiscard]] base::Result<base::Uint256> balance(const base::Address &account, std::optional<std::uint64_t> block,
                                                      base::TaskContext &context) const;
    [[nodiscard]] base::Result<base::Uint256> storageAt(const base::Address &account, const base::Bytes32 &slot,
                                                        std::uint64_t block, base::TaskContext &context) const;
    [[nodiscard]] base::Result<base::Bytes> code(const base::Address &account, base::TaskContext &context) const;

    // The next free nonce, counting transactions that wait in the server's pool.
    [[nodiscard]] base::Result<std::uint64_t> pendingNonce(const base::Address &account,
                                                           base::TaskContext &context) const;
    [[nodiscard]] base::Result<FeeLevels> feeLevels(base::TaskContext &context) const;
    [[nodiscard]] base::Result<std::uint64_t> estimateGas(const CallRequest &request, base::TaskContext &context) const;
    [[nodiscard]] base::Result<base::Bytes> call(const CallRequest &request, base::TaskContext &context) const;

    // The transaction's hash as the server computed it.
    [[nodiscard]] base::Result<base::Digest> sendRawTransaction(base::ByteView raw, base::TaskContext &context) const;
    // Nothing while the transaction is in no block.
    [[nodiscard]] base::Result<std::optional<Receipt>> receipt(const base::Digest &transaction,
                                                               base::TaskContext &context) const;
    // Whether the server has the transaction, in a block or waiting.
    [[nodiscard]] base::Result<bool> knowsTransaction(const base::Digest &transaction,
                                                      base::TaskContext &context) const;

    struct LogFilter
    {
        base::Address address;
        std::vector<std::optional<base::Bytes32>> topics; // nothing matches any
        std::uint64_t fromBlock = 0;
        std::uint64_t toBlock = 0;
        std::vector<base::Address> others; // contracts asked for together with `address`
        std::vector<base::Bytes32> firstInputs; // any of these as first indexed input; topics then name the event only
    };
    // A server can leave entries out: completeness must be checked against a proven count.
    [[nodiscard]] base::Result<std::vector<Receipt::Log>> logs(const LogFilter &filter,
                                                               base::TaskContext &context) const;

    [[nodiscard]] const JsonRpcClient &rpc() const { return m_rpc; }

private:
    JsonRpcClient m_rpc;
};

} // namespace datanet::chain
