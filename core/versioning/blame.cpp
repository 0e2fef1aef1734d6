#include "versioning/blame.h"

#include "dataset/field_scanner.h"
#include "dataset/row_identity.h"
#include "versioning/content_tree.h"
#include "versioning/proofs.h"
#include "versioning/version_rows.h"

#include <algorithm>
#include <map>
#include <set>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;

namespace {

using Fields = std::map<std::string, std::string>; // name -> canonical value

Fields fieldsOf(std::string_view body)
{
    Fields fields;
    dataset::FieldScanner scanner;
    if (scanner.load(body)) {
        for (const auto &field : scanner.fields())
            fields.emplace(std::string(field.name), std::string(field.raw));
    }
    return fields;
}

// A record in one version, and those of its fields whose origin is still looked for.
struct Trail
{
    CommitId version;
    std::optional<ContentTree> content; // of the version, once it was read
    ContentTree::Segment segment;
    std::string body;
    Fields wanted;
    QStringList contributions;
};

struct Found
{
    ContentTree content; // of the parent
    ContentTree::Segment segment;
    std::string body;
};

class Tracing
{
public:
    Tracing(const Repository &repository, const QStringList &keyFields, base::TaskContext &task)
        : m_repository(repository), m_identifier(keyFields), m_fallback({}), m_task(task)
    {
    }

    Status run(Trail first, Blame &blame)
    {
        m_key = identityOf(first.body);
        auto sent = contributionsByVersion(m_repository);
        if (!sent)
            return fail(sent.error());
        m_sent = std::move(*sent);
        std::vector<Trail> open{std::move(first)};
        while (!open.empty()) {
            if (m_task.cancelled())
                return base::cancelled();
            Trail trail = std::move(open.back());
            open.pop_back();
            if (auto status = step(std::move(trail), open, blame); !status)
                return status;
        }
        return {};
    }

private:
    dataset::RowIdentity identityOf(std::string_view body)
    {
        const base::Digest id = dataset::recordId(body);
        const auto identity = m_identifier.identify(body, id);
        return identity ? *identity : *m_fallback.identify(body, id);
    }

    Status step(Trail trail, std::vector<Trail> &open, Blame &blame)
    {
        const auto commit = m_repository.commit(trail.version);
        if (!commit)
            return fail(commit.error());
        if (const auto sent = m_sent.find(trail.version); sent != m_sent.end())
            trail.contributions = sent->second;
        for (const CommitId &parent : commit->parents) {
            const auto found = inParent(trail, *commit, parent);
            if (!found)
                return fail(found.error());
            if (!*found)
                continue;
            Trail on{parent, (*found)->content, (*found)->segment, (*found)->body, {}, trail.contributions};
            const Fields before = fieldsOf(on.body);
            for (auto field = trail.wanted.begin(); field != trail.wanted.end();) {
                const auto old = before.find(field->first);
                if (old == before.end() || old->second != field->second) {
                    ++field;
                    continue;
                }
                on.wanted.insert(trail.wanted.extract(field++));
            }
            if (!on.wanted.empty())
                open.push_back(std::move(on));
            if (trail.wanted.empty())
                return {};
        }
        if (commit->isBoundary)
            blame.isWhole = false;
        for (auto &[field, value] : trail.wanted)
            blame.fields.push_back(
                {field, value, trail.version, commit->author, commit->time, commit->message, trail.contributions});
        return {};
    }

    Result<std::optional<Found>> inParent(const Trail &trail, const CommitFields &commit, const CommitId &parent)
    {
        const auto now =
            trail.content ? Result<ContentTree>(*trail.content) : ContentTree::ofTree(m_repository, commit.tree);
        const auto before = ContentTree::of(m_repository, parent);
        if (!now || !before)
            return fail(!now ? now.error() : before.error());
        const std::uint16_t folder = trail.segment.name.folder();
        const auto oldFolder = before->folders().find(folder);
        const auto newFolder = now->folders().find(folder);
        if (oldFolder != before->folders().end() && newFolder != now->folders().end()
            && oldFolder->second == newFolder->second)
            return std::optional(Found{*before, trail.segment, trail.body});
        const auto isThere = before->contains(m_repository, trail.segment.name);
        if (!isThere)
            return fail(isThere.error());
        if (*isThere)
            return std::optional(Found{*before, trail.segment, trail.body});
        const auto difference = compareSegments(m_repository, *before, *now);
        if (!difference)
            return fail(difference.error());
        // Rows rarely leave their place: the segment that stood there comes first.
        std::vector<ContentTree::Segment> candidates = difference->onlyOld;
        const auto distance = [&](const ContentTree::Segment &each) {
            return std::abs(each.name.position - trail.segment.name.position);
        };
        std::stable_sort(candidates.begin(), candidates.end(),
                         [&](const auto &left, const auto &right) { return distance(left) < distance(right); });
        for (const ContentTree::Segment &each : candidates) {
            if (m_task.cancelled())
                return base::cancelled();
            const auto raw = readSegment(m_repository, each);
            if (!raw)
                return fail(raw.error());
            const auto lines = dataset::SegmentLines::from(*raw);
            if (!lines)
                return fail(lines.error());
            for (const std::string_view line : lines->lines) {
                if (identityOf(line).key == m_key.key)
                    return std::optional(Found{*before, each, std::string(line)});
            }
        }
        return std::optional<Found>();
    }

    const Repository &m_repository;
    dataset::RowIdentifier m_identifier;
    dataset::RowIdentifier m_fallback;
    base::TaskContext &m_task;
    dataset::RowIdentity m_key;
    std::map<CommitId, QStringList> m_sent;
};

} // namespace

Result<Blame> blame(const Repository &repository, const CommitId &version, const QString &key, base::TaskContext &task)
{
    auto rows = VersionRows::open(repository, version);
    if (!rows)
        return fail(rows.error());
    const auto offset = rows->find(key, task);
    if (!offset)
        return fail(offset.error());
    const auto row = rows->page(*offset, 1);
    if (!row)
        return fail(row.error());
    Blame result{row->front().body, {}, true};
    Tracing tracing(repository, rows->keyFields(), task);
    if (auto status = tracing.run(
            {version, std::nullopt, rows->segments()[rows->segmentOf(*offset)], result.body, fieldsOf(result.body), {}},
            result);
        !status)
        return fail(status.error());
    std::sort(result.fields.begin(), result.fields.end(),
              [](const BlamedField &left, const BlamedField &right) { return left.field < right.field; });
    return result;
}

} // namespace datanet::versioning
