#include "dataset/json_reader.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

JsonReader::JsonReader(RecordOutput &output, std::int64_t maximumRecordBytes, std::vector<std::string> textFields)
    : m_output(output),
      m_maximumRecord(static_cast<std::size_t>(maximumRecordBytes)),
      m_maximumRaw(maximumRawBytes(maximumRecordBytes))
{
    m_parser.setTextFields(std::move(textFields));
}

void JsonReader::begin(Where where)
{
    m_where = where;
    m_kept.clear();
    m_size = 0;
    m_beganLine = m_line;
    m_depth = 0;
    m_scalar = false;
    m_inString = false;
    m_escaped = false;
    m_torn = false;
    m_beganColumn = m_column;
}

void JsonReader::keep(char c)
{
    ++m_size;
    if (m_kept.size() <= m_maximumRaw)
        m_kept += c;
}

bool JsonReader::structural(char c)
{
    if (m_inString && c == '\n') {
        m_inString = false;
        m_torn = true;
    }
    if (m_inString) {
        if (m_escaped)
            m_escaped = false;
        else if (c == '\\')
            m_escaped = true;
        else if (c == '"')
            m_inString = false;
        return false;
    }
    if (c == '"')
        m_inString = true;
    else if (c == '{' || c == '[')
        ++m_depth;
    else if (c == '}' || c == ']')
        --m_depth;
    return !m_inString;
}

base::Status JsonReader::emit()
{
    if (m_size > m_maximumRaw)
        return m_output.reject(m_kept, m_beganLine,
                               u"the record has "_s + QString::number(m_size) + u" bytes of text; "_s
                                   + QString::number(m_maximumRaw) + u" are allowed"_s);
    const auto record = m_parser.canonical(m_kept);
    if (!record)
        return m_output.reject(m_kept, m_beganLine, record.error().what);
    if (record->size() > m_maximumRecord)
        return m_output.reject(m_kept, m_beganLine,
                               u"the record has "_s + QString::number(record->size()) + u" bytes; "_s
                                   + QString::number(m_maximumRecord) + u" are allowed"_s);
    return m_output.record(*record, m_beganLine);
}

base::Status JsonReader::rootCharacter(char c)
{
    if (isSpace(c))
        return {};
    if (c == '[') {
        begin(Where::List);
        m_inWrapper = false;
        m_listLine = m_line;
        return {};
    }
    begin(c == '{' ? Where::Wrapper : Where::Stray);
    m_listMayBegin = false;
    keep(c);
    if (c == '{')
        m_depth = 1;
    return {};
}

base::Status JsonReader::wrapperCharacter(char c)
{
    const bool listMayBegin = m_listMayBegin;
    keep(c);
    if (!structural(c)) {
        m_listMayBegin = false;
        return {};
    }
    if (m_depth == 0) { // no list of objects in it: it is a record itself
        auto status = emit();
        begin(Where::Root);
        return status;
    }
    if (listMayBegin && c == '{') {
        m_listLine = m_line;
        m_inWrapper = true;
        begin(Where::Element);
        keep(c);
        m_depth = 1;
        return {};
    }
    m_listMayBegin = (c == '[' && m_depth == 2) || (listMayBegin && isSpace(c));
    return {};
}

base::Status JsonReader::listCharacter(char c)
{
    if (isSpace(c) || c == ',')
        return {};
    if (c == ']') {
        begin(m_inWrapper ? Where::AfterList : Where::Root);
        m_depth = m_inWrapper ? 1 : 0;
        return {};
    }
    begin(Where::Element);
    m_scalar = c != '{' && c != '[';
    keep(c);
    (void)structural(c);
    return {};
}

base::Status JsonReader::elementCharacter(char c)
{
    if (m_scalar && !m_inString && (c == ',' || c == ']')) {
        auto status = emit();
        if (!status)
            return status;
        begin(Where::List);
        return listCharacter(c);
    }
    if (m_torn && m_lineBegins && (c == '{' || c == ']') && m_column <= m_beganColumn) {
        auto status = m_output.reject(m_kept, m_beganLine, u"a quoted value does not end in its line"_s);
        if (!status)
            return status;
        begin(Where::List);
        return listCharacter(c);
    }
    keep(c);
    if (!structural(c) || m_scalar || m_depth > 0)
        return {};
    auto status = emit();
    begin(Where::List);
    return status;
}

base::Status JsonReader::afterListCharacter(char c)
{
    const bool listMayBegin = m_listMayBegin;
    if (!structural(c)) {
        m_listMayBegin = false;
        return {};
    }
    if (listMayBegin && c == '{')
        return base::fail(ErrorKind::Invalid,
                          u"line "_s + QString::number(m_line) + u": the file holds more than one list of records"_s,
                          u"put the list that you want into a file of its own"_s);
    m_listMayBegin = (c == '[' && m_depth == 2) || (listMayBegin && isSpace(c));
    if (m_depth == 0)
        begin(Where::Root);
    return {};
}

base::Status JsonReader::step(char c)
{
    switch (m_where) {
    case Where::Root:
        return rootCharacter(c);
    case Where::Wrapper:
        return wrapperCharacter(c);
    case Where::List:
        return listCharacter(c);
    case Where::Element:
        return elementCharacter(c);
    case Where::AfterList:
        return afterListCharacter(c);
    case Where::Stray:
        break;
    }
    if (c != '\n') {
        keep(c);
        return {};
    }
    auto status = m_output.reject(m_kept, m_beganLine,
                                  u"this is not JSON: a list [ ... ] or an object { ... } should stand here"_s);
    begin(Where::Root);
    return status;
}

base::Status JsonReader::feed(std::string_view piece)
{
    for (const char c : piece) {
        if (auto status = step(c); !status)
            return status;
        m_line += c == '\n';
        m_column = c == '\n' ? 0 : m_column + 1;
        m_lineBegins = c == '\n' || (m_lineBegins && isSpace(c));
    }
    return {};
}

base::Status JsonReader::finish()
{
    const Where where = m_where;
    m_endIsMissing = where != Where::Root && where != Where::Stray;
    const QString listBegan =
        u"the list that begins on line "_s + QString::number(m_listLine) + u" is not closed; the file may be cut off"_s;
    switch (where) {
    case Where::Root:
        return {};
    case Where::Stray:
        return step('\n');
    case Where::Wrapper:
    case Where::Element:
        return m_output.reject(m_kept, m_beganLine,
                               m_inString ? u"the text ends inside a quoted value; the file may be cut off"_s
                                          : u"the text ends inside this record; the file may be cut off"_s);
    case Where::List:
        return m_output.reject({}, m_line, listBegan);
    case Where::AfterList:
        return m_output.reject({}, m_line, u"the object around the records is not closed; the file may be cut off"_s);
    }
    return {};
}

base::Status JsonReader::breakOff()
{
    if (m_where != Where::Wrapper && m_where != Where::Element && m_where != Where::Stray)
        return {};
    return m_output.reject(m_kept, m_beganLine, u"the file breaks off inside of this record"_s);
}

} // namespace datanet::dataset
