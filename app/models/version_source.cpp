#include "models/version_source.h"

#include "dataset/data_set.h"
#include "dataset/field_scanner.h"
#include "dataset/kept_file.h"
#include "models/record_media.h"
#include "versioning/history.h"

namespace datanet::app {

using base::fail;
using base::Result;
using base::Status;

Status VersionSource::open()
{
    if (m_rows)
        return {};
    auto repository = versioning::Repository::open(dataset::DataSetFolder{folder()}.repository());
    if (!repository)
        return fail(repository.error());
    m_repository.emplace(std::move(*repository));
    auto rows = versioning::VersionRows::open(*m_repository, m_version);
    if (!rows)
        return fail(rows.error());
    m_rows.emplace(std::move(*rows));
    return {};
}

Result<RecordHead> VersionSource::head()
{
    if (auto status = open(); !status)
        return fail(status.error());
    RecordHead head;
    head.count = m_rows->count();
    head.generation = 1; // a version never changes
    const auto bytes = versioning::documentAt(*m_repository, m_version, QLatin1StringView(dataset::kSchemaFile));
    const auto settled =
        settleColumns(head, bytes ? *bytes : base::Bytes(), [this](qint64 limit) { return m_rows->page(0, limit); });
    if (!settled)
        return fail(settled.error());
    return head;
}

Result<RecordPage> VersionSource::page(const std::vector<RecordColumn> &columns, qint64 first, qint64 limit,
                                       const ShownRows &)
{
    if (auto status = open(); !status)
        return fail(status.error());
    const auto rows = m_rows->page(first, limit);
    if (!rows)
        return fail(rows.error());
    RecordPage page{first, 1, {}};
    dataset::FieldScanner scanner;
    for (const auto &row : *rows) {
        RecordRow shown{row.position, {}, {}};
        shown.cells.resize(columns.size());
        const bool isLoaded = scanner.load(row.body);
        const auto media = isLoaded ? dataset::RecordMedia::of(scanner) : std::nullopt;
        for (std::size_t index = 0; isLoaded && index < columns.size(); ++index) {
            const auto *field = scanner.find(base::text(columns[index].field));
            RecordCell &cell = shown.cells[index];
            cell.blank = field == nullptr || field->text.empty() || field->kind == dataset::ValueKind::Null;
            if (!cell.blank)
                cell.text = RecordCell::shortened(field->text);
            showMedia(cell, base::text(columns[index].field), media, folder(), m_version);
        }
        page.rows.push_back(std::move(shown));
    }
    return page;
}

} // namespace datanet::app
