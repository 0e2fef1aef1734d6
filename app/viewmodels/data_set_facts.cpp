#include "viewmodels/data_set_facts.h"

#include "dataset/data_set.h"
#include "dataset/metadata.h"
#include "versioning/history.h"

#include <pwd.h>
#include <unistd.h>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

Result<dataset::Metadata> readMetadata(dataset::RowReader &rows)
{
    const auto bytes = rows.document(QLatin1String(dataset::kMetadataFile));
    if (!bytes)
        return fail(bytes.error());
    return dataset::Metadata::fromJson(*bytes);
}

Result<qint64> newestVersion(const versioning::Repository &repository)
{
    const auto newest = versioning::log(repository, 0, 1);
    if (!newest)
        return fail(newest.error());
    if (newest->empty())
        return 0;
    return newest->front().number > 0 ? newest->front().number : -1;
}

} // namespace

Result<dataset::Schema> readSchema(dataset::RowReader &rows)
{
    const auto bytes = rows.document(QLatin1String(dataset::kSchemaFile));
    if (!bytes)
        return fail(bytes.error());
    return bytes->isEmpty() ? dataset::Schema() : dataset::Schema::fromJson(*bytes);
}

Result<DataSetFacts> readFacts(versioning::Workspace &workspace)
{
    auto &copy = workspace.workingCopy();
    const auto metadata = readMetadata(copy.rows());
    const auto schema = readSchema(copy.rows());
    const auto records = copy.rows().count();
    const auto changes = copy.changes();
    const auto rejects = copy.rejectCount();
    const auto version = newestVersion(workspace.repository());
    const auto undo = copy.nextUndo();
    const auto redo = copy.nextRedo();
    if (!undo || !redo)
        return fail(!undo ? undo.error() : redo.error());
    if (!metadata || !schema)
        return fail(!metadata ? metadata.error() : schema.error());
    if (!records || !changes || !rejects || !version)
        return fail(!records       ? records.error()
                        : !changes ? changes.error()
                        : !rejects ? rejects.error()
                                   : version.error());
    return DataSetFacts{metadata->title, metadata->domain, metadata->licence,       *records, *version,
                        *changes,        *rejects,         !schema->fields.empty(), *undo,    *redo};
}

Result<DataSetSummary> readSummary(const QString &folder)
{
    auto rows = dataset::RowReader::open(folder);
    const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
    if (!rows || !repository)
        return fail(!rows ? rows.error() : repository.error());
    const auto metadata = readMetadata(*rows);
    const auto records = rows->count();
    const auto version = newestVersion(*repository);
    if (!metadata || !records || !version)
        return fail(!metadata ? metadata.error() : !records ? records.error() : version.error());
    return DataSetSummary{metadata->title, metadata->domain, *records, *version};
}

versioning::Person localPerson()
{
    const passwd *entry = ::getpwuid(::getuid());
    if (entry == nullptr)
        return {u"Contributor"_s, {}};
    const QString fullName = QString::fromLocal8Bit(entry->pw_gecos).section(u',', 0, 0).trimmed();
    QString name = fullName.isEmpty() ? QString::fromLocal8Bit(entry->pw_name) : fullName;
    if (name == u"root"_s) // who that is says nothing
        name = u"Contributor"_s;
    return {name, {}};
}

} // namespace datanet::app
