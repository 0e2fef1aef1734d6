#include "versioning/merge_rows.h"

#include "base/compression.h"
#include "crypto/digest.h"
#include "dataset/working_state.h"
#include "versioning/row_side.h"

#include <algorithm>
#include <map>
#include <set>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using dataset::RowIdentity;
using Segment = ContentTree::Segment;

namespace {

constexpr std::int64_t kNone = -1;

// Rows with their identities, findable by key.
struct Rows
{
    Rows(const Repository &repository, std::vector<Segment> list)
        : segments(std::move(list)), side(sideOf(repository, segments))
    {
    }

    Status identify(const QStringList &keyFields, base::TaskContext &task)
    {
        if (auto status = side.identifyAll(keyFields, task); !status)
            return status;
        number.reserve(side.identities().size());
        for (std::size_t row = 0; row < side.identities().size(); ++row)
            number.emplace(side.identityOf(row).key, std::int64_t(row));
        return {};
    }
    [[nodiscard]] std::int64_t find(const RowKey &key) const
    {
        const auto found = number.find(key);
        return found == number.end() ? kNone : found->second;
    }
    [[nodiscard]] const RowIdentity &at(std::int64_t row) const { return side.identityOf(std::size_t(row)); }

    std::vector<Segment> segments;
    RowSide side;
    RowNumbers number;
};

// What one side did: segments of the base that it no longer has, and those it has instead.
struct Branch
{
    Rows before;
    Rows after;

    [[nodiscard]] bool touches(const RowKey &key) const
    {
        return before.number.contains(key) || after.number.contains(key);
    }
};

// Where a row of the merge stands: behind a row of the base, or at the beginning of a segment of its own.
struct Place
{
    dataset::Position position = 0;
    base::Digest segment; // of the base; zeros where there is none
    std::int64_t row = -1; // within it
    RowKey run{}; // rows that were added in one go stay together: the first one's key; zeros for rows of the base
    std::int64_t ordinal = 0; // within the run
    RowKey key{};

    auto operator<=>(const Place &) const = default;
};

struct Written
{
    Place place;
    Rows *from = nullptr; // its side and row, or the body itself
    std::int64_t row = 0;
    std::string body;
    std::vector<std::size_t> conflicts; // that lie in it
};

std::vector<Segment> without(const std::vector<Segment> &segments, const std::map<SegmentName, ObjectId> &common)
{
    std::vector<Segment> rest;
    for (const Segment &segment : segments) {
        if (!common.contains(segment.name))
            rest.push_back(segment);
    }
    return rest;
}

std::vector<Segment> listed(const std::map<SegmentName, ObjectId> &segments)
{
    std::vector<Segment> list;
    for (const auto &[name, blob] : segments)
        list.push_back({name, blob});
    return list;
}

class RowMerge
{
public:
    RowMerge(const Repository &repository, const QStringList &keyFields, ObjectBatch &batch, base::TaskContext &task,
             SegmentDifference &&ours, SegmentDifference &&theirs, std::map<SegmentName, ObjectId> common)
        : m_keyFields(keyFields),
          m_batch(batch),
          m_task(task),
          m_common(std::move(common)),
          m_ours{{repository, std::move(ours.onlyOld)}, {repository, without(ours.onlyNew, m_common)}},
          m_theirs{{repository, std::move(theirs.onlyOld)}, {repository, without(theirs.onlyNew, m_common)}},
          m_shared(repository, listed(m_common)),
          m_identifier(keyFields)
    {
    }

    Result<MergedRows> run()
    {
        for (Rows *rows : {&m_ours.before, &m_ours.after, &m_theirs.before, &m_theirs.after, &m_shared}) {
            if (auto status = rows->identify(m_keyFields, m_task); !status)
                return fail(status.error());
        }
        count();
        for (const Branch *branch : {&m_ours, &m_theirs}) {
            for (const Segment &segment : branch->before.segments)
                m_merged.changes.removed[segment.name.folder()].insert(segment.name);
        }
        for (const auto &[name, blob] : m_common)
            m_merged.changes.added[name.folder()].push_back({name, blob});
        for (auto [branch, other] : {std::pair(&m_ours, &m_theirs), {&m_theirs, &m_ours}}) {
            if (auto status = sort(*branch, *other); !status)
                return fail(status.error());
        }
        if (auto status = write(); !status)
            return fail(status.error());
        return std::move(m_merged);
    }

private:
    void count()
    {
        MergeCounts &counts = m_merged.counts;
        for (const RowIdentity &row : m_theirs.after.side.identities()) {
            const std::int64_t before = m_theirs.before.find(row.key);
            if (before == kNone)
                ++counts.added;
            else if (m_theirs.before.at(before) != row)
                ++counts.changed;
        }
        for (const RowIdentity &row : m_theirs.before.side.identities()) {
            if (m_theirs.after.find(row.key) == kNone && m_shared.find(row.key) == kNone)
                ++counts.removed;
        }
    }

    // Takes the segments of one side that nothing of the other touches as they are, and the rows of all others one by
    // one.
    Status sort(Branch &branch, Branch &other)
    {
        const std::vector<Segment> &segments = branch.after.segments;
        for (std::size_t segment = 0; segment < segments.size(); ++segment) {
            const std::int64_t first = branch.after.side.firstRow(segment);
            const std::int64_t end = first + segments[segment].name.count;
            bool isTouched = false;
            for (std::int64_t row = first; row < end && !isTouched; ++row)
                isTouched = other.touches(branch.after.at(row).key);
            const Segment &name = segments[segment];
            if (!isTouched)
                m_merged.changes.added[name.name.folder()].push_back(name);
            else if (auto status = takeRows(branch, other, name.name.position, first, end); !status)
                return status;
        }
        return {};
    }

    static std::optional<Place> placeInBase(const Branch &branch, const RowKey &key)
    {
        const std::int64_t before = branch.before.find(key);
        if (before == kNone)
            return std::nullopt;
        const RowSide &base = branch.before.side;
        const std::size_t segment = base.partOf(before);
        const SegmentName &name = branch.before.segments[segment].name;
        return Place{name.position, name.sha256, before - base.firstRow(segment), {}, 0, key};
    }

    // Where rows stand that come before the first one of the base: just before that.
    static Place beginning(const Branch &branch, dataset::Position position, std::int64_t first, std::int64_t end)
    {
        for (std::int64_t row = first; row < end; ++row) {
            if (auto place = placeInBase(branch, branch.after.at(row).key)) {
                --place->row;
                return *place;
            }
        }
        return {position, {}, -1, {}, 0, {}};
    }

    Status takeRows(Branch &branch, Branch &other, dataset::Position position, std::int64_t first, std::int64_t end)
    {
        Place place = beginning(branch, position, first, end);
        for (std::int64_t row = first; row < end; ++row) {
            const RowIdentity &identity = branch.after.at(row);
            if (const auto old = placeInBase(branch, identity.key)) {
                place = *old;
            } else {
                if (place.run == RowKey{})
                    place.run = identity.key;
                ++place.ordinal;
                place.key = identity.key;
            }
            if (!other.touches(identity.key))
                m_written.push_back({place, &branch.after, row, {}, {}});
            else if (auto status = decide(branch, other, row, place); !status)
                return status;
        }
        return {};
    }

    // A row in a segment that both sides have changed, or that both have added.
    Status decide(Branch &branch, Branch &other, std::int64_t row, const Place &place)
    {
        const RowIdentity &mine = branch.after.at(row);
        const std::int64_t before = branch.before.find(mine.key);
        const std::int64_t others = other.after.find(mine.key);
        const bool isOurs = &branch == &m_ours;
        if (others == kNone) { // the other side has removed it
            if (before != kNone && branch.before.at(before) == mine)
                return {};
            return removedAndChanged(branch, row, before, place, isOurs);
        }
        // Both have it: it comes in once, at the lower of its places.
        const auto [found, isFirst] = m_both.emplace(mine.key, m_written.size());
        if (!isFirst) {
            Written &known = m_written[found->second];
            known.place = std::min(known.place, place);
            return {};
        }
        Written written{place, &branch.after, row, {}, {}};
        const RowIdentity &theirs = other.after.at(others);
        const bool isMineOld = before != kNone && branch.before.at(before) == mine;
        const bool isOthersOld = before != kNone && branch.before.at(before) == theirs;
        if (mine == theirs) {
            m_merged.counts.alike += isMineOld ? 0 : 1;
        } else if (isMineOld) {
            written.from = &other.after;
            written.row = others;
        } else if (!isOthersOld) {
            if (auto status = mergeCells(branch, other, row, others, before, isOurs, written); !status)
                return status;
        }
        m_written.push_back(std::move(written));
        return {};
    }

    Status mergeCells(Branch &branch, Branch &other, std::int64_t row, std::int64_t others, std::int64_t before,
                      bool isOurs, Written &written)
    {
        const auto mine = branch.after.side.body(row);
        const auto theirs = other.after.side.body(others);
        const auto old = before == kNone ? Result<std::string>(std::string()) : branch.before.side.body(before);
        if (!mine || !theirs || !old)
            return fail(!mine ? mine.error() : !theirs ? theirs.error() : old.error());
        auto merged = mergeRecords(before == kNone ? std::nullopt : std::optional(*old), isOurs ? *mine : *theirs,
                                   isOurs ? *theirs : *mine);
        written.from = nullptr;
        written.body = std::move(merged.body);
        const auto key = keyText(*mine);
        for (MergeConflict &conflict : merged.conflicts) {
            conflict.key = key;
            written.conflicts.push_back(m_merged.conflicts.size());
            m_merged.conflicts.push_back(std::move(conflict));
        }
        return {};
    }

    Status removedAndChanged(Branch &branch, std::int64_t row, std::int64_t before, const Place &place, bool isOurs)
    {
        auto mine = branch.after.side.body(row);
        auto old = before == kNone ? Result<std::string>(std::string()) : branch.before.side.body(before);
        if (!mine || !old)
            return fail(!mine ? mine.error() : old.error());
        MergeConflict conflict{MergeConflict::What::Row, keyText(*mine), {}, {}, {}, {}, {}};
        if (before != kNone)
            conflict.base = std::move(*old);
        (isOurs ? conflict.ours : conflict.theirs) = std::move(*mine);
        if (isOurs)
            m_written.push_back({place, &branch.after, row, {}, {m_merged.conflicts.size()}});
        m_merged.conflicts.push_back(std::move(conflict));
        return {};
    }

    std::string keyText(const std::string &body)
    {
        const auto key = m_identifier.hasKey() ? m_identifier.keyOf(body) : std::nullopt;
        return key ? *key : base::toPlainHex(dataset::recordId(body).view()).toStdString();
    }

    // Cuts the rows into segments; what belongs to one place of the base begins at that place.
    Status write()
    {
        m_merged.places.resize(m_merged.conflicts.size());
        std::sort(m_written.begin(), m_written.end(),
                  [](const Written &left, const Written &right) { return left.place < right.place; });
        base::Compressor compressor(dataset::kCompressionLevel);
        for (std::size_t first = 0; first < m_written.size();) {
            if (m_task.cancelled())
                return base::cancelled();
            const Place &begin = m_written[first].place;
            std::size_t end = first;
            while (end < m_written.size() && m_written[end].place.position == begin.position
                   && m_written[end].place.segment == begin.segment)
                ++end;
            if (auto status = writeRun(first, end, compressor); !status)
                return status;
            first = end;
        }
        const auto fresh = m_batch.takeSegments();
        if (!fresh)
            return fail(fresh.error());
        for (const auto &[folder, segments] : *fresh) {
            auto &added = m_merged.changes.added[folder];
            added.insert(added.end(), segments.begin(), segments.end());
        }
        return {};
    }

    Status writeRun(std::size_t first, std::size_t end, base::Compressor &compressor)
    {
        const dataset::Position begin = m_written[first].place.position;
        base::Bytes raw;
        std::size_t start = first;
        const auto cut = [&](std::size_t stop) -> Status {
            const SegmentName name{
                std::min<dataset::Position>(begin + std::int64_t(start - first), dataset::kMaximumPosition),
                crypto::sha256(raw), int(stop - start)};
            for (std::size_t row = start; row < stop; ++row) {
                for (const std::size_t conflict : m_written[row].conflicts)
                    m_merged.places[conflict] = ConflictPlace{name, int(row - start)};
            }
            auto status = m_batch.addSegment(name, compressor.compress(raw));
            raw.clear();
            start = stop;
            return status;
        };
        for (std::size_t row = first; row < end; ++row) {
            Written &written = m_written[row];
            if (written.from != nullptr) {
                auto body = written.from->side.body(written.row);
                if (!body)
                    return fail(body.error());
                written.body = std::move(*body);
            }
            const auto size = qsizetype(written.body.size()) + 1;
            if (row > start
                && (raw.size() + size > dataset::kSegmentBytes || int(row - start) == dataset::kMaximumSegmentRows)) {
                if (auto status = cut(row); !status)
                    return status;
            }
            raw += written.body;
            raw += '\n';
            written.body = {};
        }
        return cut(end);
    }

    const QStringList &m_keyFields;
    ObjectBatch &m_batch;
    base::TaskContext &m_task;
    std::map<SegmentName, ObjectId> m_common;
    Branch m_ours;
    Branch m_theirs;
    Rows m_shared; // of the segments that both have
    dataset::RowIdentifier m_identifier;

    std::vector<Written> m_written;
    std::map<RowKey, std::size_t> m_both; // rows of both sides -> their place in m_written
    MergedRows m_merged;
};

} // namespace

Result<MergedRows> mergeRows(const Repository &repository, const ContentTree &base, const ContentTree &ours,
                             const ContentTree &theirs, const QStringList &keyFields, ObjectBatch &batch,
                             base::TaskContext &task)
{
    auto left = compareSegments(repository, base, ours);
    auto right = compareSegments(repository, base, theirs);
    if (!left || !right)
        return fail(!left ? left.error() : right.error());
    // Segments that both sides have come to have. Of two compressions the lower id, as everywhere where both are good.
    std::map<SegmentName, ObjectId> mine;
    for (const Segment &segment : left->onlyNew)
        mine.emplace(segment.name, segment.blob);
    std::map<SegmentName, ObjectId> common;
    for (const Segment &segment : right->onlyNew) {
        if (const auto found = mine.find(segment.name); found != mine.end())
            common.emplace(segment.name, std::min(found->second, segment.blob));
    }
    return RowMerge(repository, keyFields, batch, task, std::move(*left), std::move(*right), std::move(common)).run();
}

} // namespace datanet::versioning
