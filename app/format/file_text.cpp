#include "format/file_text.h"

#include "format/amount_text.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

QString FileText::format(const dataset::Detection &detected)
{
    const auto named = [&](const QString &kind) {
        //: Kind of a file and its encoding: "JSON lines, UTF-8"
        return tr("%1, %2").arg(kind, detected.encoding);
    };
    switch (detected.format) {
    case dataset::FileFormat::Csv:
        //: Kind of a file
        return named(detected.dialect.delimiter == '\t' ? tr("Table with tabs") : tr("Table"));
    case dataset::FileFormat::Json:
        return named(u"JSON"_s);
    case dataset::FileFormat::JsonLines:
        //: Kind of a file: one JSON object in each line
        return named(tr("JSON lines"));
    case dataset::FileFormat::Markdown:
        return named(u"Markdown"_s);
    case dataset::FileFormat::Text:
        //: Kind of a file
        return named(tr("Text"));
    case dataset::FileFormat::Xlsx:
    case dataset::FileFormat::Ods:
        //: Kind of a file; %1 is the name of one of its sheets
        return tr("Spreadsheet, sheet \u201c%1\u201d").arg(detected.sheets.value(detected.sheet));
    case dataset::FileFormat::Docx:
        //: Kind of a file
        return tr("Word document");
    case dataset::FileFormat::Pdf:
        return u"PDF"_s;
    case dataset::FileFormat::Image:
        //: Kind of a file
        return tr("Picture");
    case dataset::FileFormat::Audio:
        //: Kind of a file
        return tr("Sound");
    case dataset::FileFormat::Archive:
        //: Kind of a file: a zip or tar
        return tr("Archive of files");
    case dataset::FileFormat::Folder:
        break;
    }
    return tr("Folder of files");
}

QString FileText::contents(const dataset::Detection &detected)
{
    QStringList parts;
    for (const auto &kind : detected.contents) {
        const QString name = kind.format ? dataset::fileFormatName(*kind.format) : tr("of no known kind");
        //: How many files of a kind are in a folder: "12 image"
        parts.append(tr("%1 %2").arg(countText(kind.files), name));
    }
    return parts.join(u", "_s);
}

} // namespace datanet::app
