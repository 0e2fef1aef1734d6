#include "sync/checked_rows.h"

#include "base/files.h"
#include "crypto/digest.h"
#include "curation/recheck.h"
#include "dataset/metadata.h"
#include "dataset/record.h"
#include "dataset/row_places.h"
#include "sync/record_media_facts.h"
#include "versioning/difference.h"
#include "versioning/history.h"

#include <algorithm>
#include <unordered_map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using curation::EditedRecords;
using curation::KeptRecords;
using dataset::RowIdentity;
using dataset::RowPlace;

namespace {

// Beyond this share of the records, examining all of them is as quick.
constexpr std::size_t kMostEdited = 8;
constexpr std::size_t kAlwaysEdited = 1000;

struct IdentityHash
{
    std::size_t operator()(const RowIdentity &identity) const
    {
        return static_cast<std::size_t>(dataset::keyPrefix(identity.key) ^ identity.content);
    }
};

bool isBefore(const RowIdentity &left, const RowIdentity &right)
{
    return left.key != right.key ? left.key < right.key : left.content < right.content;
}

bool isAccepted(const CheckBasis &basis, const base::Digest &id)
{
    return std::binary_search(basis.published.begin(), basis.published.end(), id);
}

// Everything besides the records that the findings depend on.
base::Digest markOf(const CheckBasis &basis)
{
    const base::Bytes all =
        rulesMark(basis).toUtf8() + ' ' + base::Bytes::number(qulonglong(basis.datanet)) + ' ' + basis.acceptedMark;
    return crypto::sha256(all);
}

struct Differences
{
    EditedRecords edited; // without what was added
    std::vector<RowIdentity> already; // of the rows as they are now, ascending
    std::vector<RowPlace> unknown; // ascending by position
};

// Rows mostly stand where they stood: those are matched by position, the others by what they are.
Differences differences(KeptRecords &kept, const std::vector<RowPlace> &places)
{
    std::vector<std::uint64_t> byPosition(kept.size());
    for (std::uint32_t number = 0; number < kept.size(); ++number)
        byPosition[number] = std::uint64_t(kept.positions[number]) << 32 | number;
    std::sort(byPosition.begin(), byPosition.end());

    Differences result;
    std::vector<RowPlace> elsewhere;
    std::unordered_map<RowIdentity, std::uint32_t, IdentityHash> missing;
    auto next = byPosition.begin();
    for (const RowPlace &place : places) {
        for (; next != byPosition.end() && dataset::Position(*next >> 32) < place.position; ++next)
            missing.emplace(kept.rows[std::uint32_t(*next)], std::uint32_t(*next));
        const bool here = next != byPosition.end() && dataset::Position(*next >> 32) == place.position
            && kept.rows[std::uint32_t(*next)] == place.identity;
        if (here)
            ++next;
        else
            elsewhere.push_back(place);
    }
    for (; next != byPosition.end(); ++next)
        missing.emplace(kept.rows[std::uint32_t(*next)], std::uint32_t(*next));

    for (const RowPlace &place : elsewhere) {
        if (const auto found = missing.find(place.identity); found != missing.end()) {
            kept.positions[found->second] = static_cast<std::uint32_t>(place.position);
            result.edited.moved.push_back(found->second);
            missing.erase(found);
        } else if (std::binary_search(kept.already.begin(), kept.already.end(), place.identity, isBefore)) {
            result.already.push_back(place.identity);
        } else {
            result.unknown.push_back(place);
        }
    }
    for (const auto &[identity, number] : missing)
        result.edited.removed.push_back(number);
    std::sort(result.edited.removed.begin(), result.edited.removed.end());
    return result;
}

void sortIdentities(std::vector<RowIdentity> &identities)
{
    std::sort(identities.begin(), identities.end(), isBefore);
}

class RowChecks
{
public:
    RowChecks(versioning::Workspace &workspace, const CheckBasis &basis, const curation::SetFacts &facts,
              base::TaskContext &context)
        : m_rows(workspace.workingCopy().rows()),
          m_folder(workspace.folder()),
          m_path(m_folder + u'/' + QLatin1StringView(kKeptChecksFile)),
          m_basis(basis),
          m_facts(facts),
          m_context(context),
          m_mark(markOf(basis))
    {
    }

    Result<CheckedRows> run()
    {
        auto places = dataset::rowPlaces(m_rows, m_context);
        if (!places)
            return fail(places.error());
        m_places = std::move(*places);
        auto edited = afterEdits();
        if (!edited)
            return fail(edited.error());
        return *edited ? std::move(**edited) : whole();
    }

private:
    // Nothing where a whole run is needed.
    Result<std::optional<CheckedRows>> afterEdits()
    {
        const auto wholeRun = std::optional<CheckedRows>();
        auto kept = curation::readKeptRecords(m_path, m_mark);
        if (!kept)
            return wholeRun;
        Differences found = differences(*kept, m_places);
        const std::size_t most = kAlwaysEdited + m_places.size() / kMostEdited;
        if (found.unknown.size() + found.edited.removed.size() > most)
            return wholeRun;
        std::vector<dataset::Position> positions;
        for (const RowPlace &place : found.unknown)
            positions.push_back(place.position);
        std::size_t next = 0;
        const auto read = dataset::rowsAt(m_rows, positions, [&](const dataset::RowView &row) -> Status {
            const RowIdentity &identity = found.unknown[next++].identity;
            if (isAccepted(m_basis, row.id()))
                found.already.push_back(identity);
            else
                found.edited.added.push_back({{row.position, std::string(row.body)}, identity});
            return {};
        });
        if (!read)
            return fail(read.error());
        sortIdentities(found.already);
        const bool same = found.edited.added.empty() && found.edited.removed.empty() && found.edited.moved.empty()
            && found.already == kept->already;
        const auto *accepted = m_basis.accepted ? &*m_basis.accepted : nullptr;
        kept->already = std::move(found.already);
        const auto already = static_cast<std::int64_t>(kept->already.size());
        std::vector<dataset::Row> added;
        for (const auto &each : found.edited.added)
            added.push_back(each.row);
        const auto media = mediaFactsOf(added, m_folder, std::nullopt, m_context);
        if (!media)
            return fail(media.error());
        if (media->missing > 0)
            return wholeRun;
        m_facts.media = media->library;
        m_context.step(u"Checking"_s);
        // If it cannot be written, or what was written is not to be had, a whole run is due next time.
        const auto write = [this](const KeptRecords &settled) {
            (void)curation::writeKeptRecords(m_path, settled, m_mark);
        };
        auto checked = curation::recheck(
            std::move(*kept), std::move(found.edited), m_basis.rules, accepted, m_facts,
            [this](const auto &wanted, const auto &visit) { return dataset::rowsAt(m_rows, wanted, visit); }, m_context,
            same ? curation::SettledRecords() : write);
        if (!checked && checked.error().kind == base::ErrorKind::Corrupt)
            return wholeRun;
        if (!checked)
            return fail(checked.error());
        if (!*checked)
            return wholeRun;
        return CheckedRows{std::move((*checked)->report), already, false, std::move((*checked)->changed)};
    }

    Result<CheckedRows> whole()
    {
        CheckedRows result;
        KeptRecords kept;
        std::vector<RowIdentity> already;
        std::vector<dataset::Row> rows;
        rows.reserve(m_places.size());
        std::size_t next = 0;
        m_context.step(u"Checking"_s);
        const auto read = m_rows.forEach(m_context, [&](const dataset::RowView &row) -> Status {
            const std::size_t at = next++;
            if (at >= m_places.size() || m_places[at].position != row.position)
                return fail(base::ErrorKind::Conflict, u"the records changed while they were read"_s, u"try again"_s);
            if (isAccepted(m_basis, row.id()))
                already.push_back(m_places[at].identity);
            else
                rows.push_back({row.position, std::string(row.body)});
            return {};
        });
        if (!read)
            return fail(read.error());
        result.already = static_cast<std::int64_t>(already.size());
        const auto media = mediaFactsOf(rows, m_folder, std::nullopt, m_context);
        if (!media)
            return fail(media.error());
        m_facts.media = media->library;
        m_context.step(u"Checking"_s);
        auto source = curation::MemorySource::inOrder(std::move(rows));
        const auto *accepted = m_basis.accepted ? &*m_basis.accepted : nullptr;
        auto report = curation::runChecks(source, m_basis.rules, accepted, m_facts, m_context, &kept);
        if (!report)
            return fail(report.error());
        result.report = std::move(*report);
        // What is missing may be there the next time, and no record would have changed.
        if (!kept.usable || media->missing > 0) {
            (void)base::files::removeFile(m_path);
            return result;
        }
        for (std::uint32_t number = 0; number < kept.size(); ++number) {
            const auto place =
                std::lower_bound(m_places.begin(), m_places.end(), dataset::Position(kept.positions[number]),
                                 [](const RowPlace &left, dataset::Position right) { return left.position < right; });
            kept.rows[number] = place->identity;
        }
        sortIdentities(already);
        kept.already = std::move(already);
        (void)curation::writeKeptRecords(m_path, kept, m_mark); // where nothing can be written, every run is whole
        return result;
    }

    dataset::RowReader &m_rows;
    QString m_folder;
    QString m_path;
    const CheckBasis &m_basis;
    curation::SetFacts m_facts;
    base::TaskContext &m_context;
    base::Digest m_mark;
    std::vector<RowPlace> m_places;
};

} // namespace

Result<CheckedRows> checkRows(versioning::Workspace &workspace, const CheckBasis &basis,
                              const curation::SetFacts &facts, base::TaskContext &context)
{
    return RowChecks(workspace, basis, facts, context).run();
}

Result<curation::Report> checkVersion(versioning::Workspace &workspace, const versioning::CommitId &version,
                                      const CheckBasis &basis, base::TaskContext &context)
{
    const auto document =
        versioning::documentAt(workspace.repository(), version, QLatin1StringView(dataset::kMetadataFile));
    const auto metadata =
        document ? dataset::Metadata::fromJson(*document) : Result<dataset::Metadata>(fail(document.error()));
    if (!metadata)
        return fail(metadata.error());
    std::vector<dataset::Row> rows;
    const auto walked = versioning::difference(workspace.repository(), std::nullopt, version, {}, context,
                                               [&](const dataset::RowChange &row) -> Status {
                                                   if (!isAccepted(basis, dataset::recordId(row.after)))
                                                       rows.push_back({row.position, row.after});
                                                   return {};
                                               });
    if (!walked)
        return fail(walked.error());
    const auto media = mediaFactsOf(rows, workspace.folder(), version, context);
    if (!media)
        return fail(media.error());
    context.step(u"Checking"_s);
    auto source = curation::MemorySource::inOrder(std::move(rows));
    const auto *accepted = basis.accepted ? &*basis.accepted : nullptr;
    return curation::runChecks(source, basis.rules, accepted, {metadata->licence, media->library}, context);
}

} // namespace datanet::sync
