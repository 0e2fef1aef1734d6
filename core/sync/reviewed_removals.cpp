#include "sync/reviewed_removals.h"

#include "dataset/record.h"
#include "sync/published_corrections.h"
#include "versioning/difference.h"

#include <algorithm>
#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr std::int64_t kMostRemovedBytes = std::int64_t(1) << 28; // of old records that are shown

Result<std::map<Digest, std::string>> bodiesOf(const Mirror &mirror, std::uint32_t version,
                                               const std::set<Digest> &wanted, base::TaskContext &context)
{
    std::map<Digest, std::string> bodies;
    if (version == 0)
        return bodies;
    const auto commit = mirror.commitOf(version);
    if (!commit)
        return fail(commit.error());
    std::int64_t bytes = 0;
    const auto done = versioning::difference(
        mirror.repository(), std::nullopt, *commit, {}, context, [&](const dataset::RowChange &row) -> base::Status {
            const auto id = dataset::recordId(row.after);
            if (!wanted.contains(id))
                return {};
            bytes += static_cast<std::int64_t>(row.after.size());
            if (bytes > kMostRemovedBytes)
                return fail(ErrorKind::Invalid, u"the records to be taken out are too large to be looked at"_s);
            bodies.emplace(id, row.after);
            return {};
        });
    return done ? Result<std::map<Digest, std::string>>(std::move(bodies)) : fail(done.error());
}

} // namespace

Result<ReviewedRemovals> reviewedRemovals(const Network &network, const chain::Opening &opening,
                                          const versioning::Repository &sent, const Mirror &mirror,
                                          const SubmittedRecords &records, base::TaskContext &context)
{
    ReviewedRemovals result;
    const auto list = submittedRemovals(network.profile().chainId, opening, sent, records.ids);
    if (!list)
        return fail(list.error());
    if (list->empty())
        return result;
    const auto published = PublishedCorrections::read(network, mirror, opening.baseVersion, true);
    if (!published)
        return fail(published.error());
    std::set<Digest> wanted;
    for (const Removal &removal : *list) {
        wanted.insert(removal.record);
        if (removal.replacement)
            result.replaced.merge(published->withCorrected(removal.record));
    }
    const auto bodies = bodiesOf(mirror, opening.baseVersion, wanted, context);
    if (!bodies)
        return fail(bodies.error());
    for (const Removal &removal : *list) {
        const auto body = bodies->find(removal.record);
        const BroughtRecord *brought = published->find(removal.record);
        if (body == bodies->end() || !brought)
            return fail(ErrorKind::Corrupt,
                        u"it asks to take out a record that version %1 does not have"_s.arg(opening.baseVersion));
        ReviewedRemoval reviewed{removal, brought->place.contribution, brought->contributor, body->second, {}, {}};
        if (removal.replacement) {
            const auto at = std::lower_bound(records.ids.begin(), records.ids.end(), *removal.replacement);
            reviewed.replacement = at - records.ids.begin();
            reviewed.after = records.bodies[static_cast<std::size_t>(*reviewed.replacement)];
        }
        result.removals.push_back(std::move(reviewed));
    }
    return result;
}

void suggestForRemovals(OpenedReview &review, const base::Address &contributor)
{
    const auto others = std::ranges::count_if(review.removals, [&](const ReviewedRemoval &each) {
        return !each.removal.replacement && each.contributor != contributor;
    });
    curation::Vote &vote = review.suggested;
    // No record to leave out, and none to count: the checks know of no reason against it.
    if (review.records.empty() && !review.removals.empty() && !review.report.setRefused)
        vote.verdict = curation::Verdict::Accept;
    if (others == 0 || vote.verdict != curation::Verdict::Accept)
        return;
    vote.verdict = curation::Verdict::ChangesRequested;
    const QString words = u"Why %1 records of others should go, no check can tell."_s.arg(others);
    if (vote.reasons.empty() || vote.reasons.front().position != curation::kWholeSet)
        vote.reasons.insert(vote.reasons.begin(), {curation::kWholeSet, u"other"_s, words, {}});
}

} // namespace datanet::sync
