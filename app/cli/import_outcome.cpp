#include "cli/import_outcome.h"

#include "cli/column_words.h"
#include "format/amount_text.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

QString baseName(const QString &path)
{
    return QFileInfo(QDir::cleanPath(path)).fileName();
}

QJsonObject described(const dataset::Detection &detected)
{
    using dataset::FileFormat;
    QJsonObject answer{{u"format"_s, dataset::fileFormatName(detected.format)},
                       {u"compression"_s, detected.compression}};
    if (!detected.encoding.isEmpty()) {
        answer[u"encoding"_s] = detected.encoding;
        answer[u"encodingConfidence"_s] = detected.encodingConfidence;
    }
    if (detected.format == FileFormat::Csv)
        answer[u"delimiter"_s] = QString(QLatin1Char(detected.dialect.delimiter));
    if (detected.format == FileFormat::Csv || !detected.sheets.isEmpty()) {
        answer[u"header"_s] = detected.dialect.header;
        answer[u"columns"_s] = QJsonArray::fromStringList(detected.columns);
    }
    if (!detected.sheets.isEmpty()) {
        answer[u"sheets"_s] = QJsonArray::fromStringList(detected.sheets);
        answer[u"sheet"_s] = detected.sheets.value(detected.sheet);
    }
    QJsonObject contents;
    for (const auto &kind : detected.contents)
        contents[kind.format ? dataset::fileFormatName(*kind.format) : u"other"_s] = number(kind.files);
    if (!contents.isEmpty())
        answer[u"contents"_s] = contents;
    return answer;
}

QString summary(const dataset::Detection &detected)
{
    QStringList parts{dataset::fileFormatName(detected.format)};
    if (!detected.compression.isEmpty())
        parts.append(detected.compression);
    if (!detected.encoding.isEmpty())
        parts.append(detected.encodingConfidence < 0.8 ? detected.encoding + u" (a guess: see --encoding)"_s
                                                       : detected.encoding);
    if (!detected.sheets.isEmpty())
        parts.append(u"sheet “%1” of %2"_s.arg(detected.sheets.value(detected.sheet)).arg(detected.sheets.size()));
    if (detected.format == dataset::FileFormat::Csv || !detected.sheets.isEmpty())
        parts.append(detected.dialect.header ? u"first row names the columns"_s : u"without names of columns"_s);
    for (const auto &kind : detected.contents)
        parts.append(u"%1 %2"_s.arg(kind.files)
                         .arg(kind.format ? dataset::fileFormatName(*kind.format) : u"of no known kind"_s));
    return parts.join(u", "_s);
}

bool canPassOver(const base::Error &error)
{
    using base::ErrorKind;
    return error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::Invalid || error.kind == ErrorKind::Denied
        || error.kind == ErrorKind::Io;
}

base::Result<ImportedFile> importOne(const QString &file, dataset::ImportBatch &batch,
                                     const dataset::ImportOptions &options, Session &session)
{
    const QString name = baseName(file);
    session.context().step(u"Reading "_s + name);
    if (auto status = batch.source(name); !status)
        return base::fail(status.error());
    const auto before = batch.totals();
    const auto report = dataset::importFile(file, options, batch, session.context());
    if (!report)
        return base::fail(report.error());
    const auto &after = batch.totals();
    const auto added = after.added - before.added;
    const auto repeats = after.repeats - before.repeats;
    const auto rejected = after.rejected - before.rejected;
    session.say(name + u": "_s + summary(report->detected));
    session.say(added == 1 ? u"  1 record added"_s : u"  %1 records added"_s.arg(countText(added)));
    if (repeats > 0)
        session.say(u"  %1 were there already"_s.arg(countText(repeats)));
    if (rejected > 0)
        session.say(u"  %1 were refused and kept aside (datanet export --format rejects)"_s.arg(countText(rejected)));
    if (report->damaged > 0)
        session.say(report->detected.contents.empty()
                        ? u"  incomplete: the file is damaged or cut off; what was kept aside says where"_s
                        : u"  incomplete: %1 damaged or cut off inside; what was kept aside says where"_s.arg(
                            report->damaged == 1 ? u"1 file is"_s : countText(report->damaged) + u" files are"_s));
    return ImportedFile{QJsonObject{{u"file"_s, file},
                                    {u"detected"_s, described(report->detected)},
                                    {u"matched"_s, describedMap(options.columns)},
                                    {u"added"_s, number(added)},
                                    {u"repeats"_s, number(repeats)},
                                    {u"conflicts"_s, number(after.conflicts - before.conflicts)},
                                    {u"keyless"_s, number(after.keyless - before.keyless)},
                                    {u"rejected"_s, number(rejected)},
                                    {u"damaged"_s, number(report->damaged)},
                                    {u"bytes"_s, number(report->bytesRead)}},
                        report->damaged == 0};
}

base::Result<ImportedFile> passOver(const QString &file, const base::Error &error, dataset::ImportBatch &batch,
                                    Session &session)
{
    if (auto status = batch.source(baseName(file)); !status)
        return base::fail(status.error());
    if (auto status = batch.reject({}, 0, error.what); !status)
        return base::fail(status.error());
    session.say(baseName(file) + u": passed over: "_s + error.what);
    return ImportedFile{QJsonObject{{u"file"_s, file}, {u"error"_s, error.what}}, false};
}

} // namespace datanet::app::cli
