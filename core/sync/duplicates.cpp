#include "sync/duplicates.h"

#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "curation/review.h"
#include "dataset/data_set.h"
#include "dataset/row_reader.h"
#include "sync/datanets.h"
#include "sync/mirror.h"
#include "sync/preimages.h"
#include "sync/replaced_contributions.h"
#include "sync/review_folder.h"
#include "sync/submitted_records.h"
#include "versioning/repository.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kMostDatanetsSearched = 10'000;

// A public version that was there before the contribution was committed to.
struct PublicVersion
{
    const Mirror *mirror = nullptr;
    chain::VersionLeaf leaf;
};

// Ids of the contribution's records, and since when each is known to be its contributor's.
struct KnownRecords
{
    std::vector<Digest> ids; // ascending; empty: not known
    std::vector<ReplacedContribution> replaced;
    std::uint64_t oldest = 0; // no record is older than this contribution; counts where nothing is in `replaced`

    [[nodiscard]] std::uint64_t priorityOf(const Digest &record) const
    {
        std::uint64_t priority = oldest;
        for (const ReplacedContribution &each : replaced) {
            if (std::binary_search(each.records.begin(), each.records.end(), record))
                priority = std::min(priority, each.opening.id);
        }
        return priority;
    }
};

bool gives(const std::vector<Digest> &ids, const chain::Opening &opening)
{
    return ids.size() == opening.count
        && crypto::merkleRoot(crypto::MerkleKind::Record, ids) == base::Digest(opening.recordsRoot);
}

// The versions of the mirror are those that the chain lists up to this one.
bool isHere(const Mirror &mirror, const std::vector<chain::VersionLeaf> &leaves, std::uint32_t last)
{
    for (std::uint32_t number = 1; number <= last; ++number) {
        const auto commit = mirror.commitOf(number);
        if (!commit || gitCommitWord(*commit) != leaves[number - 1].gitCommit)
            return false;
    }
    return true;
}

class Search
{
public:
    Search(const Network &network, light::Snapshot &snapshot, FoundDuplicates &found, base::TaskContext &context)
        : m_network(network), m_snapshot(snapshot), m_found(found), m_context(context)
    {
    }

    Status run()
    {
        if (auto listed = listVersions(); !listed)
            return listed;
        auto known = knownRecords();
        if (!known)
            return fail(known.error());
        m_found.records = known->ids;
        if (known->ids.empty())
            return {};
        m_context.step(u"Comparing with what is published"_s);
        std::vector<bool> seen(known->ids.size(), false);
        std::int64_t done = 0;
        for (const PublicVersion &version : m_versions) {
            if (m_context.cancelled())
                return base::cancelled();
            m_context.progress(done++, std::int64_t(m_versions.size()));
            if (auto compared = compare(version, *known, seen); !compared)
                return compared;
        }
        std::stable_sort(m_found.earlier.begin(), m_found.earlier.end(),
                         [](const auto &a, const auto &b) { return a.matches.size() > b.matches.size(); });
        return {};
    }

private:
    Status listVersions()
    {
        m_context.step(u"Looking what is published"_s);
        const auto page = listDatanets(m_network, m_snapshot, 0, kMostDatanetsSearched, m_context);
        if (!page)
            return fail(page.error());
        const auto count = requireValue(page->count, u"the number of datanets"_s);
        if (!count)
            return fail(count.error());
        m_found.level = page->count.level();
        if (*count > page->datanets.size())
            m_found.problems.push_back(u"only the first %1 datanets were looked at"_s.arg(page->datanets.size()));
        for (const Datanet &datanet : page->datanets) {
            if (auto listed = listVersionsOf(datanet); !listed && listed.error().kind == ErrorKind::Cancelled)
                return listed;
            else if (!listed)
                m_found.problems.push_back(u"datanet %1: "_s.arg(datanet.id) + listed.error().what);
        }
        // Who was first counts.
        std::stable_sort(m_versions.begin(), m_versions.end(),
                         [](const auto &a, const auto &b) { return a.leaf.publishedAt < b.leaf.publishedAt; });
        return {};
    }

    Status listVersionsOf(const Datanet &datanet)
    {
        const auto count = requireValue(datanet.versions, u"the versions of datanet %1"_s.arg(datanet.id));
        if (!count)
            return fail(count.error());
        if (*count == 0 || datanet.isPrivate())
            return {};
        const auto proven = readVersionLeaves(m_network, m_snapshot, datanet.id, *count, m_context);
        const auto leaves = proven ? requireValue(*proven, u"its list of versions"_s)
                                   : Result<std::vector<chain::VersionLeaf>>(fail(proven.error()));
        if (!leaves)
            return fail(leaves.error());
        std::uint32_t last = 0;
        while (last < leaves->size() && (*leaves)[last].publishedAt < m_found.commitment.committedAt)
            ++last;
        if (last == 0)
            return {};
        m_found.level = chain::weaker(m_found.level, proven->level());
        auto mirror = Mirror::open(m_network, datanet.id);
        if (!mirror)
            return fail(mirror.error());
        if (!isHere(*mirror, *leaves, last)) {
            const auto report = mirror->update(m_snapshot, datanet, m_context);
            if (!report)
                return fail(report.error());
            if (report->matching < last) {
                m_found.problems.push_back(
                    u"version %1 of datanet %2 is missing: %3"_s.arg(report->matching + 1)
                        .arg(datanet.id)
                        .arg(report->problems.empty() ? u"the remote does not have it"_s : report->problems.front()));
                last = report->matching;
            }
        }
        m_mirrors.push_back(std::make_unique<Mirror>(*std::move(mirror)));
        for (std::uint32_t number = 1; number <= last; ++number) {
            // The contract takes no version whose files nobody named.
            if (const auto &leaf = (*leaves)[number - 1]; !leaf.gitCommit.isZero())
                m_versions.push_back({m_mirrors.back().get(), leaf});
        }
        return {};
    }

    Result<KnownRecords> knownRecords()
    {
        KnownRecords known;
        if (auto published = fromPublished(known); !published || !known.ids.empty())
            return published ? Result<KnownRecords>(std::move(known)) : fail(published.error());
        if (auto opened = fromReview(known); !opened || !known.ids.empty())
            return opened ? Result<KnownRecords>(std::move(known)) : fail(opened.error());
        const auto oldest = oldestPriority();
        if (!oldest)
            return fail(oldest.error());
        known.oldest = *oldest;
        auto ids = fromPublicLists();
        if (!ids)
            return fail(ids.error());
        known.ids = std::move(*ids);
        return known;
    }

    // Its own version carries the list.
    Status fromPublished(KnownRecords &known)
    {
        const auto contracts = contractsOn(m_network);
        if (!contracts)
            return fail(contracts.error());
        const auto number = m_snapshot.read(contracts->datanets.publishedIn(m_found.contribution), m_context);
        if (!number)
            return fail(number.error());
        if (!number->hasValue() || number->value() == 0)
            return {};
        const auto datanet = readDatanet(m_network, m_snapshot, m_found.opening.datanet, m_context);
        auto mirror = Mirror::open(m_network, m_found.opening.datanet);
        if (!datanet || !mirror)
            return fail(!datanet ? datanet.error() : mirror.error());
        auto proof = mirror->proofOf(number->value());
        if (!proof || proof->opening != m_found.opening) {
            if (const auto updated = mirror->update(m_snapshot, *datanet, m_context); !updated)
                return fail(updated.error());
            proof = mirror->proofOf(number->value());
        }
        if (!proof || proof->opening != m_found.opening || !proof->accepted()) {
            m_found.problems.push_back(
                u"the version that published contribution %1 is not on this computer"_s.arg(m_found.contribution));
            return {};
        }
        known.ids = std::move(proof->records);
        known.replaced = std::move(proof->replaced);
        known.oldest = m_found.opening.id;
        return {};
    }

    // A panel member has the records.
    Status fromReview(KnownRecords &known)
    {
        const auto folder = ReviewFolder::of(m_network, m_found.contribution);
        if (!folder)
            return fail(folder.error());
        if (!folder->isOpened())
            return {};
        auto mirror = Mirror::open(m_network, m_found.opening.datanet);
        auto rows = dataset::RowReader::open(folder->data());
        if (!mirror || !rows)
            return fail(!mirror ? mirror.error() : rows.error());
        const auto there = mirror->recordsAt(m_found.opening.baseVersion, m_context);
        if (!there)
            return fail(there.error());
        auto records = submittedRecords(*rows, *there, m_context);
        if (!records)
            return fail(records.error());
        if (!gives(records->ids, m_found.opening))
            return fail(ErrorKind::Corrupt,
                        u"what was opened of contribution %1 on this computer is not what was registered"_s.arg(
                            m_found.contribution),
                        u"datanet review open %1"_s.arg(m_found.contribution));
        const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder->data()}.repository());
        if (!repository)
            return fail(repository.error());
        auto replaced = submittedReplaced(m_network, m_snapshot, m_found.opening, *repository, records->ids, m_context);
        if (!replaced)
            return fail(replaced.error());
        known.ids = std::move(records->ids);
        known.replaced = std::move(*replaced);
        known.oldest = m_found.opening.id;
        return {};
    }

    // Which records the contributor had sent before is not on chain: all of them might be as old as the first of the
    // contributions that this one replaces, so that nobody is called a copier of who copied from them.
    Result<std::uint64_t> oldestPriority()
    {
        chain::Opening opening = m_found.opening;
        for (std::size_t i = 0; opening.supersedes != 0 && i < kMostReplaced; ++i) {
            const auto proven = readOpening(m_network, m_snapshot, opening.supersedes, m_context);
            const auto before = proven ? requireValue(*proven, u"contribution %1"_s.arg(opening.supersedes))
                                       : Result<chain::Opening>(fail(proven.error()));
            if (!before)
                return fail(before.error());
            opening = *before;
        }
        return opening.id;
    }

    // A list that everybody has and that gives the contribution's root.
    Result<std::vector<Digest>> fromPublicLists()
    {
        m_context.step(u"Comparing with what is published"_s);
        std::int64_t done = 0;
        for (const PublicVersion &version : m_versions) {
            if (m_context.cancelled())
                return base::cancelled();
            m_context.progress(done++, std::int64_t(m_versions.size()));
            auto proof = version.mirror->proofOf(version.leaf.number);
            if (!proof)
                return fail(proof.error());
            if (gives(proof->records, m_found.opening))
                return std::move(proof->records);
            auto accepted = proof->accepted();
            if (!accepted)
                return fail(accepted.error());
            if (gives(*accepted, m_found.opening))
                return std::move(*accepted);
        }
        for (const PublicVersion &version : m_versions) {
            // Reading a version takes longer: only where it has about as many records.
            const auto all = recordsUpTo(version);
            if (!all)
                return fail(all.error());
            if (*all < m_found.opening.count)
                continue;
            auto whole = version.mirror->recordsAt(version.leaf.number, m_context);
            if (!whole)
                return fail(whole.error());
            if (gives(*whole, m_found.opening))
                return std::move(*whole);
        }
        return std::vector<Digest>();
    }

    Result<std::uint64_t> recordsUpTo(const PublicVersion &version) const
    {
        std::uint64_t all = 0;
        for (const PublicVersion &other : m_versions) {
            if (other.mirror == version.mirror && other.leaf.number <= version.leaf.number)
                all += other.leaf.acceptedCount;
        }
        return all;
    }

    Status compare(const PublicVersion &version, const KnownRecords &known, std::vector<bool> &seen)
    {
        auto proof = version.mirror->proofOf(version.leaf.number);
        if (!proof)
            return fail(proof.error());
        if (proof->opening.contributor == m_found.opening.contributor)
            return {};
        const auto bits = curation::bitmapFromBytes(proof->acceptedBitmap, std::int64_t(proof->records.size()));
        if (!bits)
            return fail(bits.error());
        std::vector<EarlierVersion::Match> matches;
        for (std::size_t later = 0; later < known.ids.size(); ++later) {
            const Digest &id = known.ids[later];
            const auto at = std::lower_bound(proof->records.begin(), proof->records.end(), id);
            if (at == proof->records.end() || *at != id || seen[later])
                continue;
            const auto earlier = std::size_t(at - proof->records.begin());
            if (!(*bits)[earlier] || proof->priorityOf(id) >= known.priorityOf(id))
                continue;
            seen[later] = true;
            matches.push_back({std::uint32_t(later), std::uint32_t(earlier)});
        }
        if (!matches.empty())
            m_found.earlier.push_back({version.leaf, *std::move(proof), std::move(matches)});
        return {};
    }

    const Network &m_network;
    light::Snapshot &m_snapshot;
    FoundDuplicates &m_found;
    base::TaskContext &m_context;
    std::vector<std::unique_ptr<Mirror>> m_mirrors;
    std::vector<PublicVersion> m_versions; // the earliest first
};

} // namespace

std::uint32_t FoundDuplicates::found() const
{
    return std::accumulate(earlier.begin(), earlier.end(), std::uint32_t(0),
                           [](std::uint32_t sum, const auto &one) { return sum + std::uint32_t(one.matches.size()); });
}

Result<FoundDuplicates> findDuplicates(const Network &network, light::Snapshot &snapshot, std::uint64_t contribution,
                                       base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto status = snapshot.read(contracts->contributions.status(contribution), context);
    const auto registered = readCommitment(network, snapshot, contribution, context);
    if (!status || !registered)
        return fail(!status ? status.error() : registered.error());
    const auto commitment = requireValue(*registered, u"the registration of contribution %1"_s.arg(contribution));
    const auto known = requireValue(*status, u"the state of contribution %1"_s.arg(contribution));
    if (!commitment || !known)
        return fail(!commitment ? commitment.error() : known.error());
    if (known->state == ContributionState::Committed || known->state == ContributionState::ExpiredUnopened)
        return fail(
            ErrorKind::Denied,
            u"contribution %1 was not opened: nobody but its contributor knows what is in it"_s.arg(contribution));
    const auto proven = readOpening(network, snapshot, contribution, context);
    if (!proven)
        return fail(proven.error());
    const auto opening = requireValue(*proven, u"the declaration of contribution %1"_s.arg(contribution));
    if (!opening)
        return fail(opening.error());
    FoundDuplicates found{contribution, *status, *opening, *commitment, {}, {}, {}, light::Level::Unknown};
    if (auto done = Search(network, snapshot, found, context).run(); !done)
        return fail(done.error());
    return found;
}

} // namespace datanet::sync
