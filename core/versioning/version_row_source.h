#pragma once

#include "dataset/exporter.h"
#include "versioning/content_tree.h"

namespace datanet::versioning {

// The rows of one version in their order, segment by segment: memory does not depend on how many there are.
// Corrupt, naming the segment, where what is stored is not what its name says.
class VersionRowSource final : public dataset::RowSource
{
public:
    // The repository must outlive the source, and is used by nobody else meanwhile.
    [[nodiscard]] static base::Result<VersionRowSource> of(const Repository &repository, const CommitId &version);

    base::Status rewind() override;
    [[nodiscard]] base::Result<bool> next(std::string_view &canonicalBody) override;
    [[nodiscard]] std::int64_t count() const override { return m_count; }

private:
    VersionRowSource(const Repository &repository, std::vector<ContentTree::Segment> segments);

    const Repository *m_repository;
    std::vector<ContentTree::Segment> m_segments;
    std::int64_t m_count = 0;
    std::size_t m_next = 0; // segment to be read next
    base::Bytes m_raw;
    qsizetype m_at = 0; // first byte of m_raw that was not handed out
};

} // namespace datanet::versioning
