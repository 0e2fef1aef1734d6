#include "dataset/record_parser.h"

#include "base/canonical_json.h"
#include "dataset/json_number.h"
#include "dataset/record.h"
#include "dataset/text_utf8.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <deque>
#include <optional>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
namespace ondemand = simdjson::ondemand;

namespace {

// White space and escapes may make the input larger than its canonical form; this is as much of it as is looked at.
constexpr std::size_t kMaximumInput = 4 * static_cast<std::size_t>(kMaximumRecordBytes);

struct Member
{
    std::string_view name; // decoded, in NFC
    std::size_t start; // of "name":value in the output
    std::size_t end;
};

QString quoted(std::string_view name)
{
    QString shown = QString::fromUtf8(name.data(), static_cast<qsizetype>(std::min<std::size_t>(name.size(), 80)));
    return u"“"_s + shown + (name.size() > 80 ? u"…”"_s : u"”"_s);
}

QString sentence(simdjson::error_code code)
{
    switch (code) {
    case simdjson::UTF8_ERROR:
        return u"the text is not valid UTF-8"_s;
    case simdjson::UNCLOSED_STRING:
        return u"the text ends inside a quoted value"_s;
    case simdjson::UNESCAPED_CHARS:
        return u"a control character (such as a line break) stands inside a quoted value"_s;
    case simdjson::EMPTY:
        return u"there is nothing here"_s;
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return u"a closing } or ] is missing"_s;
    case simdjson::STRING_ERROR:
        return u"a quoted value holds an escape that JSON does not know"_s;
    case simdjson::TRAILING_CONTENT:
        return u"something follows after the record's closing }"_s;
    case simdjson::MEMALLOC:
        return u"there is not enough memory"_s;
    default:
        break;
    }
    return u"this is not valid JSON (a comma, colon, quote or bracket is missing or misplaced)"_s;
}

} // namespace

struct RecordParser::State
{
    ondemand::parser parser;
    std::string padded; // input that came without room behind it
    std::string out;
    std::string reordered;
    std::vector<Member> members; // of the objects now open, innermost last
    std::deque<std::string> names; // decoded names that had to be normalised; a deque, because views point into it
    std::vector<std::string> textFields;

    const char *inputStart = nullptr;
    // Set by whatever refuses; the functions below return false from then on.
    QString problem;
    std::optional<std::size_t> place;

    bool refuse(QString why, const char *where = nullptr)
    {
        problem = std::move(why);
        if (where)
            place = static_cast<std::size_t>(where - inputStart);
        return false;
    }
    bool refuse(simdjson::error_code code, const char *where = nullptr) { return refuse(sentence(code), where); }

    void appendText(std::string_view utf8);
    std::optional<std::string_view> name(ondemand::field &field);
    bool object(ondemand::object &object, int depth, const char *start);
    bool array(ondemand::array &array, int depth, const char *start);
    bool value(ondemand::value &value, int depth, std::string_view memberName);
    bool sortMembers(std::size_t first, std::size_t start, const char *place);
    bool run(std::string_view json, std::size_t readable);
};

void RecordParser::State::appendText(std::string_view utf8)
{
    if (isNormalized(utf8))
        base::appendCanonicalString(out, utf8);
    else
        base::appendCanonicalString(out, normalized(utf8));
}

// Appends "name": and gives the decoded name.
std::optional<std::string_view> RecordParser::State::name(ondemand::field &field)
{
    const char *const raw = field.key().raw();
    const char *end = raw;
    while (*end != '"' && *end != '\\')
        ++end;
    std::string_view decoded(raw, static_cast<std::size_t>(end - raw));
    const bool escaped = *end == '\\';
    if (escaped) {
        if (const auto code = field.unescaped_key().get(decoded)) {
            refuse(code, raw);
            return std::nullopt;
        }
        if (!simdjson::validate_utf8(decoded)) {
            refuse(u"a member name holds half of a surrogate pair"_s, raw);
            return std::nullopt;
        }
    }
    if (!isNormalized(decoded))
        decoded = names.emplace_back(normalized(decoded));
    if (escaped) {
        base::appendCanonicalString(out, decoded);
        out += ':';
    } else {
        out += '"';
        out += decoded;
        out.append("\":", 2);
    }
    return decoded;
}

bool RecordParser::State::sortMembers(std::size_t first, std::size_t start, const char *where)
{
    const auto begin = members.begin() + static_cast<std::ptrdiff_t>(first);
    const auto less = [](const Member &left, const Member &right) {
        return base::canonicalLess(left.name, right.name);
    };
    const auto notAscending = [&](const Member &left, const Member &right) { return !less(left, right); };
    if (std::adjacent_find(begin, members.end(), notAscending) == members.end())
        return true;
    std::sort(begin, members.end(), less);
    const auto twice = std::adjacent_find(
        begin, members.end(), [](const Member &left, const Member &right) { return left.name == right.name; });
    if (twice != members.end())
        return refuse(u"the member "_s + quoted(twice->name) + u" is given twice"_s, where);
    reordered.clear();
    for (auto member = begin; member != members.end(); ++member) {
        if (member != begin)
            reordered += ',';
        reordered.append(out, member->start, member->end - member->start);
    }
    std::memcpy(out.data() + start, reordered.data(), reordered.size()); // the same pieces, so the same length
    return true;
}

bool RecordParser::State::object(ondemand::object &object, int depth, const char *where)
{
    if (depth > kMaximumRecordDepth)
        return refuse(u"lists and objects are nested more than "_s + QString::number(kMaximumRecordDepth) + u" deep"_s,
                      where);
    const std::size_t first = members.size();
    out += '{';
    const std::size_t start = out.size();
    for (auto result : object) {
        ondemand::field field;
        if (const auto code = std::move(result).get(field))
            return refuse(code);
        if (members.size() - first >= kMaximumRecordFields)
            return refuse(u"an object has more than "_s + QString::number(kMaximumRecordFields) + u" members"_s, where);
        if (members.size() > first)
            out += ',';
        const std::size_t memberStart = out.size();
        const auto memberName = name(field);
        if (!memberName || !value(field.value(), depth, *memberName))
            return false;
        members.push_back({*memberName, memberStart, out.size()});
    }
    if (!sortMembers(first, start, where))
        return false;
    members.resize(first);
    out += '}';
    return true;
}

bool RecordParser::State::array(ondemand::array &array, int depth, const char *where)
{
    if (depth > kMaximumRecordDepth)
        return refuse(u"lists and objects are nested more than "_s + QString::number(kMaximumRecordDepth) + u" deep"_s,
                      where);
    out += '[';
    bool first = true;
    for (auto result : array) {
        ondemand::value element;
        if (const auto code = std::move(result).get(element))
            return refuse(code);
        if (!std::exchange(first, false))
            out += ',';
        if (!value(element, depth, {}))
            return false;
    }
    out += ']';
    return true;
}

// depth is that of the object or list that holds the value.
bool RecordParser::State::value(ondemand::value &value, int depth, std::string_view memberName)
{
    std::string_view token = value.raw_json_token(); // up to the next token, so with the white space between them
    const char *const where = token.data();
    switch (token.empty() ? ' ' : token.front()) {
    case '{': {
        ondemand::object inner;
        if (const auto code = value.get_object().get(inner))
            return refuse(code, where);
        return object(inner, depth + 1, where);
    }
    case '[': {
        ondemand::array inner;
        if (const auto code = value.get_array().get(inner))
            return refuse(code, where);
        return array(inner, depth + 1, where);
    }
    default:
        break;
    }
    token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    if (token.empty())
        return refuse(simdjson::TAPE_ERROR, where);
    if (token.front() == '"') {
        if (token.size() < 2 || token.back() != '"')
            return refuse(simdjson::TAPE_ERROR, where);
        std::string_view text = token.substr(1, token.size() - 2);
        if (!std::memchr(text.data(), '\\', text.size())) {
            ondemand::raw_json_string skipped;
            if (const auto code = value.get_raw_json_string().get(skipped))
                return refuse(code, where);
            if (isNormalized(text))
                out += token; // nothing to escape: control characters and quotes can't be there
            else
                base::appendCanonicalString(out, normalized(text));
            return true;
        }
        if (const auto code = value.get_string().get(text))
            return refuse(code, where);
        if (!simdjson::validate_utf8(text))
            return refuse(u"a quoted value holds half of a surrogate pair"_s, where);
        appendText(text);
        return true;
    }
    if (token == "true" || token == "false" || token == "null") {
        out += token;
        return true;
    }
    const std::size_t start = out.size();
    switch (appendExactNumber(out, token)) {
    case NumberProblem::None:
        break;
    case NumberProblem::NotANumber:
        return refuse(quoted(token) + u" is no JSON value (text needs quotes around it)"_s, where);
    case NumberProblem::OutOfRange:
    case NumberProblem::Inexact:
        if (depth == 1 && std::binary_search(textFields.begin(), textFields.end(), memberName))
            break;
        return refuse(u"the number "_s + quoted(token)
                          + u" can't be kept exactly; put quotes around it, or declare its field as text"_s,
                      where);
    }
    if (depth == 1 && std::binary_search(textFields.begin(), textFields.end(), memberName)) {
        out.resize(start);
        base::appendCanonicalString(out, token);
    }
    return true;
}

bool RecordParser::State::run(std::string_view json, std::size_t readable)
{
    inputStart = json.data();
    problem.clear();
    place.reset();
    out.clear();
    members.clear();
    names.clear();
    if (json.size() > kMaximumInput)
        return refuse(u"the record has "_s + QString::number(json.size()) + u" bytes, more than the "_s
                      + QString::number(kMaximumInput) + u" that are looked at"_s);
    if (parser.capacity() < json.size()) {
        const std::size_t capacity = std::bit_ceil(std::max<std::size_t>(json.size(), 64 << 10));
        if (const auto code = parser.allocate(capacity))
            return refuse(code);
    }
    if (readable < json.size() + simdjson::SIMDJSON_PADDING) {
        if (padded.size() < json.size() + simdjson::SIMDJSON_PADDING)
            padded.resize(std::bit_ceil(json.size() + simdjson::SIMDJSON_PADDING));
        std::memcpy(padded.data(), json.data(), json.size());
        std::memset(padded.data() + json.size(), 0, simdjson::SIMDJSON_PADDING);
        inputStart = padded.data();
        readable = padded.size();
    }

    ondemand::document document;
    const simdjson::padded_string_view view(inputStart, json.size(), readable);
    if (const auto code = parser.iterate(view).get(document)) {
        const auto bad = code == simdjson::UTF8_ERROR ? firstInvalidUtf8(json) : std::nullopt;
        return refuse(code, bad ? inputStart + *bad : nullptr);
    }
    ondemand::object root;
    if (const auto code = document.get_object().get(root)) {
        return code == simdjson::INCORRECT_TYPE ? refuse(u"a record must be a JSON object: { ... }"_s) : refuse(code);
    }
    if (!object(root, 1, inputStart)) {
        const char *where = nullptr;
        if (!place && document.current_location().get(where) == simdjson::SUCCESS && where >= inputStart
            && where <= inputStart + json.size())
            place = static_cast<std::size_t>(where - inputStart);
        return false;
    }
    const char *rest = nullptr; // there is no current location once everything is consumed
    if (document.current_location().get(rest) == simdjson::SUCCESS)
        return refuse(simdjson::TRAILING_CONTENT, rest);
    if (out.size() > static_cast<std::size_t>(kMaximumRecordBytes))
        return refuse(u"the record has "_s + QString::number(out.size()) + u" bytes; "_s
                      + QString::number(kMaximumRecordBytes) + u" are allowed"_s);
    return true;
}

RecordParser::RecordParser() : m_state(std::make_unique<State>()) { }
RecordParser::~RecordParser() = default;
RecordParser::RecordParser(RecordParser &&) noexcept = default;
RecordParser &RecordParser::operator=(RecordParser &&) noexcept = default;

void RecordParser::setTextFields(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end());
    m_state->textFields = std::move(names);
}

base::Result<std::string_view> RecordParser::canonical(std::string_view json, std::size_t readable)
{
    static_assert(kPadding >= simdjson::SIMDJSON_PADDING);
    State &state = *m_state;
    if (state.run(json, readable))
        return std::string_view(state.out);
    return base::fail(ErrorKind::Invalid,
                      state.place ? state.problem + u" (at byte "_s + QString::number(*state.place + 1) + u")"_s
                                  : state.problem);
}

} // namespace datanet::dataset
