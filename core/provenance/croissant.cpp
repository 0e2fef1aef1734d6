#include "provenance/croissant.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace datanet::provenance {

using namespace Qt::StringLiterals;
using dataset::ColumnStatistics;
using dataset::DescribedExport;
using dataset::ExportedColumn;
using dataset::FieldType;
using dataset::ValueKind;

namespace {

QJsonObject reference(const QString &id)
{
    return {{u"@id"_s, id}};
}

// Appendix 1 of the specification, and PROV-O.
QJsonObject context()
{
    QJsonObject names{{u"@language"_s, u"en"_s},
                      {u"@vocab"_s, u"https://schema.org/"_s},
                      {u"sc"_s, u"https://schema.org/"_s},
                      {u"cr"_s, u"http://mlcommons.org/croissant/"_s},
                      {u"rai"_s, u"http://mlcommons.org/croissant/RAI/"_s},
                      {u"dct"_s, u"http://purl.org/dc/terms/"_s},
                      {u"prov"_s, u"http://www.w3.org/ns/prov#"_s},
                      {u"conformsTo"_s, u"dct:conformsTo"_s},
                      {u"data"_s, QJsonObject{{u"@id"_s, u"cr:data"_s}, {u"@type"_s, u"@json"_s}}},
                      {u"dataType"_s, QJsonObject{{u"@id"_s, u"cr:dataType"_s}, {u"@type"_s, u"@vocab"_s}}},
                      {u"examples"_s, QJsonObject{{u"@id"_s, u"cr:examples"_s}, {u"@type"_s, u"@json"_s}}},
                      {u"name"_s, QJsonObject{{u"@container"_s, u"@language"_s}}},
                      {u"description"_s, QJsonObject{{u"@container"_s, u"@language"_s}}}};
    for (const QString &name : {u"annotation"_s,    u"arrayShape"_s,  u"citeAs"_s,
                                u"column"_s,        u"containedIn"_s, u"equivalentProperty"_s,
                                u"excludes"_s,      u"extract"_s,     u"field"_s,
                                u"fileProperty"_s,  u"fileObject"_s,  u"fileSet"_s,
                                u"format"_s,        u"includes"_s,    u"isArray"_s,
                                u"isLiveDataset"_s, u"jsonPath"_s,    u"key"_s,
                                u"md5"_s,           u"parentField"_s, u"path"_s,
                                u"readLines"_s,     u"recordSet"_s,   u"references"_s,
                                u"regex"_s,         u"repeated"_s,    u"replace"_s,
                                u"samplingRate"_s,  u"sdVersion"_s,   u"separator"_s,
                                u"source"_s,        u"subField"_s,    u"transform"_s,
                                u"unArchive"_s,     u"value"_s})
        names.insert(name, QString(u"cr:"_s + name));
    return names;
}

QString hex(const base::Digest &digest)
{
    return QString::fromLatin1(base::toPlainHex(digest.view()));
}

QString fieldId(const QString &name)
{
    return u"records/"_s + QString::fromLatin1(QUrl::toPercentEncoding(name));
}

// A column that is not declared has the type of its values where they have one.
QString dataType(const ExportedColumn &column)
{
    switch (column.field.type) {
    case FieldType::String:
        return u"sc:Text"_s;
    case FieldType::Number:
        return u"sc:Float"_s;
    case FieldType::Integer:
        return u"sc:Integer"_s;
    case FieldType::Boolean:
        return u"sc:Boolean"_s;
    case FieldType::Date:
        return u"sc:Date"_s;
    case FieldType::Any:
        break;
    }
    const auto only = [&facts = column.statistics](ValueKind kind) {
        return facts.present > 0 && facts.kinds[std::size_t(kind)] == facts.present;
    };
    return only(ValueKind::Number) ? u"sc:Float"_s : only(ValueKind::Boolean) ? u"sc:Boolean"_s : u"sc:Text"_s;
}

// Croissant's readers take no JSON objects or lists as the value of a field.
bool isNested(const ExportedColumn &column)
{
    const auto &kinds = column.statistics.kinds;
    return kinds[std::size_t(ValueKind::Object)] > 0 || kinds[std::size_t(ValueKind::Array)] > 0;
}

QJsonObject field(const ExportedColumn &column, const QString &label, const QString &file)
{
    QJsonObject said{{u"@type"_s, u"cr:Field"_s},
                     {u"@id"_s, fieldId(column.field.name)},
                     {u"name"_s, column.field.name},
                     {u"dataType"_s, dataType(column)},
                     {u"source"_s,
                      QJsonObject{{u"fileObject"_s, reference(file)},
                                  {u"extract"_s, QJsonObject{{u"column"_s, column.field.name}}}}}};
    if (column.field.name == label)
        said.insert(u"dataType"_s, QJsonArray{dataType(column), u"cr:Label"_s});
    QStringList words;
    for (const QString &text : {column.field.title, column.field.description})
        if (!text.isEmpty())
            words << text;
    if (!words.isEmpty())
        said.insert(u"description"_s, words.join(u": "_s));
    return said;
}

QJsonArray distribution(const DescribedExport &described)
{
    QJsonArray files{QJsonObject{{u"@type"_s, u"cr:FileObject"_s},
                                 {u"@id"_s, described.data.path},
                                 {u"name"_s, described.data.path},
                                 {u"description"_s, u"The records, one JSON object a line."_s},
                                 {u"contentUrl"_s, described.data.path},
                                 {u"contentSize"_s, u"%1 B"_s.arg(described.data.bytes)},
                                 {u"encodingFormat"_s, described.data.mediaType},
                                 {u"sha256"_s, hex(described.data.sha256)}}};
    if (!described.media.empty()) {
        QSet<QString> types;
        for (const auto &file : described.media)
            types.insert(file.mediaType);
        QStringList sorted(types.begin(), types.end());
        sorted.sort();
        files.append(QJsonObject{
            {u"@type"_s, u"cr:FileSet"_s},
            {u"@id"_s, u"media"_s},
            {u"name"_s, u"media"_s},
            {u"description"_s, u"Files that records name by the SHA-256 of their bytes, which is the file's name."_s},
            {u"encodingFormat"_s, QJsonArray::fromStringList(sorted)},
            {u"includes"_s, u"media/*/*/*"_s}});
    }
    return files;
}

QJsonArray recordSets(const DescribedExport &described)
{
    QJsonArray fields;
    QStringList nested;
    for (const ExportedColumn &column : described.columns) {
        if (isNested(column))
            nested << column.field.name;
        else
            fields.append(field(column, described.schema.labelField, described.data.path));
    }
    if (fields.isEmpty())
        return {};
    QString words = u"%1 records."_s.arg(described.records);
    if (!nested.isEmpty())
        words += u" Fields with JSON objects or lists are in the file only: "_s + nested.join(u", "_s) + u'.';
    QJsonObject records{{u"@type"_s, u"cr:RecordSet"_s},
                        {u"@id"_s, u"records"_s},
                        {u"name"_s, u"records"_s},
                        {u"description"_s, words},
                        {u"field"_s, fields}};
    QJsonArray key;
    for (const QString &name : described.schema.primaryKey)
        key.append(reference(fieldId(name)));
    const bool keyIsNested = std::any_of(described.columns.begin(), described.columns.end(), [&](const auto &column) {
        return isNested(column) && described.schema.primaryKey.contains(column.field.name);
    });
    if (!key.isEmpty() && !keyIsNested)
        records.insert(u"key"_s, key.size() == 1 ? key.first() : QJsonValue(key));
    return {records};
}

QStringList people(const DescribedExport &described)
{
    QStringList names;
    for (const auto &author : described.metadata.authors)
        names << (author.name.isEmpty() ? author.address : author.name);
    if (names.isEmpty())
        names << (described.versionAuthor.isEmpty() ? u"unknown"_s : described.versionAuthor);
    return names;
}

QJsonArray creators(const DescribedExport &described)
{
    QJsonArray list;
    for (const auto &author : described.metadata.authors) {
        QJsonObject person{{u"@type"_s, u"sc:Person"_s},
                           {u"name"_s, author.name.isEmpty() ? author.address : author.name}};
        if (!author.address.isEmpty())
            person.insert(u"identifier"_s, author.address);
        list.append(person);
    }
    if (list.isEmpty())
        list.append(QJsonObject{{u"@type"_s, u"sc:Person"_s}, {u"name"_s, people(described).constFirst()}});
    return list;
}

QString citation(const DescribedExport &described)
{
    const auto braced = [](QString text) { return text.remove(u'{').remove(u'}').simplified(); };
    QString address = u"note = {"_s + described.identifier() + u'}';
    if (!described.url.isEmpty())
        address += u", url = {"_s + described.url + u'}';
    return u"@misc{%1, title = {%2}, author = {%3}, year = {%4}, version = {%5}, %6}"_s.arg(
        described.slug(), braced(described.metadata.title), braced(people(described).join(u" and "_s)),
        described.time.toUTC().toString(u"yyyy"_s), described.semanticVersion, address);
}

QJsonObject agent(const QString &name, const QString &kind)
{
    return {{u"@type"_s, QJsonArray{u"prov:Agent"_s, kind}}, {u"prov:label"_s, name}};
}

void addOrigin(QJsonObject &root, const DescribedExport &described, const CroissantOrigin &origin)
{
    QJsonArray sources;
    for (const auto &source : described.metadata.sources) {
        QJsonObject entity{{u"@type"_s, u"prov:Entity"_s}, {u"prov:label"_s, source.title}};
        if (!source.url.isEmpty())
            entity.insert(u"@id"_s, source.url);
        if (const QString url = dataset::licenceUrl(source.licence); !url.isEmpty())
            entity.insert(u"dct:license"_s, reference(url));
        sources.append(entity);
    }
    if (!sources.isEmpty())
        root.insert(u"prov:wasDerivedFrom"_s, sources);
    QJsonArray before;
    for (const QString &parent : origin.parents)
        before.append(reference(QString(u"swh:1:rev:"_s + parent)));
    if (!before.isEmpty())
        root.insert(u"prov:wasRevisionOf"_s, before);

    QJsonArray attributed;
    for (const QString &name : people(described))
        attributed.append(agent(name, u"prov:Person"_s));
    root.insert(u"prov:wasAttributedTo"_s, attributed);

    QJsonObject program = agent(u"Datanet Studio"_s, u"prov:SoftwareAgent"_s);
    QJsonArray with{program};
    if (!described.versionAuthor.isEmpty())
        with.append(agent(described.versionAuthor, u"prov:Person"_s));
    QString label = u"Version %1"_s.arg(described.versionNumber);
    if (const QString said = described.versionMessage.section(u'\n', 0, 0).trimmed(); !said.isEmpty())
        label += u": "_s + said;
    QJsonObject activity{{u"@type"_s, u"prov:Activity"_s},
                         {u"prov:label"_s, label},
                         {u"prov:endedAtTime"_s, described.time.toUTC().toString(Qt::ISODate)},
                         {u"prov:wasAssociatedWith"_s, with}};
    root.insert(u"prov:wasGeneratedBy"_s, activity);

    QJsonArray vouchers;
    if (origin.versionIsSigned)
        vouchers.append(QJsonObject{{u"@type"_s, u"prov:Entity"_s},
                                    {u"prov:label"_s, u"SSH signature in the git commit"_s},
                                    {u"@id"_s, described.identifier()}});
    if (!origin.signer.isEmpty())
        vouchers.append(QJsonObject{{u"@type"_s, u"prov:Entity"_s},
                                    {u"prov:label"_s, u"Model Signing bundle over the files of this folder"_s},
                                    {u"prov:atLocation"_s, reference(u"manifest.sigstore.json"_s)},
                                    {u"prov:value"_s, QString(u"key SHA-256 "_s + origin.signer)}});
    if (!vouchers.isEmpty())
        root.insert(u"prov:wasInfluencedBy"_s, vouchers);
}

} // namespace

base::Bytes croissantJson(const DescribedExport &described, const CroissantOrigin &origin)
{
    const auto &metadata = described.metadata;
    const QString licence = dataset::licenceUrl(metadata.licence);
    QJsonObject root{{u"@context"_s, context()},
                     {u"@type"_s, u"sc:Dataset"_s},
                     {u"conformsTo"_s, u"http://mlcommons.org/croissant/1.1"_s},
                     {u"name"_s, metadata.title},
                     {u"description"_s, metadata.summary.isEmpty() ? metadata.title : metadata.summary},
                     {u"license"_s, licence.isEmpty() ? metadata.licence : licence},
                     {u"url"_s, described.addressOrIdentifier()},
                     {u"identifier"_s, described.identifier()},
                     {u"creator"_s, creators(described)},
                     {u"datePublished"_s, described.time.toUTC().toString(Qt::ISODate)},
                     {u"dateModified"_s, described.time.toUTC().toString(Qt::ISODate)},
                     {u"version"_s, described.semanticVersion},
                     {u"keywords"_s, QJsonArray{metadata.domain}},
                     {u"citeAs"_s, citation(described)},
                     {u"isLiveDataset"_s, false},
                     {u"distribution"_s, distribution(described)}};
    if (origin.firstVersion.isValid())
        root.insert(u"dateCreated"_s, origin.firstVersion.toUTC().toString(Qt::ISODate));
    if (!metadata.language.isEmpty())
        root.insert(u"inLanguage"_s, metadata.language);
    if (const QJsonArray records = recordSets(described); !records.isEmpty())
        root.insert(u"recordSet"_s, records);
    addOrigin(root, described, origin);
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

} // namespace datanet::provenance
