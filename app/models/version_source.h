#pragma once

#include "models/record_source.h"
#include "versioning/version_rows.h"

namespace datanet::app {

// The rows of a saved version, for looking only: nothing of the working copy is read or changed.
class VersionSource final : public RecordSource
{
public:
    VersionSource(const QString &folder, const versioning::CommitId &version) : RecordSource(folder), m_version(version)
    {
    }

    [[nodiscard]] std::optional<versioning::CommitId> version() const override { return m_version; }
    [[nodiscard]] base::Result<RecordHead> head() override;
    // All rows: nothing is searched for in saved versions.
    [[nodiscard]] base::Result<RecordPage> page(const std::vector<RecordColumn> &columns, qint64 first, qint64 limit,
                                                const ShownRows &shown = {}) override;

private:
    base::Status open();

    versioning::CommitId m_version;
    std::optional<versioning::Repository> m_repository;
    std::optional<versioning::VersionRows> m_rows;
};

} // namespace datanet::app
