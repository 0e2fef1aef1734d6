#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "rewards/answer_division.h"
#include "rewards/inference_log.h"
#include "rewards/sum_tree.h"

#include <optional>
#include <vector>

// Everything that decides about an epoch's rewards but the log, the texts and the engine: `inputs.json`. Every part of
// it stands on chain, so anybody can make the same file without asking the proposer.
namespace datanet::rewards {

inline constexpr std::int64_t kMaximumInputs = 256 << 20; // bytes of inputs.json
inline constexpr qsizetype kMaximumContributions = 1 << 20;
inline constexpr qsizetype kMaximumSeats = 1 << 16; // jurors; reviewers of one contribution
inline constexpr qsizetype kMaximumPrices = 1 << 12;
inline constexpr qsizetype kMaximumVersions = 1 << 16;

// A published version whose records are traced against.
struct DataVersion
{
    std::uint64_t datanet = 0;
    std::uint32_t number = 0;
    base::Bytes32 acc; // Datanets.versionAcc: binds all contributions up to this version

    bool operator==(const DataVersion &) const = default;
};

// The final epoch that this one builds on.
struct PreviousRewards
{
    std::uint64_t epoch = 0; // 0: the first one, with the tree of no leaf
    base::Bytes32 statementHash;
    SumRoot root;

    bool operator==(const PreviousRewards &) const = default;
};

struct EpochInputs
{
    base::Uint256 chainId;
    base::Address inferenceContract;
    chain::Settlement settlement;
    std::vector<Prices> prices; // ascending by since
    DivisionRules rules;
    std::vector<DataVersion> data; // ascending by datanet
    PreviousRewards previous;

    // RFC 8785, one line feed at the end.
    [[nodiscard]] base::Bytes toJson() const;
    // Invalid, naming the member, for anything else than what toJson() writes.
    [[nodiscard]] static base::Result<EpochInputs> fromJson(base::ByteView bytes);

    // Invalid unless the parts fit together: rules, order of prices and versions, parameters of the settlement.
    [[nodiscard]] base::Status check() const;
    // Invalid, saying which figure, unless the log is the settled one.
    [[nodiscard]] base::Status matches(const LogSummary &log) const;
    // Invalid unless the answer's fee is what the prices at its time ask.
    [[nodiscard]] base::Status checkFee(const LoggedAnswer &answer) const;
    [[nodiscard]] crypto::TypedDomain domain() const { return chain::receiptDomain(chainId, inferenceContract); }
};

} // namespace datanet::rewards
