#include "versioning/verify.h"

#include "crypto/digest.h"
#include "dataset/identity_map.h"
#include "dataset/metadata.h"
#include "dataset/record_parser.h"
#include "dataset/schema.h"
#include "dataset/segment.h"
#include "dataset/working_copy.h"
#include "versioning/content_tree.h"

#include <set>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

class Verification
{
public:
    Verification(const Repository &repository, base::TaskContext &task) : m_repository(repository), m_task(task) { }

    void problem(const QString &words)
    {
        if (++m_report.problemCount <= VerifyReport::kMaximumProblems)
            m_report.problems.push_back(words);
    }

    void checkDocuments(const ContentTree &tree)
    {
        for (const auto &[name, blob] : tree.documents()) {
            const auto bytes = m_repository.read(blob, ObjectType::Blob, dataset::kMaximumDocumentBytes);
            const QString path = QString::fromUtf8(name);
            if (!bytes) {
                problem(path + u": "_s + bytes.error().what);
            } else if (name == dataset::kMetadataFile) {
                if (const auto metadata = dataset::Metadata::fromJson(*bytes); !metadata)
                    problem(path + u": "_s + metadata.error().what);
            } else if (name == dataset::kSchemaFile) {
                if (const auto schema = dataset::Schema::fromJson(*bytes); !schema)
                    problem(path + u": "_s + schema.error().what);
            }
        }
        if (tree.documents().count(dataset::kMetadataFile) == 0)
            problem(u"dataset.json is missing"_s);
    }

    // repeats: whether a record that comes twice is a problem; these may be segments of several versions.
    base::Status checkSegments(const std::vector<ContentTree::Segment> &segments, bool repeats = true)
    {
        std::int64_t expected = 0;
        for (const ContentTree::Segment &segment : segments)
            expected += segment.name.count;
        dataset::RowIdentifier identifier({});
        dataset::IdentityMap known; // grows with what is really there, not with what names claim
        for (const ContentTree::Segment &segment : segments) {
            if (m_task.cancelled())
                return base::cancelled();
            ++m_report.segments;
            const QString path = QString::fromLatin1(segment.name.path());
            auto raw = readSegment(m_repository, segment);
            if (!raw) {
                problem(raw.error().what);
                continue;
            }
            m_report.bytes += raw->size();
            const auto lines = dataset::SegmentLines::from(std::move(*raw));
            if (!lines) {
                problem(path + u": "_s + lines.error().what);
                continue;
            }
            int line = 0;
            for (const std::string_view body : lines->lines) {
                ++line;
                ++m_report.records;
                const QString place = path + u" line "_s + QString::number(line);
                const auto canonical = m_parser.canonical(body);
                if (!canonical)
                    problem(place + u": "_s + canonical.error().what);
                else if (*canonical != body)
                    problem(place + u": the record is not in canonical form"_s);
                else if (repeats) {
                    const auto earlier = known.insert(*identifier.identify(body, dataset::recordId(body)));
                    if (!earlier)
                        return base::fail(earlier.error());
                    if (*earlier)
                        problem(place + u": the record is there a second time"_s);
                }
            }
            m_task.progress(m_report.records, expected);
        }
        return {};
    }

    base::Status checkAttachments(const std::vector<Attachment> &list)
    {
        for (const Attachment &attachment : list) {
            if (m_task.cancelled())
                return base::cancelled();
            ++m_report.attachments;
            const auto bytes = m_repository.read(attachment.blob, ObjectType::Blob, dataset::kMaximumAttachmentBytes);
            if (!bytes)
                problem(u"attachment "_s + attachment.sha256.hex() + u": "_s + bytes.error().what);
            else if (crypto::sha256(*bytes) != attachment.sha256)
                problem(u"attachment "_s + attachment.sha256.hex() + u" has another SHA-256 than its name says"_s);
        }
        return {};
    }

    [[nodiscard]] VerifyReport &report() { return m_report; }

private:
    const Repository &m_repository;
    base::TaskContext &m_task;
    dataset::RecordParser m_parser;
    VerifyReport m_report;
};

} // namespace

Result<VerifyReport> verifyTree(const Repository &repository, const CommitId &id, base::TaskContext &task)
{
    const auto commit = repository.commit(id);
    if (!commit)
        return fail(commit.error());
    Verification verification(repository, task);
    task.step(u"Verifying the version"_s);
    const auto tree = ContentTree::ofTree(repository, commit->tree);
    if (!tree) {
        verification.problem(tree.error().what);
        return std::move(verification.report());
    }
    verification.checkDocuments(*tree);
    // Folder by folder, so that one bad name does not hide the rest.
    std::vector<ContentTree::Segment> segments;
    for (const auto &[folder, unused] : tree->folders()) {
        const auto some = tree->segments(repository, folder);
        if (!some)
            verification.problem(some.error().what);
        else
            segments.insert(segments.end(), some->begin(), some->end());
    }
    if (auto status = verification.checkSegments(segments); !status)
        return fail(status.error());
    const auto media = attachments(repository, *tree);
    if (!media)
        verification.problem(media.error().what);
    else if (auto status = verification.checkAttachments(*media); !status)
        return fail(status.error());
    return std::move(verification.report());
}

Result<HistoryReport> verifyHistory(const Repository &repository, base::TaskContext &task)
{
    const auto named = repository.refs(u"refs/"_s);
    const auto head = repository.head();
    if (!named || !head)
        return fail(!named ? named.error() : head.error());
    Verification verification(repository, task);
    HistoryReport report;
    std::set<CommitId> tips;
    for (const auto &[name, version] : *named) {
        if (!name.startsWith(u"refs/datanet/"_s) && !name.startsWith(u"refs/places/"_s))
            tips.insert(version);
    }
    std::vector<CommitId> open(tips.begin(), tips.end());
    std::set<CommitId> seen;
    std::set<ObjectId> known; // trees and blobs that were looked at
    std::set<SegmentName> names;
    while (!open.empty()) {
        if (task.cancelled())
            return base::cancelled();
        const CommitId id = open.back();
        open.pop_back();
        if (!seen.insert(id).second)
            continue;
        const auto commit = repository.commit(id);
        if (!commit) {
            verification.problem(commit.error().what);
            continue;
        }
        ++report.versions;
        open.insert(open.end(), commit->parents.begin(), commit->parents.end());
        if (tips.contains(id) || !known.insert(commit->tree).second)
            continue;
        const auto tree = ContentTree::ofTree(repository, commit->tree);
        if (!tree) {
            verification.problem(tree.error().what);
            continue;
        }
        verification.checkDocuments(*tree);
        std::vector<ContentTree::Segment> fresh;
        for (const auto &[folder, folderId] : tree->folders()) {
            if (!known.insert(folderId).second)
                continue;
            const auto segments = tree->segments(repository, folder);
            if (!segments) {
                verification.problem(segments.error().what);
                continue;
            }
            for (const ContentTree::Segment &segment : *segments) {
                if (names.insert(segment.name).second)
                    fresh.push_back(segment);
            }
        }
        if (auto status = verification.checkSegments(fresh, false); !status)
            return fail(status.error());
        if (tree->media() && known.insert(*tree->media()).second) {
            const auto media = attachments(repository, *tree);
            if (!media)
                verification.problem(media.error().what);
            else if (auto status = verification.checkAttachments(*media); !status)
                return fail(status.error());
        }
    }
    static_cast<VerifyReport &>(report) = std::move(verification.report());
    for (const CommitId &tip : tips) {
        const auto whole = verifyTree(repository, tip, task);
        if (!whole)
            return fail(whole.error());
        report.segments += whole->segments;
        report.records += whole->records;
        report.attachments += whole->attachments;
        report.bytes += whole->bytes;
        for (const QString &problem : whole->problems) {
            if (report.problems.size() < VerifyReport::kMaximumProblems)
                report.problems.push_back(problem);
        }
        report.problemCount += whole->problemCount;
    }
    return report;
}

} // namespace datanet::versioning
