#include "dataset/data_set_card.h"

#include "base/canonical_json.h"

#include <QHash>
#include <QSet>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

// A YAML double-quoted scalar takes everything that a JSON string is.
QString quoted(const QString &text)
{
    std::string out;
    base::appendCanonicalString(out, text.toStdString());
    return QString::fromStdString(out);
}

// The Hub's own spelling of licences; what it does not list is "other" with a name and a link.
QString hubLicence(const QString &spdx)
{
    static const QSet<QString> kSame{u"apache-2.0"_s,
                                     u"mit"_s,
                                     u"bsd-2-clause"_s,
                                     u"bsd-3-clause"_s,
                                     u"cc0-1.0"_s,
                                     u"cc-by-2.0"_s,
                                     u"cc-by-2.5"_s,
                                     u"cc-by-3.0"_s,
                                     u"cc-by-4.0"_s,
                                     u"cc-by-sa-3.0"_s,
                                     u"cc-by-sa-4.0"_s,
                                     u"cc-by-nc-2.0"_s,
                                     u"cc-by-nc-3.0"_s,
                                     u"cc-by-nc-4.0"_s,
                                     u"cc-by-nd-4.0"_s,
                                     u"cc-by-nc-nd-3.0"_s,
                                     u"cc-by-nc-nd-4.0"_s,
                                     u"cc-by-nc-sa-2.0"_s,
                                     u"cc-by-nc-sa-3.0"_s,
                                     u"cc-by-nc-sa-4.0"_s,
                                     u"cdla-sharing-1.0"_s,
                                     u"cdla-permissive-1.0"_s,
                                     u"cdla-permissive-2.0"_s,
                                     u"epl-2.0"_s,
                                     u"eupl-1.1"_s,
                                     u"eupl-1.2"_s,
                                     u"isc"_s,
                                     u"mpl-2.0"_s,
                                     u"unlicense"_s,
                                     u"zlib"_s};
    static const QHash<QString, QString> kOthers{
        {u"odc-by-1.0"_s, u"odc-by"_s},      {u"odbl-1.0"_s, u"odbl"_s},
        {u"pddl-1.0"_s, u"pddl"_s},          {u"c-uda-1.0"_s, u"c-uda"_s},
        {u"gpl-2.0-only"_s, u"gpl-2.0"_s},   {u"gpl-2.0-or-later"_s, u"gpl-2.0"_s},
        {u"gpl-3.0-only"_s, u"gpl-3.0"_s},   {u"gpl-3.0-or-later"_s, u"gpl-3.0"_s},
        {u"agpl-3.0-only"_s, u"agpl-3.0"_s}, {u"agpl-3.0-or-later"_s, u"agpl-3.0"_s},
        {u"lgpl-2.1-only"_s, u"lgpl-2.1"_s}, {u"lgpl-2.1-or-later"_s, u"lgpl-2.1"_s},
        {u"lgpl-3.0-only"_s, u"lgpl-3.0"_s}, {u"lgpl-3.0-or-later"_s, u"lgpl-3.0"_s}};
    const QString lower = spdx.toLower();
    return kSame.contains(lower) ? lower : kOthers.value(lower, u"other"_s);
}

QString sizeCategory(std::int64_t records)
{
    static constexpr struct
    {
        std::int64_t below;
        QStringView name;
    } kSizes[]{{1'000, u"n<1K"},
               {10'000, u"1K<n<10K"},
               {100'000, u"10K<n<100K"},
               {1'000'000, u"100K<n<1M"},
               {10'000'000, u"1M<n<10M"},
               {100'000'000, u"10M<n<100M"},
               {1'000'000'000, u"100M<n<1B"}};
    for (const auto &size : kSizes)
        if (records < size.below)
            return size.name.toString();
    return u"1B<n<10B"_s;
}

QString frontMatter(const DescribedExport &described)
{
    const Metadata &metadata = described.metadata;
    QString yaml = u"---\npretty_name: "_s + quoted(metadata.title) + u'\n';
    const QString licence = hubLicence(metadata.licence);
    yaml += u"license: "_s + licence + u'\n';
    if (licence == u"other") {
        yaml += u"license_name: "_s + quoted(metadata.licence.toLower()) + u'\n';
        if (const QString url = licenceUrl(metadata.licence); !url.isEmpty())
            yaml += u"license_link: "_s + quoted(url) + u'\n';
    }
    if (!metadata.language.isEmpty()) {
        yaml += u"language:\n- "_s + quoted(metadata.language.section(u'-', 0, 0).toLower()) + u'\n';
        if (metadata.language.contains(u'-'))
            yaml += u"language_bcp47:\n- "_s + quoted(metadata.language) + u'\n';
    }
    yaml += u"size_categories:\n- "_s + sizeCategory(described.records) + u'\n';
    yaml += u"tags:\n- "_s + quoted(metadata.domain) + u'\n';
    yaml += u"configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: "_s
        + quoted(described.data.path) + u'\n';
    return yaml + u"---\n"_s;
}

// The version's own words, without a front matter that this one replaces.
QString ownWords(const base::Bytes &readme)
{
    QString text = QString::fromUtf8(readme);
    text.replace(u"\r\n"_s, u"\n"_s);
    if (text.startsWith("---\n"_L1)) {
        const qsizetype end = text.indexOf("\n---\n"_L1, 3);
        if (end >= 0)
            text = text.mid(end + 5);
    }
    return text.trimmed();
}

// Text within a cell of a Markdown table, or a line of its own.
QString oneLine(QString text)
{
    text = text.simplified();
    text.replace(u"\\"_s, u"\\\\"_s).replace(u"|"_s, u"\\|"_s).replace(u"<"_s, u"&lt;"_s);
    return text;
}

QString columnTable(const DescribedExport &described)
{
    QString table = u"| field | meaning | type | filled | empty or absent | range |\n"
                    "| --- | --- | --- | ---: | ---: | --- |\n"_s;
    for (const ExportedColumn &column : described.columns) {
        const auto &facts = column.statistics;
        const std::int64_t filled = facts.present - facts.null - facts.blank;
        QString range;
        if (facts.minimum && facts.maximum)
            range = u"%1 to %2"_s.arg(*facts.minimum).arg(*facts.maximum);
        else if (facts.longest > 0)
            range = u"%1 to %2 characters"_s.arg(facts.shortest).arg(facts.longest);
        QStringList meaning;
        for (const QString &words : {column.field.title, column.field.description})
            if (!words.isEmpty())
                meaning << oneLine(words);
        table += u"| %1 | %2 | %3 | %4 | %5 | %6 |\n"_s
                     .arg(oneLine(column.field.name), meaning.join(u": "_s), fieldTypeName(column.field.type))
                     .arg(filled)
                     .arg(described.records - filled)
                     .arg(range);
    }
    return table;
}

} // namespace

base::Bytes dataSetCard(const DescribedExport &described)
{
    const Metadata &metadata = described.metadata;
    QString text = frontMatter(described) + u'\n';
    if (const QString own = ownWords(described.readme); !own.isEmpty()) {
        text += own + u"\n\n"_s;
    } else {
        text += u"# "_s + oneLine(metadata.title) + u"\n\n"_s;
        if (!metadata.summary.isEmpty())
            text += metadata.summary.trimmed() + u"\n\n"_s;
    }
    text += u"## Records\n\n%1 records in `%2`."_s.arg(described.records).arg(described.data.path);
    if (!described.media.empty())
        text += u" %1 media files lie in `media/` under the SHA-256 of their bytes."_s.arg(described.media.size());
    if (!described.schema.primaryKey.isEmpty())
        text += u" Key: `"_s + described.schema.primaryKey.join(u"`, `"_s) + u"`."_s;
    text += u"\n\n"_s + columnTable(described);
    text += u"\n## Version\n\n- Version %1, number %2 of the data set, %3\n- Identifier `%4`\n"_s
                .arg(described.semanticVersion)
                .arg(described.versionNumber)
                .arg(described.time.toUTC().toString(Qt::ISODate), described.identifier());
    text += u"- Licence: %1\n"_s.arg(metadata.licence);
    if (!metadata.authors.empty()) {
        QStringList names;
        for (const auto &author : metadata.authors)
            names << oneLine(author.name.isEmpty() ? author.address : author.name);
        text += u"- Authors: "_s + names.join(u", "_s) + u'\n';
    }
    if (!metadata.sources.empty()) {
        text += u"\n## Sources\n\n"_s;
        for (const auto &source : metadata.sources) {
            text += u"- "_s + oneLine(source.title);
            if (!source.url.isEmpty())
                text += u", <"_s + source.url + u'>';
            if (!source.licence.isEmpty())
                text += u", "_s + source.licence;
            text += u'\n';
        }
    }
    return text.toUtf8();
}

QStringList hubLimits(const DescribedExport &described)
{
    constexpr std::int64_t kFiles = 100'000;
    constexpr std::int64_t kEntries = 10'000;
    constexpr std::int64_t kLargeFile = 20'000'000'000;
    constexpr std::int64_t kLargestFile = 50'000'000'000;
    QStringList said;
    if (described.data.bytes > kLargestFile)
        said << u"%1 is larger than the 50 GB that Hugging Face takes in one file"_s.arg(described.data.path);
    else if (described.data.bytes > kLargeFile)
        said << u"%1 is larger than the 20 GB that Hugging Face recommends for one file"_s.arg(described.data.path);
    if (static_cast<std::int64_t>(described.media.size()) + 8 > kFiles)
        said << u"%1 files are more than the 100,000 that Hugging Face recommends"_s.arg(described.media.size());
    QHash<QString, std::int64_t> entries;
    for (const ExportedFile &file : described.media)
        if (++entries[file.path.section(u'/', 0, -2)] == kEntries)
            said << u"%1 holds 10,000 files or more; Hugging Face recommends fewer in one folder"_s.arg(
                file.path.section(u'/', 0, -2));
    return said;
}

} // namespace datanet::dataset
