#include "dataset/data_package.h"

#include "base/canonical_json.h"

#include <QJsonDocument>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

QJsonObject fileFacts(const ExportedFile &file)
{
    return {{u"path"_s, file.path},
            {u"mediatype"_s, file.mediaType},
            {u"bytes"_s, static_cast<qint64>(file.bytes)},
            {u"hash"_s, QString(u"sha256:"_s + QString::fromLatin1(base::toPlainHex(file.sha256.view())))}};
}

QJsonObject tableSchema(const DescribedExport &described)
{
    QJsonObject schema = QJsonDocument::fromJson(described.schema.toJson()).object();
    QJsonArray fields = schema.value("fields"_L1).toArray();
    for (const ExportedColumn &column : described.columns) {
        if (!column.declared)
            fields.append(QJsonObject{{u"name"_s, column.field.name}, {u"type"_s, u"any"_s}});
    }
    schema.insert(u"fields"_s, fields);
    return schema;
}

QJsonArray contributors(const DescribedExport &described)
{
    QJsonArray list;
    for (const Metadata::Author &author : described.metadata.authors) {
        if (author.name.isEmpty())
            continue;
        list.append(QJsonObject{{u"title"_s, author.name}, {u"roles"_s, QJsonArray{u"creator"_s}}});
    }
    if (list.isEmpty() && !described.versionAuthor.isEmpty())
        list.append(QJsonObject{{u"title"_s, described.versionAuthor}, {u"roles"_s, QJsonArray{u"creator"_s}}});
    return list;
}

} // namespace

base::Bytes dataPackageJson(const DescribedExport &described)
{
    const Metadata &metadata = described.metadata;
    QJsonObject table = fileFacts(described.data);
    const bool csv = described.data.path.endsWith(".csv"_L1);
    QJsonObject schema = tableSchema(described);
    if (!csv) {
        // Records have their fields in canonical order and lack those that are absent, so columns go by name.
        QJsonArray names;
        for (const QJsonValue field : schema.value("fields"_L1).toArray())
            names.append(field.toObject().value("name"_L1));
        schema.insert(u"fieldsMatch"_s, u"superset"_s);
        table.insert(u"dialect"_s, QJsonObject{{u"json"_s, QJsonObject{{u"keyed"_s, true}, {u"keys"_s, names}}}});
    }
    table.insert(u"name"_s, u"records"_s);
    table.insert(u"type"_s, u"table"_s);
    table.insert(u"format"_s, csv ? u"csv"_s : u"jsonl"_s);
    table.insert(u"encoding"_s, u"utf-8"_s);
    table.insert(u"schema"_s, schema);
    QJsonArray resources{table};
    for (const ExportedFile &file : described.media) {
        QJsonObject resource = fileFacts(file);
        resource.insert(u"name"_s, QString::fromLatin1(base::toPlainHex(file.sha256.view())));
        resources.append(resource);
    }

    QJsonObject licence{{u"name"_s, metadata.licence}};
    if (const QString url = licenceUrl(metadata.licence); !url.isEmpty())
        licence.insert(u"path"_s, url);
    QJsonObject package{{u"$schema"_s, u"https://datapackage.org/profiles/2.0/datapackage.json"_s},
                        {u"name"_s, described.slug()},
                        {u"id"_s, described.identifier()},
                        {u"title"_s, metadata.title},
                        {u"version"_s, described.semanticVersion},
                        {u"created"_s, described.time.toUTC().toString(Qt::ISODate)},
                        {u"licenses"_s, QJsonArray{licence}},
                        {u"keywords"_s, QJsonArray{metadata.domain}},
                        {u"resources"_s, resources}};
    if (!metadata.summary.isEmpty())
        package.insert(u"description"_s, metadata.summary);
    if (!described.url.isEmpty())
        package.insert(u"homepage"_s, described.url);
    if (const QJsonArray people = contributors(described); !people.isEmpty())
        package.insert(u"contributors"_s, people);
    QJsonArray sources;
    for (const Metadata::Source &source : metadata.sources) {
        QJsonObject said{{u"title"_s, source.title}};
        if (!source.url.isEmpty())
            said.insert(u"path"_s, source.url);
        sources.append(said);
    }
    if (!sources.isEmpty())
        package.insert(u"sources"_s, sources);
    return QJsonDocument(package).toJson(QJsonDocument::Indented);
}

} // namespace datanet::dataset
