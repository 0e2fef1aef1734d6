#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <cstdint>
#include <vector>

// The engine that says which records an answer came from, as epochs see it.
namespace datanet::rewards {

// A record by its place: the contribution that brought it and its position in there.
struct RecordPlace
{
    std::uint64_t contribution = 0;
    std::uint32_t position = 0;

    auto operator<=>(const RecordPlace &) const = default;
};

struct RecordCredit
{
    RecordPlace record; // the leader of its cluster
    std::uint64_t credit = 0; // in the engine's units, above 0

    bool operator==(const RecordCredit &) const = default;
};

struct OutputCredits
{
    std::vector<RecordCredit> records; // ascending, each once
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
    // How the credit of one cluster comes about; the spans' credits add up to it. Ascending by beginByte.
    [[nodiscard]] virtual base::Result<std::vector<CreditedSpan>> spans(base::ByteView output,
                                                                        const RecordPlace &leader) const = 0;
};

} // namespace datanet::rewards
