#include "base/canonical_json.h"

#include <QJsonDocument>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace datanet::base {

using namespace Qt::StringLiterals;

namespace {

void append(std::string &out, const QJsonValue &value);

void append(std::string &out, const QJsonObject &object)
{
    struct Member
    {
        QByteArray name;
        QJsonValue value;
    };
    std::vector<Member> members;
    members.reserve(static_cast<std::size_t>(object.size()));
    for (auto it = object.begin(); it != object.end(); ++it)
        members.push_back({it.key().toUtf8(), it.value()});
    std::sort(members.begin(), members.end(),
              [](const Member &left, const Member &right) { return canonicalLess(text(left.name), text(right.name)); });
    out += '{';
    bool first = true;
    for (const Member &member : members) {
        if (!std::exchange(first, false))
            out += ',';
        appendCanonicalString(out, text(member.name));
        out += ':';
        append(out, member.value);
    }
    out += '}';
}

void append(std::string &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::Double:
        appendCanonicalNumber(out, value.toDouble());
        break;
    case QJsonValue::String: {
        const QByteArray utf8 = value.toString().toUtf8();
        appendCanonicalString(out, text(utf8));
        break;
    }
    case QJsonValue::Array: {
        out += '[';
        bool first = true;
        for (const QJsonValue element : value.toArray()) {
            if (!std::exchange(first, false))
                out += ',';
            append(out, element);
        }
        out += ']';
        break;
    }
    case QJsonValue::Object:
        append(out, value.toObject());
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        break;
    }
}

} // namespace

Bytes canonicalJson(const QJsonValue &value)
{
    std::string out;
    append(out, value);
    return Bytes::fromStdString(out);
}

Bytes canonicalJson(const QJsonObject &object)
{
    std::string out;
    append(out, object);
    return Bytes::fromStdString(out);
}

void appendCanonicalString(std::string &out, std::string_view utf8)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0; // start of the run that needs no escape
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        out.append(utf8, plain, i - plain);
        plain = i + 1;
        out += '\\';
        switch (byte) {
        case '"':
            out += '"';
            break;
        case '\\':
            out += '\\';
            break;
        case '\b':
            out += 'b';
            break;
        case '\f':
            out += 'f';
            break;
        case '\n':
            out += 'n';
            break;
        case '\r':
            out += 'r';
            break;
        case '\t':
            out += 't';
            break;
        default:
            out += "u00";
            out += kDigits[byte >> 4];
            out += kDigits[byte & 0xf];
        }
    }
    out.append(utf8, plain, utf8.size() - plain);
    out += '"';
}

void appendCanonicalNumber(std::string &out, double number)
{
    Q_ASSERT(std::isfinite(number));
    if (number == 0) {
        out += '0'; // also for -0
        return;
    }
    // The shortest digits that read back to the same double, laid out by the rules of ECMA-262 Number::toString.
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
    std::string_view rest(buffer, static_cast<std::size_t>(end - buffer));
    if (rest.front() == '-') {
        out += '-';
        rest.remove_prefix(1);
    }
    const std::size_t mark = rest.find('e');
    std::string digits(rest.substr(0, 1));
    if (mark > 2)
        digits += rest.substr(2, mark - 2);
    const int exponent = std::atoi(std::string(rest.substr(mark + 1)).c_str());
    const int count = static_cast<int>(digits.size());
    const int point = exponent + 1; // where the decimal point stands, counted from the first digit
    if (count <= point && point <= 21) {
        out += digits;
        out.append(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        out.append(digits, 0, static_cast<std::size_t>(point));
        out += '.';
        out.append(digits, static_cast<std::size_t>(point));
    } else if (-6 < point && point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-point), '0');
        out += digits;
    } else {
        out += digits[0];
        if (count > 1) {
            out += '.';
            out.append(digits, 1);
        }
        out += exponent < 0 ? "e-" : "e+";
        out += std::to_string(std::abs(exponent));
    }
}

bool canonicalLess(std::string_view left, std::string_view right)
{
    const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (l == left.end() || r == right.end())
        return l == left.end() && r != right.end();
    const auto a = static_cast<unsigned char>(*l);
    const auto b = static_cast<unsigned char>(*r);
    // Four-byte UTF-8 (0xF0 and up) is a surrogate pair in UTF-16 and so sorts before U+E000..U+FFFF (0xEE, 0xEF).
    const bool aPair = a >= 0xF0;
    const bool bPair = b >= 0xF0;
    if (aPair != bPair && (aPair ? b : a) >= 0xEE)
        return aPair;
    return a < b;
}

Result<QJsonObject> parseObject(ByteView bytes, std::int64_t maximum)
{
    if (bytes.size() > maximum)
        return fail(ErrorKind::Invalid,
                    u"the JSON is larger than the "_s + QString::number(maximum) + u" bytes allowed"_s);
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(bytes.toByteArray(), &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail(ErrorKind::Invalid,
                    u"no valid JSON: "_s + problem.errorString() + u" at byte "_s + QString::number(problem.offset));
    if (!document.isObject())
        return fail(ErrorKind::Invalid, u"the JSON is not an object"_s);
    return document.object();
}

} // namespace datanet::base
