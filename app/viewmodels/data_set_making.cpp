#include "viewmodels/data_set_making.h"

#include "dataset/importer.h"
#include "dataset/metadata.h"
#include "provenance/device_identity.h"
#include "provenance/verification.h"
#include "viewmodels/data_set_facts.h"

#include <QDateTime>
#include <QFileInfo>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using dataset::FieldType;

Status makeDataSet(const QString &folder, const NewDataSet &facts, const dataset::Schema &schema)
{
    dataset::Metadata metadata;
    metadata.title = facts.title.trimmed();
    metadata.domain = facts.domain.trimmed();
    metadata.licence = facts.licence;
    if (auto status = metadata.validate(); !status)
        return status;
    const auto made = versioning::Workspace::create(folder, metadata.toJson(), schema.toJson());
    if (!made)
        return fail(made.error());
    return {};
}

dataset::Schema schemaForShape(const QString &shape)
{
    const auto field = [](const QString &name, const QString &title, bool required) {
        dataset::Field result;
        result.name = name;
        result.type = FieldType::String;
        result.title = title;
        result.constraints.required = required;
        return result;
    };
    dataset::Schema schema;
    if (shape == u"questions"_s) {
        schema.fields = {field(u"question"_s, u"Question"_s, true), field(u"answer"_s, u"Answer"_s, true)};
        schema.textField = u"answer"_s;
    } else if (shape == u"terms"_s) {
        schema.fields = {field(u"term"_s, u"Term"_s, true), field(u"definition"_s, u"Definition"_s, true)};
        schema.textField = u"definition"_s;
    } else {
        schema.fields = {field(u"text"_s, u"Text"_s, true), field(u"source"_s, u"Source"_s, false)};
        schema.textField = u"text"_s;
    }
    return schema;
}

Result<dataset::ImportTotals> importInto(versioning::Workspace &workspace, const QString &path,
                                         const dataset::Schema &schema, const dataset::ColumnMap &columns,
                                         base::TaskContext &context)
{
    auto &copy = workspace.workingCopy();
    const auto stored = readSchema(copy.rows());
    if (!stored)
        return fail(stored.error());
    dataset::ImportOptions options;
    options.schema = stored->fields.empty() ? schema : *stored;
    options.columns = columns;
    dataset::ImportTotals totals;
    const auto done = copy.together([&]() -> Result<dataset::Deed> {
        if (stored->fields.empty()) {
            if (auto status = schema.validate(); !status)
                return fail(status.error());
            if (auto status = copy.setKeyFields(schema.primaryKey, context); !status)
                return fail(status.error());
            if (auto status = copy.setDocument(QLatin1String(dataset::kSchemaFile), schema.toJson()); !status)
                return fail(status.error());
        }
        context.step(u"Reading"_s);
        const QString name = QFileInfo(path).fileName();
        auto batch = copy.beginImport(name);
        if (!batch)
            return fail(batch.error());
        if (const auto report = dataset::importFile(path, options, **batch, context); !report)
            return fail(report.error());
        const auto finished = (*batch)->finish();
        if (!finished)
            return fail(finished.error());
        totals = *finished;
        return dataset::Deed{dataset::OperationKind::Imported, totals.added, name};
    });
    if (!done)
        return fail(done.error());
    return totals;
}

Status saveVersion(versioning::Workspace &workspace, const QString &home, const QString &message,
                   base::TaskContext &context)
{
    const auto device = provenance::DeviceIdentity::open(home);
    if (!device)
        return fail(device.error());
    const versioning::Person author = localPerson();
    context.step(u"Saving the version"_s);
    const auto report =
        workspace.commit({message, author, QDateTime::currentDateTime(), device->commitSigner()}, context);
    if (!report)
        return fail(report.error());
    context.step(u"Signing"_s);
    const auto statement = provenance::signVersion(workspace.repository(), report->id, device->key(), author, context);
    if (!statement)
        return fail(statement.error().within(u"the version was saved, but not its signed list of files"_s));
    return {};
}

} // namespace datanet::app
