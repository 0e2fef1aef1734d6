#include "sync/correction_folder.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "crypto/digest.h"
#include "dataset/record_edit.h"
#include "sync/mirror.h"
#include "versioning/workspace.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

#include <array>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

QString folderName(std::uint64_t chainId, std::uint64_t datanet, std::uint32_t version,
                   const RecordCorrection &correction)
{
    QJsonObject values;
    for (const auto &[name, value] : correction.values)
        values[name] = value ? QJsonValue(*value) : QJsonValue();
    const QJsonObject all{{u"record"_s, correction.record.hex()},
                          {u"remove"_s, correction.remove},
                          {u"values"_s, values},
                          {u"version"_s, qint64(version)}};
    return u"%1-%2-%3"_s.arg(chainId).arg(datanet).arg(
        QString::fromLatin1(base::toPlainHex(crypto::sha256(base::canonicalJson(all)).view()).first(24)));
}

Status edit(versioning::Workspace &workspace, const RecordCorrection &correction)
{
    auto &rows = workspace.workingCopy().rows();
    const auto position = rows.find(QString::fromLatin1(base::toPlainHex(correction.record.view())));
    if (!position)
        return fail(position.error());
    if (correction.remove)
        return workspace.workingCopy().remove(std::array{*position});
    const auto row = rows.at(*position);
    const auto document = rows.document(QLatin1String(dataset::kSchemaFile));
    if (!row || !document)
        return fail(!row ? row.error() : document.error());
    dataset::Schema schema;
    if (!document->isEmpty()) {
        auto parsed = dataset::Schema::fromJson(*document);
        if (!parsed)
            return fail(parsed.error());
        schema = std::move(*parsed);
    }
    std::string body(row->body);
    for (const auto &[name, value] : correction.values) {
        const auto field = std::ranges::find(schema.fields, name, &dataset::Field::name);
        auto edited = dataset::setField(body, name.toStdString(), value,
                                        field == schema.fields.end() ? dataset::FieldType::Any : field->type);
        if (!edited)
            return fail(edited.error());
        body = std::move(*edited);
    }
    if (body == row->body)
        return fail(ErrorKind::Invalid, u"nothing in the record would change"_s);
    return workspace.workingCopy().replace(*position, body);
}

} // namespace

Result<QString> makeCorrection(const Network &network, light::Snapshot &snapshot, const Datanet &datanet,
                               const RecordCorrection &correction, base::TaskContext &context)
{
    auto mirror = Mirror::open(network, datanet.id);
    if (!mirror)
        return fail(mirror.error());
    const auto updated = mirror->update(snapshot, datanet, context);
    const auto version = mirror->version();
    if (!updated || !version)
        return fail(!updated ? updated.error() : version.error());
    if (!updated->isComplete())
        return fail(ErrorKind::Network,
                    u"the published versions of datanet %1 are not all here"_s.arg(datanet.id)
                        + (updated->problems.empty() ? QString() : QString(u": "_s + updated->problems.front())),
                    u"try again later"_s);
    const auto there = mirror->recordsAt(*version, context);
    if (!there)
        return fail(there.error());
    if (!std::binary_search(there->begin(), there->end(), correction.record))
        return fail(ErrorKind::NotFound, u"the newest version of datanet %1 has no such record"_s.arg(datanet.id),
                    u"look for it with: datanet query"_s);
    const QString parent = network.home().path + u"/corrections"_s;
    const QString folder = parent + u'/' + folderName(network.profile().chainId, datanet.id, *version, correction);
    if (QFileInfo::exists(folder))
        return folder;
    const QString making = folder + u".new"_s;
    if (auto made = base::files::makeFolder(parent); !made)
        return fail(made.error());
    if (auto removed = base::files::removeTree(making); !removed)
        return fail(removed.error());
    {
        auto workspace = versioning::Workspace::clone(mirror->repository().path(), making, context);
        if (!workspace)
            return fail(workspace.error());
        if (auto edited = edit(*workspace, correction); !edited)
            return fail(edited.error());
        const auto saved = workspace->commit(
            {u"A correction"_s, {u"Datanet Studio"_s, u"device@localhost"_s}, network.clock().now(), {}}, context);
        if (!saved)
            return fail(saved.error());
    }
    if (!QDir().rename(making, folder))
        return fail(ErrorKind::Io, u"cannot rename "_s + making);
    if (auto synced = base::files::syncFolder(parent); !synced)
        return fail(synced.error());
    return folder;
}

} // namespace datanet::sync
