#include "viewmodels/import_preview.h"

#include <algorithm>
#include <array>

// How a file is read, where what was found out by itself is wrong.
namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

// Without the first choice, which is what was found out.
const QStringList &knownEncodings()
{
    static const QStringList names{u"UTF-8"_s,        u"windows-1252"_s, u"ISO-8859-15"_s, u"windows-1250"_s,
                                   u"windows-1251"_s, u"UTF-16LE"_s,     u"UTF-16BE"_s,    u"Shift_JIS"_s,
                                   u"GB18030"_s,      u"EUC-KR"_s};
    return names;
}

constexpr std::array kDelimiters{',', ';', '\t', '|'};

} // namespace

QStringList ImportPreview::encodings() const
{
    if (!m_preview || m_preview->detected.encoding.isEmpty())
        return {};
    //: What was found out about a file by itself; %1 is an encoding or a character
    const QString found = m_told.encoding ? tr("Find out") : tr("Found out: %1").arg(m_preview->detected.encoding);
    return QStringList(found) + knownEncodings();
}

int ImportPreview::encoding() const
{
    return m_told.encoding ? int(knownEncodings().indexOf(*m_told.encoding)) + 1 : 0;
}

void ImportPreview::setEncoding(int encoding)
{
    m_told.encoding = encoding > 0 ? std::optional(knownEncodings().value(encoding - 1)) : std::optional<QString>();
    read();
}

QStringList ImportPreview::delimiters() const
{
    if (!m_preview || m_preview->detected.format != dataset::FileFormat::Csv)
        return {};
    const QStringList names{tr("Comma"), tr("Semicolon"), tr("Tab"), tr("Bar")};
    const auto found = std::find(kDelimiters.begin(), kDelimiters.end(), m_preview->detected.dialect.delimiter);
    const QString name = names.value(found - kDelimiters.begin());
    return QStringList(m_told.delimiter ? tr("Find out") : tr("Found out: %1").arg(name)) + names;
}

int ImportPreview::delimiter() const
{
    return m_told.delimiter
        ? int(std::find(kDelimiters.begin(), kDelimiters.end(), *m_told.delimiter) - kDelimiters.begin()) + 1
        : 0;
}

void ImportPreview::setDelimiter(int delimiter)
{
    m_told.delimiter = delimiter > 0 && delimiter <= int(kDelimiters.size())
        ? std::optional(kDelimiters[std::size_t(delimiter - 1)])
        : std::optional<char>();
    read();
}

QStringList ImportPreview::sheets() const
{
    return m_preview && m_paths.size() == 1 ? m_preview->detected.sheets : QStringList();
}

void ImportPreview::setSheet(int sheet)
{
    m_told.sheet = QString::number(sheet + 1);
    if (m_preview && m_preview->detected.sheets.count(m_preview->detected.sheets.value(sheet)) == 1)
        m_told.sheet = m_preview->detected.sheets.value(sheet); // a number may be another sheet's name
    m_told.header.reset();
    read();
}

bool ImportPreview::isTable() const
{
    return m_preview
        && (m_preview->detected.format == dataset::FileFormat::Csv || !m_preview->detected.sheets.isEmpty());
}

void ImportPreview::setHeader(bool header)
{
    m_told.header = header;
    read();
}

} // namespace datanet::app
