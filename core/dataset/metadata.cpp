#include "dataset/metadata.h"

#include "base/canonical_json.h"
#include "dataset/record.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <array>
#include <utility>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qsizetype kMaximumTitle = 200; // characters
constexpr qsizetype kMaximumSummary = 10'000;
constexpr qsizetype kMaximumPeople = 1000; // sources and authors each

const std::array<QString, 4> &dataTypeNames()
{
    static const std::array<QString, 4> names{u"table"_s, u"text"_s, u"image"_s, u"audio"_s};
    return names;
}

tl::unexpected<base::Error> invalidDescription(const QString &what, const QString &hint = {})
{
    return base::fail(ErrorKind::Invalid, u"the description of the data set "_s + what, hint);
}

base::Status checkLicence(const QString &licence, const QString &whose)
{
    if (isLicence(licence))
        return {};
    return invalidDescription(
        u"names “"_s + licence.left(80) + u"” as the licence of "_s + whose
            + u", which is no SPDX identifier that is known here"_s,
        u"choose one such as CC-BY-4.0, CC0-1.0 or MIT, or write LicenseRef- and a name of your own"_s);
}

base::Status checkLength(const QString &text, qsizetype maximum, const QString &name)
{
    if (text.size() <= maximum)
        return {};
    return invalidDescription(u"has a "_s + name + u" of "_s + QString::number(text.size()) + u" characters; "_s
                              + QString::number(maximum) + u" are allowed"_s);
}

base::Status readDescriptionText(const QJsonObject &object, const QString &name, QString &target)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined())
        return {};
    if (!value.isString())
        return invalidDescription(u"has a “"_s + name + u"” that is no text"_s);
    target = value.toString();
    return {};
}

base::Result<QJsonArray> readList(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    if (!value.isUndefined() && !value.isArray())
        return invalidDescription(u"has “"_s + name + u"” that are no list"_s);
    const QJsonArray list = value.toArray();
    if (list.size() > kMaximumPeople)
        return invalidDescription(u"has more than "_s + QString::number(kMaximumPeople) + u" "_s + name);
    for (const QJsonValue element : list)
        if (!element.isObject())
            return invalidDescription(u"has “"_s + name + u"” with something that is no object"_s);
    return list;
}

// All that are given, in one go: the first problem is the result.
base::Status readTexts(const QJsonObject &object, std::initializer_list<std::pair<QString, QString *>> members)
{
    for (const auto &[name, target] : members)
        if (auto status = readDescriptionText(object, name, *target); !status)
            return status;
    return {};
}

void insertFilled(QJsonObject &object, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(name, text);
}

} // namespace

QString dataTypeName(DataType type)
{
    return dataTypeNames()[static_cast<std::size_t>(type)];
}

std::optional<DataType> dataTypeFromName(QStringView name)
{
    for (std::size_t i = 0; i < dataTypeNames().size(); ++i)
        if (name == dataTypeNames()[i])
            return static_cast<DataType>(i);
    return std::nullopt;
}

base::Status Metadata::validate() const
{
    if (title.trimmed().isEmpty())
        return invalidDescription(u"has no title"_s);
    if (domain.trimmed().isEmpty())
        return invalidDescription(u"has no domain"_s, u"say what the data is about, such as medicine or computing"_s);
    const std::pair<const QString &, QString> lines[] = {{title, u"title"_s}, {domain, u"domain"_s}};
    for (const auto &[text, name] : lines)
        if (auto status = checkLength(text, kMaximumTitle, name); !status)
            return status;
    if (auto status = checkLength(summary, kMaximumSummary, u"summary"_s); !status)
        return status;
    if (auto status = checkLicence(licence, u"the data set"_s); !status)
        return status;
    static const QRegularExpression kLanguage(u"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"_s);
    if (!language.isEmpty() && (language.size() > 35 || !kLanguage.match(language).hasMatch()))
        return invalidDescription(u"names “"_s + language.left(40) + u"” as its language"_s,
                                  u"write it like en, de or pt-BR"_s);
    if (sources.size() > kMaximumPeople || authors.size() > kMaximumPeople)
        return invalidDescription(u"has more than "_s + QString::number(kMaximumPeople) + u" sources or authors"_s);
    for (const Source &source : sources) {
        if (auto status = checkLength(source.title, kMaximumTitle, u"source title"_s); !status)
            return status;
        if (auto status = checkLength(source.url, 2000, u"source address"_s); !status)
            return status;
        const QString scheme = QUrl(source.url, QUrl::StrictMode).scheme();
        if (!source.url.isEmpty() && scheme != u"http"_s && scheme != u"https"_s)
            return invalidDescription(u"names a source at “"_s + source.url.left(80) + u"”, which is no web address"_s);
        if (!source.licence.isEmpty())
            if (auto status = checkLicence(source.licence, u"a source"_s); !status)
                return status;
    }
    for (const Author &author : authors) {
        if (author.name.trimmed().isEmpty() && author.address.isEmpty())
            return invalidDescription(u"has an author with neither name nor address"_s);
        if (auto status = checkLength(author.name, kMaximumTitle, u"author name"_s); !status)
            return status;
        if (!author.address.isEmpty() && !base::Address::fromHexText(author.address))
            return invalidDescription(u"has an author with “"_s + author.address.left(80)
                                      + u"”, which is no account address"_s);
    }
    return {};
}

base::Bytes Metadata::toJson() const
{
    QJsonObject root{{u"format"_s, kFormat},  {u"title"_s, title},
                     {u"domain"_s, domain},   {u"type"_s, dataTypeName(type)},
                     {u"licence"_s, licence}, {u"unicode"_s, unicode.isEmpty() ? unicodeVersion() : unicode}};
    insertFilled(root, u"summary"_s, summary);
    insertFilled(root, u"language"_s, language);
    QJsonArray sourceList;
    for (const Source &source : sources) {
        QJsonObject object{{u"title"_s, source.title}};
        insertFilled(object, u"url"_s, source.url);
        insertFilled(object, u"licence"_s, source.licence);
        sourceList.append(object);
    }
    QJsonArray authorList;
    for (const Author &author : authors) {
        QJsonObject object{{u"name"_s, author.name}};
        insertFilled(object, u"address"_s, author.address);
        authorList.append(object);
    }
    root.insert(u"sources"_s, sourceList);
    root.insert(u"authors"_s, authorList);
    return base::canonicalJson(root);
}

base::Result<Metadata> Metadata::fromJson(base::ByteView json)
{
    const auto root = base::parseObject(json, 4 << 20);
    if (!root)
        return base::fail(root.error().within(u"the description of the data set"_s));
    const double format = root->value(u"format"_s).toDouble(-1);
    if (format > kFormat)
        return invalidDescription(u"has format "_s + QString::number(format)
                                      + u", and this program knows formats up to "_s + QString::number(kFormat),
                                  u"install a newer version of Datanet Studio"_s);
    if (format != kFormat)
        return invalidDescription(u"does not state its format"_s);
    Metadata data;
    QString type;
    if (auto status = readTexts(*root,
                                {{u"title"_s, &data.title},
                                 {u"summary"_s, &data.summary},
                                 {u"domain"_s, &data.domain},
                                 {u"type"_s, &type},
                                 {u"licence"_s, &data.licence},
                                 {u"language"_s, &data.language},
                                 {u"unicode"_s, &data.unicode}});
        !status)
        return base::fail(status.error());
    const auto known = dataTypeFromName(type);
    if (!known)
        return invalidDescription(u"has type “"_s + type.left(80) + u"”; known are table, text, image and audio"_s);
    data.type = *known;
    const auto sources = readList(*root, u"sources"_s);
    if (!sources)
        return base::fail(sources.error());
    for (const QJsonValue element : *sources) {
        Source source;
        if (auto status =
                readTexts(element.toObject(),
                          {{u"title"_s, &source.title}, {u"url"_s, &source.url}, {u"licence"_s, &source.licence}});
            !status)
            return base::fail(status.error());
        data.sources.push_back(std::move(source));
    }
    const auto authors = readList(*root, u"authors"_s);
    if (!authors)
        return base::fail(authors.error());
    for (const QJsonValue element : *authors) {
        Author author;
        if (auto status = readTexts(element.toObject(), {{u"name"_s, &author.name}, {u"address"_s, &author.address}});
            !status)
            return base::fail(status.error());
        data.authors.push_back(std::move(author));
    }
    if (auto status = data.validate(); !status)
        return base::fail(status.error());
    return data;
}

const QStringList &knownLicences()
{
    static const QStringList kLicences{
        u"CC-BY-4.0"_s,
        u"CC-BY-SA-4.0"_s,
        u"CC0-1.0"_s,
        u"CC-BY-NC-4.0"_s,
        u"CC-BY-NC-SA-4.0"_s,
        u"CC-BY-ND-4.0"_s,
        u"CC-BY-NC-ND-4.0"_s,
        u"ODC-By-1.0"_s,
        u"ODbL-1.0"_s,
        u"PDDL-1.0"_s,
        u"CDLA-Permissive-2.0"_s,
        u"CDLA-Permissive-1.0"_s,
        u"CDLA-Sharing-1.0"_s,
        u"O-UDA-1.0"_s,
        u"C-UDA-1.0"_s,
        u"MIT"_s,
        u"MIT-0"_s,
        u"Apache-2.0"_s,
        u"BSD-2-Clause"_s,
        u"BSD-3-Clause"_s,
        u"0BSD"_s,
        u"ISC"_s,
        u"Zlib"_s,
        u"Unlicense"_s,
        u"MPL-2.0"_s,
        u"GPL-2.0-only"_s,
        u"GPL-2.0-or-later"_s,
        u"GPL-3.0-only"_s,
        u"GPL-3.0-or-later"_s,
        u"LGPL-2.1-only"_s,
        u"LGPL-2.1-or-later"_s,
        u"LGPL-3.0-only"_s,
        u"LGPL-3.0-or-later"_s,
        u"AGPL-3.0-only"_s,
        u"AGPL-3.0-or-later"_s,
        u"GFDL-1.1-or-later"_s,
        u"GFDL-1.2-or-later"_s,
        u"GFDL-1.3-only"_s,
        u"GFDL-1.3-or-later"_s,
        u"EUPL-1.2"_s,
        u"EPL-2.0"_s,
        u"CC-BY-1.0"_s,
        u"CC-BY-2.0"_s,
        u"CC-BY-2.5"_s,
        u"CC-BY-3.0"_s,
        u"CC-BY-SA-1.0"_s,
        u"CC-BY-SA-2.0"_s,
        u"CC-BY-SA-2.5"_s,
        u"CC-BY-SA-3.0"_s,
        u"CC-BY-NC-3.0"_s,
        u"CC-BY-NC-SA-3.0"_s,
        u"OGL-UK-3.0"_s,
        u"OGL-UK-2.0"_s,
        u"OGL-Canada-2.0"_s,
        u"etalab-2.0"_s,
        u"DL-DE-BY-2.0"_s,
        u"DL-DE-ZERO-2.0"_s,
        u"NLOD-2.0"_s,
        u"Artistic-2.0"_s,
        u"WTFPL"_s,
        u"FSFAP"_s,
        u"OFL-1.1"_s,
        u"OPL-1.0"_s,
        u"Unicode-DFS-2016"_s,
        u"W3C"_s,
        u"WordNet"_s,
        u"HPND"_s,
        u"LAL-1.3"_s,
        u"CC-PDDC"_s,
        u"NIST-PD"_s,
    };
    return kLicences;
}

bool isLicence(QStringView identifier)
{
    static const QRegularExpression kOwn(u"^LicenseRef-[A-Za-z0-9.-]{1,80}$"_s);
    for (const QString &known : knownLicences())
        if (identifier == known)
            return true;
    return kOwn.match(identifier.toString()).hasMatch();
}

} // namespace datanet::dataset
