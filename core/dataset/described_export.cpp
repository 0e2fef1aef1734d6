#include "dataset/described_export.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

QString DescribedExport::slug() const
{
    QString result;
    for (const QChar c : metadata.title.normalized(QString::NormalizationForm_KD).toLower()) {
        if (c.unicode() < 128 && c.isLetterOrNumber())
            result += c;
        else if (c.category() != QChar::Mark_NonSpacing && !result.isEmpty() && !result.endsWith(u'-'))
            result += u'-';
    }
    while (result.endsWith(u'-'))
        result.chop(1);
    result.truncate(100);
    return result.isEmpty() ? u"records"_s : result;
}

std::vector<ExportedColumn> exportedColumns(const Schema &schema, const Statistics &statistics)
{
    std::vector<ExportedColumn> columns;
    const auto statisticsOf = [&](const QString &name) {
        const auto found =
            std::find_if(statistics.columns.begin(), statistics.columns.end(),
                         [utf8 = name.toStdString()](const auto &column) { return column.name == utf8; });
        return found == statistics.columns.end() ? ColumnStatistics{} : *found;
    };
    for (const Field &field : schema.fields)
        columns.push_back({field, true, statisticsOf(field.name)});
    for (const ColumnStatistics &column : statistics.columns) {
        const QString name = QString::fromStdString(column.name);
        if (schema.find(name) == nullptr)
            columns.push_back({Field{name, FieldType::Any, {}, {}, {}}, false, column});
    }
    return columns;
}

QString licenceUrl(const QString &identifier)
{
    if (identifier.isEmpty() || identifier.startsWith("LicenseRef-"_L1))
        return {};
    return u"https://spdx.org/licenses/"_s + identifier + u".html"_s;
}

} // namespace datanet::dataset
