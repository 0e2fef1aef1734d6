#pragma once

#include "base/task.h"
#include "dataset/row.h"
#include "dataset/segment.h"
#include "versioning/content_tree.h"

#include <QStringList>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace datanet::versioning {

// The rows of any version, read only, without a working copy. Opening reads names; page() costs O(log n) and the
// segments it opens, which are checked against their names. The repository must outlive it; one thread at a time.
class VersionRows
{
public:
    [[nodiscard]] static base::Result<VersionRows> open(const Repository &repository, const CommitId &version);

    [[nodiscard]] std::int64_t count() const { return m_first.back(); }
    [[nodiscard]] const QStringList &keyFields() const { return m_keyFields; }

    // Rows offset, offset + 1, ...: fewer than limit at the end, none beyond it.
    [[nodiscard]] base::Result<std::vector<dataset::Row>> page(std::int64_t offset, std::int64_t limit);
    base::Status forEach(base::TaskContext &task,
                         const std::function<base::Status(std::int64_t offset, const dataset::RowView &)> &visit);
    // The offset of the row a person means, as RowReader::find() has it; reads all rows up to it.
    [[nodiscard]] base::Result<std::int64_t> find(const QString &key, base::TaskContext &task);

    [[nodiscard]] const std::vector<ContentTree::Segment> &segments() const { return m_segments; }
    [[nodiscard]] std::size_t segmentOf(std::int64_t offset) const;

private:
    VersionRows(const Repository &repository, std::vector<ContentTree::Segment> segments, QStringList keyFields);
    [[nodiscard]] base::Result<std::shared_ptr<const dataset::SegmentLines>> load(std::size_t segment);

    const Repository *m_repository;
    std::vector<ContentTree::Segment> m_segments;
    std::vector<std::int64_t> m_first; // offset of each segment's first row; one more at the end: all rows
    QStringList m_keyFields;
    std::deque<std::pair<std::size_t, std::shared_ptr<const dataset::SegmentLines>>> m_recent;
};

} // namespace datanet::versioning
