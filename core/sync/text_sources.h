#pragma once

#include "rewards/corrected_records.h"
#include "rewards/split.h"
#include "sync/published_text.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Where a text comes from, as people read it: a trace with everybody's names, shares, and what a paid answer brings.
namespace datanet::sync {

// Published texts made ready for tracing.
struct TraceableText
{
    PublishedText published; // without its sources' read(), which would need the network; nothing for a folder
    attribution::TextCorpus corpus;
    rewards::CorrectedRecords corrected = {};
};
// All datanets where none is named.
[[nodiscard]] base::Result<TraceableText> openPublished(const Network &network, light::Snapshot &snapshot,
                                                        const std::set<std::uint64_t> &datanets,
                                                        base::TaskContext &context);
// The same as `held` when nothing was published since, else opened as above.
[[nodiscard]] base::Result<std::shared_ptr<const TraceableText>>
openNewest(const Network &network, light::Snapshot &snapshot, const std::set<std::uint64_t> &datanets,
           const std::shared_ptr<const TraceableText> &held, base::TaskContext &context);

// Texts with the index over them. Invalid when the corrections among them do not fit together.
[[nodiscard]] base::Result<TraceableText> traceable(PublishedText published, attribution::TextCorpus corpus);

struct SourceRecord
{
    attribution::RecordNumber number = 0;
    base::Digest id;
    std::uint32_t position = 0; // in its contribution
    std::uint64_t priority = 0; // among all texts: of copies, the record with the lowest earns
    std::optional<PublishedContribution> contribution; // nothing where the text is not published
    std::string folded; // its words as they are compared
    bool operator==(const SourceRecord &) const = default;
};

// A run of the text's bytes, end excluded.
struct TextRun
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const TextRun &) const = default;
};

// A record that shares the credit of a cluster because of a correction.
struct CreditShare
{
    std::optional<PublishedContribution> contribution;
    std::uint32_t position = 0;
    attribution::Credit credit = 0;
    bool operator==(const CreditShare &) const = default;
};

// A cluster of records that the text repeats; its leader's payee earns for it, or those who share with it.
struct TextSource
{
    SourceRecord leader;
    attribution::Credit credit = 0;
    std::vector<CreditShare> shares = {}; // of the credit, the earliest record first; empty when it is all the leader's
    std::vector<TextRun> runs; // that the cluster has, in order; they may overlap
    std::uint32_t words = 0; // of the longest of them
    bool operator==(const TextSource &) const = default;
};

// A longest run that some record has; spans may overlap (attribution::Span).
struct SourcedSpan
{
    TextRun run;
    std::uint32_t words = 0; // runs of letters and digits
    std::uint64_t count = 0; // occurrences in all records
    bool boilerplate = false; // too common to earn anything
    std::vector<SourceRecord> records; // the earliest of those that have it
    std::optional<std::size_t> source; // the one that is credited most for its words; nothing when none is
    bool operator==(const SourcedSpan &) const = default;
};

// A part of the text that belongs to one span: the longest that covers it. Parts do not overlap.
struct TextPart
{
    TextRun run;
    std::size_t span = 0;
    bool operator==(const TextPart &) const = default;
};

struct SourcedText
{
    std::vector<TextSource> sources; // the greatest credit first; of equal ones the earlier record
    std::vector<SourcedSpan> spans; // in order of the text
    std::vector<TextPart> parts; // in order of the text
    attribution::Credit unattributed = 0;
    attribution::Credit total = 0; // of all sources and unattributed; 0 only for texts without weight
    bool operator==(const SourcedText &) const = default;
};
[[nodiscard]] base::Result<SourcedText> sourcesOf(const TraceableText &texts, std::string_view text);
// What two of them say differently, in English; empty when they are the same.
[[nodiscard]] QString differenceOf(const SourcedText &one, const SourcedText &other);

// What a paid answer brings its contributors if its payout round finds the same: texts that are published until then,
// and other agreed numbers, would change it.
struct ExpectedEarnings
{
    base::Uint256 net; // the fee without the platform's
    base::Uint256 share; // of the net fee, for contributors
    base::Uint256 paid; // of that, to contributors; the rest goes to the treasury
    std::vector<base::Uint256> sources; // by source: floor(share * credit / total)
};
// Invalid when a source is not published, or the fee is below the platform's.
[[nodiscard]] base::Result<ExpectedEarnings> expectedEarnings(const SourcedText &text, const base::Uint256 &fee,
                                                              const rewards::Parameters &parameters);

} // namespace datanet::sync
