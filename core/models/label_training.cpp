#include "models/label_training.h"

#include "dataset/field_scanner.h"
#include "dataset/row_reader.h"

namespace datanet::models {

using base::fail;
using base::Result;
using base::Status;
using dataset::ValueKind;

std::string textBesideLabel(std::string_view canonicalBody, const dataset::Schema &schema, const QString &labelField)
{
    dataset::FieldScanner fields;
    if (!fields.load(canonicalBody))
        return {};
    if (!schema.textField.isEmpty() && schema.textField != labelField) {
        if (const auto text = fields.string(schema.textField.toStdString()))
            return std::string(*text);
    }
    std::string all;
    for (const auto &field : fields.fields()) {
        const auto name = QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
        if (name == labelField || schema.primaryKey.contains(name))
            continue;
        if (field.kind != ValueKind::String && field.kind != ValueKind::Array)
            continue;
        all += field.text;
        all += '\n';
    }
    return all;
}

Result<std::optional<LabelClassifier>> trainOnDone(dataset::RowReader &rows, const dataset::Schema &schema,
                                                   const QString &labelField, const dataset::LabelDecisions &decisions,
                                                   base::TaskContext &task)
{
    std::vector<LabelExample> examples;
    if (!decisions.empty() && !labelField.isEmpty()) {
        const auto status = rows.forEach(task, [&](const dataset::RowView &row) -> Status {
            if (examples.size() == LabelClassifier::kMostExamples)
                return {};
            const auto decided = decisions.find(row.id());
            if (decided == decisions.end() || decided->second != dataset::LabelDecision::Done)
                return {};
            const QString label = dataset::labelOf(row.body, labelField);
            if (!label.isEmpty())
                examples.push_back({textBesideLabel(row.body, schema, labelField), label.toStdString()});
            return {};
        });
        if (!status)
            return fail(status.error());
    }
    return LabelClassifier::train(examples, task);
}

} // namespace datanet::models
