#include "sync/published_text.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "crypto/digest.h"
#include "curation/compared_text.h"
#include "dataset/record.h"
#include "sync/mirror.h"
#include "sync/preimages.h"
#include "sync/published_corrections.h"
#include "versioning/difference.h"

#include <QDir>

#include <algorithm>
#include <functional>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kMostDatanets = 10'000;
constexpr int kIndexThreads = 2;
constexpr std::chrono::minutes kIndexLockPatience{2};

struct IndexedRecord
{
    std::uint32_t position = 0;
    base::Digest id;
    std::string text;
};

using RecordVisitor = std::function<Status(const base::Digest &id, std::uint32_t position, std::uint64_t priority,
                                           const dataset::FieldScanner &fields, const dataset::Schema &schema)>;

// The records that a version brought, in the order of its rows.
Status forEachRecord(const Network &network, std::uint64_t datanet, std::uint32_t version, const RecordVisitor &visit,
                     base::TaskContext &context)
{
    auto mirror = Mirror::open(network, datanet);
    if (!mirror)
        return fail(mirror.error());
    const auto commit = mirror->commitOf(version);
    const auto proof = mirror->proofOf(version);
    if (!commit || !proof)
        return fail(!commit ? commit.error() : proof.error());
    // The rules it was registered under: they never change for it.
    const auto rules = mirror->rules(proof->opening.termsHash);
    if (!rules)
        return fail(rules.error());
    std::optional<versioning::CommitId> below;
    if (version > 1) {
        const auto before = mirror->commitOf(version - 1);
        if (!before)
            return fail(before.error());
        below = *before;
    }
    dataset::FieldScanner fields;
    const auto done = versioning::difference(
        mirror->repository(), below, *commit, {}, context, [&](const dataset::RowChange &change) -> Status {
            if (change.after.empty() || !fields.load(change.after))
                return {};
            const auto id = dataset::recordId(change.after);
            const auto at = std::lower_bound(proof->records.begin(), proof->records.end(), id);
            if (at == proof->records.end() || *at != id)
                return fail(
                    ErrorKind::Corrupt,
                    u"version %1 of datanet %2 has a record that its contribution lacks"_s.arg(version).arg(datanet));
            return visit(id, static_cast<std::uint32_t>(at - proof->records.begin()), proof->priorityOf(id), fields,
                         rules->schema);
        });
    return done ? Status() : fail(done.error());
}

// The accepted records of one version that have a priority, ascending by position in their contribution.
Status readVersionTexts(const Network &network, std::uint64_t datanet, std::uint32_t version, std::uint64_t priority,
                        const std::set<base::Digest> &without, const attribution::RecordSink &sink)
{
    base::Unwatched unwatched;
    std::vector<IndexedRecord> records;
    const auto read = forEachRecord(
        network, datanet, version,
        [&](const base::Digest &id, std::uint32_t position, std::uint64_t itsPriority, const auto &fields,
            const auto &schema) -> Status {
            if (itsPriority == priority && !without.contains(id))
                records.push_back({position, id, indexedText(fields, schema)});
            return {};
        },
        unwatched);
    if (!read)
        return read;
    std::sort(records.begin(), records.end(),
              [](const IndexedRecord &left, const IndexedRecord &right) { return left.position < right.position; });
    for (const IndexedRecord &record : records) {
        if (auto taken = sink(record.id, record.position, record.text); !taken)
            return taken;
    }
    return {};
}

bool isGone(const PublishedCorrections &corrections, const base::Digest &record, std::uint64_t contribution)
{
    const BroughtRecord *brought = corrections.find(record);
    return brought && (corrections.gone().contains(record) || brought->place.contribution != contribution);
}

// A source is known by its id and read once, so one that lacks records needs another.
base::Digest sourceIdWithout(const base::Digest &id, const std::set<base::Digest> &without)
{
    if (without.empty())
        return id;
    crypto::Sha256 digest;
    digest.update(id.view());
    for (const base::Digest &record : without)
        digest.update(record.view());
    return digest.finish();
}

Status addPublished(const Network &network, light::Snapshot &snapshot, const Datanet &datanet,
                    const PublishedSelection &selection, PublishedText &result, base::TaskContext &context)
{
    const auto count = requireValue(datanet.versions, u"the versions of datanet %1"_s.arg(datanet.id));
    if (!count)
        return fail(count.error());
    if (*count == 0)
        return {};
    // What not everybody can read, not everybody could check: it is not traced and earns nothing.
    if (datanet.isPrivate()) {
        if (selection.datanets.empty())
            return {};
        return fail(ErrorKind::Denied, u"datanet %1 is private to its members"_s.arg(datanet.id),
                    u"choose a public one"_s);
    }
    const auto proven = readVersionLeaves(network, snapshot, datanet.id, *count, context);
    if (!proven)
        return fail(proven.error());
    const auto leaves = requireValue(*proven, u"the list of versions of datanet %1"_s.arg(datanet.id));
    if (!leaves)
        return fail(leaves.error());
    const auto listed = proven->map([](const auto &list) { return std::uint64_t{list.size()}; });
    result.known = result.known ? light::combine(*result.known, listed, std::plus<std::uint64_t>()) : listed;
    std::uint32_t last = 0;
    base::Digest acc;
    for (const chain::VersionLeaf &leaf : *leaves) {
        if (selection.until && leaf.publishedAt > *selection.until)
            break;
        acc = chain::accumulated(acc, crypto::keccak256(leaf.preimage()));
        last = leaf.number;
    }
    if (last == 0)
        return {};
    auto mirror = Mirror::open(network, datanet.id);
    if (!mirror)
        return fail(mirror.error());
    const auto report = mirror->update(snapshot, datanet, context);
    if (!report)
        return fail(report.error());
    if (report->matching < last)
        return fail(ErrorKind::Network,
                    u"version %1 of datanet %2 is missing: %3"_s.arg(report->matching + 1)
                        .arg(datanet.id)
                        .arg(report->problems.empty() ? u"the remote does not have it"_s : report->problems.front()),
                    u"check that the datanet's remote can be reached, then try again"_s);
    const auto corrections = PublishedCorrections::read(network, *mirror, last);
    if (!corrections)
        return fail(corrections.error());
    const auto &made = corrections->corrections();
    result.corrections.insert(result.corrections.end(), made.begin(), made.end());
    for (std::uint32_t number = 1; number <= last; ++number) {
        const chain::VersionLeaf &leaf = (*leaves)[number - 1];
        const auto proof = mirror->proofOf(number);
        if (!proof)
            return fail(proof.error());
        const PublishedContribution contribution{leaf.contribution,
                                                 datanet.id,
                                                 number,
                                                 leaf.publishedAt,
                                                 leaf.openingHash,
                                                 proof->opening.contributor,
                                                 proof->opening.payee,
                                                 proof->opening.recordsRoot};
        result.add(contribution);
        const auto accepted = proof->accepted();
        if (!accepted)
            return fail(accepted.error());
        std::set<base::Digest> without;
        std::set<std::uint64_t> priorities;
        for (const base::Digest &record : *accepted) {
            if (selection.current && isGone(*corrections, record, contribution.id))
                without.insert(record);
            else
                priorities.insert(proof->priorityOf(record));
        }
        const base::Digest sourceId = sourceIdWithout(contribution.openingHash, without);
        result.ids.emplace(sourceId, contribution.id);
        for (const std::uint64_t priority : priorities) {
            result.sources.push_back(
                {attribution::Source{sourceId, priority},
                 [&network, id = datanet.id, number, priority, without](const attribution::RecordSink &sink) {
                     return readVersionTexts(network, id, number, priority, without, sink);
                 }});
        }
    }
    result.versions.push_back({datanet.id, last, acc});
    return {};
}

Result<attribution::TextCorpus> openCorpusIn(const Network &network, const PublishedText &published,
                                             const QString &purpose, bool anew, base::TaskContext &context)
{
    const auto contract = network.address(u"Datanets"_s);
    if (!contract)
        return fail(contract.error());
    const QString folder = network.home().path
        + u"/texts/%1-%2-%3"_s.arg(network.profile().chainId).arg(contract->hex().mid(2)).arg(purpose);
    if (auto made = base::files::makeFolder(folder); !made)
        return fail(made.error());
    auto lock = base::FileLock::wait(folder + u".lock"_s, kIndexLockPatience, context);
    if (!lock)
        return fail(lock.error());
    if (anew) {
        if (!QDir(folder).removeRecursively())
            return fail(ErrorKind::Io, u"cannot empty "_s + folder);
        if (auto made = base::files::makeFolder(folder); !made)
            return fail(made.error());
    }
    context.step(u"Indexing the published texts"_s);
    auto updated = attribution::IndexFolder(folder).update(published.sources, {}, context);
    if (!updated)
        return fail(updated.error());
    context.step(u"Looking for copies among them"_s);
    attribution::RecordClusters clusters;
    if (auto extended = clusters.extend(updated->index, context, kIndexThreads); !extended)
        return fail(extended.error());
    return attribution::TextCorpus::of(std::move(updated->index), clusters.standings());
}

} // namespace

RecordWords wordsOf(const dataset::FieldScanner &fields, const dataset::Schema &schema)
{
    RecordWords words;
    const std::string textField = schema.textField.toStdString();
    if (!textField.empty() && fields.string(textField)) {
        for (const dataset::Field &field : schema.fields) {
            if (field.name == schema.textField)
                break;
            if (field.type != dataset::FieldType::String || !field.constraints.required)
                continue;
            if (const auto value = fields.string(field.name.toStdString())) {
                if (!words.heading.empty())
                    words.heading += '\n';
                words.heading += *value;
            }
        }
    }
    std::string buffer;
    words.text = curation::comparedText(fields, textField, buffer);
    return words;
}

std::string indexedText(const dataset::FieldScanner &fields, const dataset::Schema &schema)
{
    const RecordWords words = wordsOf(fields, schema);
    return words.heading.empty() ? words.text : words.heading + '\n' + words.text;
}

Result<std::map<base::Digest, RecordWords>> readRecordWords(const Network &network,
                                                            const PublishedContribution &contribution,
                                                            const std::set<base::Digest> &ids,
                                                            base::TaskContext &context)
{
    std::map<base::Digest, RecordWords> found;
    const auto read = forEachRecord(
        network, contribution.datanet, contribution.version,
        [&](const base::Digest &id, std::uint32_t, std::uint64_t, const auto &fields, const auto &schema) -> Status {
            if (ids.contains(id))
                found.emplace(id, wordsOf(fields, schema));
            return {};
        },
        context);
    return read ? Result<std::map<base::Digest, RecordWords>>(std::move(found)) : fail(read.error());
}

void PublishedText::add(const PublishedContribution &contribution)
{
    contributions.emplace(contribution.id, contribution);
    ids.emplace(contribution.openingHash, contribution.id);
}

Result<PublishedContribution> PublishedText::of(const attribution::Source &source) const
{
    const auto id = ids.find(source.id);
    const auto found = id == ids.end() ? contributions.end() : contributions.find(id->second);
    if (found == contributions.end())
        return fail(ErrorKind::NotFound, u"the contribution of source %1 is not published"_s.arg(source.id.hex()));
    return found->second;
}

Result<PublishedText> readPublished(const Network &network, light::Snapshot &snapshot,
                                    const PublishedSelection &selection, base::TaskContext &context)
{
    context.step(u"Looking what is published"_s);
    const auto page = listDatanets(network, snapshot, 0, kMostDatanets, context);
    if (!page)
        return fail(page.error());
    const auto count = requireValue(page->count, u"the number of datanets"_s);
    if (!count)
        return fail(count.error());
    if (*count > page->datanets.size())
        return fail(ErrorKind::Invalid, u"there are more than %1 datanets"_s.arg(kMostDatanets));
    for (const std::uint64_t wanted : selection.datanets) {
        if (wanted == 0 || wanted > *count)
            return fail(ErrorKind::NotFound, u"there is no datanet %1 on this network"_s.arg(wanted),
                        u"datanet datanet list"_s);
    }
    PublishedText result;
    for (const Datanet &datanet : page->datanets) {
        if (!selection.datanets.empty() && !selection.datanets.contains(datanet.id))
            continue;
        if (auto added = addPublished(network, snapshot, datanet, selection, result, context); !added)
            return fail(added.error());
    }
    return result;
}

Result<attribution::TextCorpus> openCorpus(const Network &network, const PublishedText &published,
                                           const QString &purpose, base::TaskContext &context)
{
    return openCorpusIn(network, published, purpose, false, context);
}

Result<attribution::TextCorpus> openCorpusAnew(const Network &network, const PublishedText &published,
                                               base::TaskContext &context)
{
    return openCorpusIn(network, published, u"anew"_s, true, context);
}

} // namespace datanet::sync
