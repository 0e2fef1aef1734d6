#include "viewmodels/data_set_making.h"

#include "dataset/importer.h"
#include "dataset/metadata.h"
#include "provenance/device_identity.h"
#include "provenance/verification.h"
#include "viewmodels/data_set_facts.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <iterator>
#include <optional>

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

namespace {

QString baseName(const QString &path)
{
    return QFileInfo(QDir::cleanPath(path)).fileName();
}

} // namespace

Result<dataset::Preview> previewFiles(const QStringList &paths, const dataset::ImportOptions &options)
{
    if (paths.size() == 1)
        return dataset::previewFile(paths.first(), options);
    constexpr qsizetype kPreviewed = 20; // of many files the first ones
    const dataset::PreviewOptions bounds;
    std::optional<dataset::Preview> all;
    std::optional<base::Error> first;
    std::vector<dataset::Preview::Reject> rejects;
    std::vector<std::string> records;
    QStringList columns;
    bool complete = paths.size() <= kPreviewed;
    std::int64_t damaged = 0;
    for (const QString &path : paths.mid(0, kPreviewed)) {
        auto preview = dataset::previewFile(path, options, bounds);
        if (!preview) {
            rejects.push_back({baseName(path), 0, preview.error().what, {}});
            ++damaged;
            if (!first)
                first = preview.error();
            continue;
        }
        complete = complete && preview->complete;
        damaged += preview->damaged;
        for (auto &reject : preview->rejects) {
            if (reject.source.isEmpty())
                reject.source = baseName(path);
            rejects.push_back(std::move(reject));
        }
        std::move(preview->records.begin(), preview->records.end(), std::back_inserter(records));
        for (const auto &column : preview->guess.columns)
            if (!columns.contains(column.name))
                columns.append(column.name);
        if (!all)
            all = std::move(*preview);
    }
    if (!all)
        return fail(first.value_or(base::Error{base::ErrorKind::Invalid, u"no file was chosen"_s, {}}));
    all->guess = dataset::guessSchema(records, columns);
    if (options.schema)
        all->guess.schema = *options.schema;
    all->records = std::move(records);
    all->rejects = std::move(rejects);
    all->complete = complete;
    all->damaged = damaged;
    return std::move(*all);
}

Result<Imported> importInto(versioning::Workspace &workspace, const QStringList &paths, dataset::ImportOptions options,
                            const dataset::Schema &schema, base::TaskContext &context)
{
    auto &copy = workspace.workingCopy();
    const auto stored = readSchema(copy.rows());
    if (!stored)
        return fail(stored.error());
    options.schema = stored->fields.empty() ? schema : *stored;
    const QString first = baseName(paths.value(0));
    const QString title = paths.size() == 1 ? first : u"%1 and %2 more"_s.arg(first).arg(paths.size() - 1);
    Imported imported;
    const auto done = copy.together([&]() -> Result<dataset::Deed> {
        if (stored->fields.empty()) {
            if (auto status = schema.validate(); !status)
                return fail(status.error());
            if (auto status = copy.setKeyFields(schema.primaryKey, context); !status)
                return fail(status.error());
            if (auto status = copy.setDocument(QLatin1String(dataset::kSchemaFile), schema.toJson()); !status)
                return fail(status.error());
        }
        auto batch = copy.beginImport(title);
        if (!batch)
            return fail(batch.error());
        qsizetype failed = 0;
        for (const QString &path : paths) {
            context.step(paths.size() == 1 ? u"Reading"_s : u"Reading "_s + baseName(path));
            if (auto status = (*batch)->source(baseName(path)); !status)
                return fail(status.error());
            const auto report = dataset::importFile(path, options, **batch, context);
            imported.damaged += report ? report->damaged : 1;
            if (report)
                continue;
            if (report.error().kind == base::ErrorKind::Cancelled || ++failed == paths.size())
                return fail(report.error());
            if (auto status = (*batch)->source(baseName(path)); !status)
                return fail(status.error());
            if (auto status = (*batch)->reject({}, 0, report.error().what); !status)
                return fail(status.error());
        }
        const auto finished = (*batch)->finish();
        if (!finished)
            return fail(finished.error());
        imported.totals = *finished;
        return dataset::Deed{dataset::OperationKind::Imported, finished->added, title};
    });
    if (!done)
        return fail(done.error());
    return imported;
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
