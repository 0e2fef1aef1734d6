#include "viewmodels/clone_address.h"

#include "dataset/data_set.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

QString unquoted(const QString &text)
{
    for (const QChar quote : {u'"', u'\''}) {
        if (text.size() > 1 && text.startsWith(quote) && text.endsWith(quote))
            return text.mid(1, text.size() - 2);
    }
    return text;
}

} // namespace

QString cloneAddress(const QString &typed)
{
    static const QRegularExpression command(u"^git\\s+clone\\s+"_s);
    QString address = unquoted(typed.trimmed().remove(command).trimmed());
    if (address.startsWith(u"file://"_s))
        address = QUrl(address).toLocalFile();
    else if (address == u"~"_s || address.startsWith(u"~/"_s))
        address = QDir::homePath() + address.mid(1);
    const dataset::DataSetFolder folder{QDir::cleanPath(address)};
    return !address.isEmpty() && folder.exists() ? folder.repository() : address;
}

QString nameInAddress(const QString &typed)
{
    QString address = cloneAddress(typed);
    static const QRegularExpression scheme(u"^[A-Za-z][A-Za-z0-9+.-]*://[^/]*"_s);
    if (const auto match = scheme.match(address); match.hasMatch())
        address = QUrl::fromPercentEncoding(address.mid(match.capturedLength()).section(u'?', 0, 0).toUtf8());
    else if (!QFileInfo::exists(address))
        address = address.section(u':', -1); // host:path
    static const QRegularExpression ending(u"(?:/+|/repo\\.git|\\.git|\\.bundle)$"_s);
    for (auto match = ending.match(address); match.hasMatch(); match = ending.match(address))
        address.chop(match.capturedLength());
    return address.section(u'/', -1).simplified();
}

} // namespace datanet::app
