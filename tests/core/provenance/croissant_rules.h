#pragma once

#include "crypto/file_digest.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUrl>

// The rules of Croissant 1.1 as its specification and its validator (mlcroissant 1.1.1) have them, so far as they bear
// on what an export writes. tests/validators/run asks the validator itself.
namespace datanet::test {

class CroissantRules
{
public:
    // What is wrong with folder/croissant.json, in words; empty when nothing is.
    static QStringList broken(const QString &folder)
    {
        CroissantRules rules(folder);
        rules.dataset();
        return rules.m_broken;
    }

private:
    explicit CroissantRules(const QString &folder) : m_folder(folder)
    {
        QFile file(folder + QStringLiteral("/croissant.json"));
        if (file.open(QIODevice::ReadOnly))
            m_root = QJsonDocument::fromJson(file.readAll()).object();
    }

    void need(bool holds, const QString &rule)
    {
        if (!holds)
            m_broken << rule;
    }

    static QJsonArray many(const QJsonValue &value)
    {
        return value.isArray() ? value.toArray() : value.isUndefined() ? QJsonArray() : QJsonArray{value};
    }

    static QString id(const QJsonValue &value) { return value.toObject().value(QLatin1String("@id")).toString(); }

    void text(const QJsonObject &object, const char *name)
    {
        need(!object.value(QLatin1String(name)).toString().isEmpty(),
             QStringLiteral("%1 of %2 is missing").arg(QLatin1String(name), id(object)));
    }

    // An id names one thing.
    void named(const QJsonObject &object)
    {
        text(object, "@id");
        need(!m_ids.contains(id(object)), id(object) + QStringLiteral(" is there twice"));
        m_ids.insert(id(object));
        const QUrl iri(id(object), QUrl::StrictMode);
        need(iri.isValid(), id(object) + QStringLiteral(" is no IRI"));
    }

    void dataset()
    {
        const QJsonObject context = m_root.value(QLatin1String("@context")).toObject();
        for (const char *name : {"@language",
                                 "@vocab",
                                 "citeAs",
                                 "column",
                                 "conformsTo",
                                 "containedIn",
                                 "cr",
                                 "data",
                                 "dataType",
                                 "dct",
                                 "extract",
                                 "field",
                                 "fileObject",
                                 "fileSet",
                                 "includes",
                                 "isLiveDataset",
                                 "key",
                                 "recordSet",
                                 "sc",
                                 "source",
                                 "prov",
                                 "fileProperty",
                                 "jsonPath",
                                 "references",
                                 "transform",
                                 "subField",
                                 "rai",
                                 "annotation",
                                 "equivalentProperty"})
            need(context.contains(QLatin1String(name)), QStringLiteral("the context lacks ") + QLatin1String(name));
        need(m_root.value(QLatin1String("@type")).toString() == QLatin1String("sc:Dataset"),
             QStringLiteral("it is no Dataset"));
        need(many(m_root.value(QLatin1String("conformsTo")))
                 .contains(QStringLiteral("http://mlcommons.org/croissant/1.1")),
             QStringLiteral("it conforms to another version"));
        for (const char *name : {"name", "description", "license", "url", "datePublished", "version", "citeAs"})
            text(m_root, name);
        need(QUrl(m_root.value(QLatin1String("url")).toString(), QUrl::StrictMode).isValid(),
             QStringLiteral("url is none"));
        for (const char *name : {"datePublished", "dateCreated", "dateModified"})
            need(QDateTime::fromString(m_root.value(QLatin1String(name)).toString(), Qt::ISODate).isValid(),
                 QLatin1String(name) + QStringLiteral(" is no date"));
        need(m_root.value(QLatin1String("isLiveDataset")).isBool(), QStringLiteral("isLiveDataset is no boolean"));
        const QStringList parts = m_root.value(QLatin1String("version")).toString().split(QLatin1Char('.'));
        need(parts.size() == 3, QStringLiteral("version is not MAJOR.MINOR.PATCH"));
        const QJsonArray creators = many(m_root.value(QLatin1String("creator")));
        need(!creators.isEmpty(), QStringLiteral("creator is missing"));
        for (const QJsonValue creator : creators) {
            const QString type = creator.toObject().value(QLatin1String("@type")).toString();
            need(type == QLatin1String("sc:Person") || type == QLatin1String("sc:Organization"),
                 QStringLiteral("a creator is neither person nor organisation"));
            text(creator.toObject(), "name");
        }
        distribution();
        records();
    }

    void distribution()
    {
        const QJsonArray files = many(m_root.value(QLatin1String("distribution")));
        need(!files.isEmpty(), QStringLiteral("distribution is empty"));
        for (const QJsonValue value : files) {
            const QJsonObject file = value.toObject();
            named(file);
            need(!many(file.value(QLatin1String("encodingFormat"))).isEmpty(), QStringLiteral("no encodingFormat"));
            if (file.value(QLatin1String("@type")).toString() == QLatin1String("cr:FileObject"))
                fileObject(file);
            else if (file.value(QLatin1String("@type")).toString() == QLatin1String("cr:FileSet"))
                text(file, "includes");
            else
                need(false, QStringLiteral("something else than files is distributed"));
        }
    }

    void fileObject(const QJsonObject &file)
    {
        text(file, "contentUrl");
        base::Unwatched task;
        const auto digest = crypto::sha256OfFile(
            m_folder + QLatin1Char('/') + file.value(QLatin1String("contentUrl")).toString(), task);
        need(digest
                 && QString::fromLatin1(base::toPlainHex(digest->view()))
                     == file.value(QLatin1String("sha256")).toString(),
             QStringLiteral("a file has another SHA-256"));
        m_files.insert(id(file));
    }

    void records()
    {
        static const QSet<QString> kTypes{QStringLiteral("sc:Text"), QStringLiteral("sc:Integer"),
                                          QStringLiteral("sc:Float"), QStringLiteral("sc:Boolean"),
                                          QStringLiteral("sc:Date")};
        for (const QJsonValue value : many(m_root.value(QLatin1String("recordSet")))) {
            const QJsonObject set = value.toObject();
            named(set);
            need(set.value(QLatin1String("@type")).toString() == QLatin1String("cr:RecordSet"),
                 QStringLiteral("a record set has another type"));
            QSet<QString> fields;
            for (const QJsonValue member : many(set.value(QLatin1String("field")))) {
                const QJsonObject field = member.toObject();
                named(field);
                fields.insert(id(field));
                need(id(field).startsWith(id(set) + QLatin1Char('/')), QStringLiteral("a field has a foreign id"));
                need(field.value(QLatin1String("@type")).toString() == QLatin1String("cr:Field"),
                     QStringLiteral("a field has another type"));
                need(kTypes.contains(many(field.value(QLatin1String("dataType"))).at(0).toString()),
                     id(field) + QStringLiteral(" has no type"));
                const QJsonObject source = field.value(QLatin1String("source")).toObject();
                need(m_files.contains(id(source.value(QLatin1String("fileObject")))),
                     id(field) + QStringLiteral(" comes from no file"));
                need(!source.value(QLatin1String("extract")).toObject().isEmpty(), QStringLiteral("nothing extracted"));
            }
            need(!fields.isEmpty(), QStringLiteral("a record set without fields"));
            for (const QJsonValue key : many(set.value(QLatin1String("key"))))
                need(fields.contains(id(key)), QStringLiteral("the key is no field"));
        }
    }

    QString m_folder;
    QJsonObject m_root;
    QSet<QString> m_ids;
    QSet<QString> m_files;
    QStringList m_broken;
};

} // namespace datanet::test
