#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "rewards/credit_sharing.h"

#include <QString>

#include <cstdint>
#include <vector>

// The engine that says which records an answer came from, as epochs see it.
namespace datanet::rewards {

struct OutputCredits
{
    std::vector<RecordCredit> records; // ascending, each once: leaders, and those that share with them
    std::uint64_t unattributed = 0;

    bool operator==(const OutputCredits &) const = default;
};

// A stretch of an answer that a cluster of records has, with its part of the cluster's credit.
struct CreditedSpan
{
    RecordPlace leader;
    RecordPlace record; // the earliest of the cluster with these words
    base::Bytes32 recordId;
    std::uint32_t beginByte = 0; // of the output, end excluded
    std::uint32_t endByte = 0;
    std::uint64_t credit = 0;

    bool operator==(const CreditedSpan &) const = default;
};

// What a record gets of the credit of a cluster whose leader was corrected, or is a correction (credit_sharing.h).
struct SharedCredit
{
    RecordPlace leader;
    std::uint64_t credit = 0; // of the cluster
    std::uint64_t part = 0; // of that, the record's
    CorrectionChain chain; // by which it is shared, newest first

    bool operator==(const SharedCredit &) const = default;
};

// Deterministic: the same output gives the same credits for ever, on every machine. Any thread, many at a time.
class CreditSource
{
public:
    virtual ~CreditSource() = default;
    // Engine and version of its rules, "text 1".
    [[nodiscard]] virtual QString engine() const = 0;
    // SHA-256 over everything the credits depend on but the output: records, their order and clusters.
    [[nodiscard]] virtual base::Digest data() const = 0;
    [[nodiscard]] virtual base::Result<OutputCredits> credits(base::ByteView output) const = 0;
    // How the credit of one record comes about; the spans' credits add up to it. Ascending by leader, then beginByte.
    [[nodiscard]] virtual base::Result<std::vector<CreditedSpan>> spans(base::ByteView output,
                                                                        const RecordPlace &record) const = 0;
    // What of it is shared with other authors; nothing by engines that know no corrections.
    [[nodiscard]] virtual base::Result<std::vector<SharedCredit>> shares(base::ByteView /*output*/,
                                                                         const RecordPlace & /*record*/) const
    {
        return std::vector<SharedCredit>();
    }
};

} // namespace datanet::rewards
