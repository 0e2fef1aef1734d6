#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "rewards/sum_tree.h"

#include <functional>
#include <unordered_map>
#include <vector>

// What every account of a model has earned so far: the leaves of `rewards.jsonl` (kind 3).
namespace datanet::rewards {

struct RewardLine
{
    RewardLeaf leaf;
    base::Uint256 thisEpoch; // wei; part of leaf.cumulative

    bool operator==(const RewardLine &) const = default;

    // Appends the line with its line feed.
    void appendLine(base::Bytes &out) const;
    // Invalid unless the line, without its line feed, is exactly what appendLine() writes, with its parts in range.
    [[nodiscard]] static base::Result<RewardLine> fromLine(base::ByteView line);
};

// Hands out the lines of a file in order of index. Corrupt, with the line, on damage or a gap.
base::Status readRewards(const QString &path, const std::function<base::Status(const RewardLine &)> &sink);

// The accounts in memory, about 160 bytes each. One thread at a time.
class RewardBook
{
public:
    static constexpr std::uint64_t kMaximumLoaded = std::uint64_t(1) << 24; // accounts

    // The book that an epoch ended with, as the start of the next one: nothing earned in it yet.
    [[nodiscard]] static base::Result<RewardBook> load(const QString &path);

    // Adds wei earned in this epoch; an account without a place gets one in place().
    base::Status earn(const base::Address &account, const base::Uint256 &wei);
    // Gives the accounts that earned for the first time their indices, ascending by address. Once, at the end.
    base::Status place();

    [[nodiscard]] const std::vector<RewardLine> &lines() const { return m_lines; }
    // Null when the account has no place.
    [[nodiscard]] const RewardLine *find(const base::Address &account) const;
    [[nodiscard]] base::Result<SumRoot> root() const;

private:
    std::vector<RewardLine> m_lines; // by index
    std::unordered_map<base::Address, std::uint64_t> m_places;
    std::unordered_map<base::Address, base::Uint256> m_newcomers;
};

// Invalid, naming the index, unless `next` keeps every account of `previous` at its index with no smaller amount, names
// none twice, and adds up. Streams; both are files of rewards.
base::Status checkContinuity(const QString &previous, const QString &next);

} // namespace datanet::rewards
