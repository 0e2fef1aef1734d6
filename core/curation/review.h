#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "curation/run_checks.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace datanet::curation {

// A reviewer's verdict on a contribution; the numbers are those of the contract Reviews. Accepting part of the records
// is Accept with a bitmap that leaves some out. NoRight, that the contributor had no right to share the data, is for an
// outside panel only: it ends the priority of the records.
enum class Verdict : std::uint8_t { Accept = 1, ChangesRequested = 2, Reject = 3, NoRight = 4 };
[[nodiscard]] QString verdictName(Verdict verdict); // "accept", "changes-requested", "reject", "no-right"

// The reason codes of the protocol, stable.
[[nodiscard]] const QStringList &reasonCodes();

// Why a record (or, at kWholeSet, the contribution) was decided as it was.
struct Reason
{
    static constexpr qsizetype kMaximumWords = 2000;

    std::int64_t position = 0; // in ascending order of record id, from 0
    QString code; // one of reasonCodes()
    QString words; // the reviewer's own; may be empty
    QJsonObject evidence; // as evidenceToJson() writes it; may be empty
    bool operator==(const Reason &) const = default;
};

// One reviewer's vote on every record.
struct Vote
{
    Verdict verdict = Verdict::Accept;
    std::vector<bool> accepted; // by position
    std::vector<Reason> reasons; // strictly ascending by position; every excluded record needs one
    bool operator==(const Vote &) const = default;

    [[nodiscard]] std::int64_t acceptedCount() const;
    // Invalid, naming the position: an excluded record without a reason, an unknown code, words too long, positions out
    // of order or range.
    [[nodiscard]] base::Status validate() const;
};

// One bit a position: position i is bit i % 8, least significant first, of byte i / 8; bits past the end are zero.
[[nodiscard]] base::Bytes acceptedBitmap(const std::vector<bool> &accepted);
// Invalid unless it is exactly that for this count.
[[nodiscard]] base::Result<std::vector<bool>> bitmapFromBytes(base::ByteView bytes, std::int64_t count);

// The document whose keccak256 goes on chain with the vote: {"format":1,"reasons":[{position,code,words,evidence}]},
// canonical.
[[nodiscard]] base::Bytes reasonsToJson(const std::vector<Reason> &reasons);
[[nodiscard]] base::Digest reasonsHash(base::ByteView json);
// From a reviewer's bytes, who may be anybody: at most 64 MiB and 10 million entries.
[[nodiscard]] base::Result<std::vector<Reason>> reasonsFromJson(base::ByteView json);

// How a reviewer program votes: it leaves out what a finding excludes (blocking faults, duplicates, near-duplicates at
// the limit) with that finding as its reason; accepts when at least minimumAcceptedPercent are left, rejects when none
// are, and asks for changes else or when the set as a whole is refused. The report must be of a contribution (positions
// 0, 1, 2, ...); else Invalid. Depends on report and rules alone.
[[nodiscard]] base::Result<Vote> suggestDecisions(const Report &report, const DatanetRules &rules);

} // namespace datanet::curation
