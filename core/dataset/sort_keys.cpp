#include "dataset/sort_keys.h"

#include "dataset/row_sorting.h"
#include "dataset/text_fold.h"

#include <QString>

#include <algorithm>
#include <bit>
#include <charconv>

namespace datanet::dataset {

namespace {

// In the order in which they stand.
enum SortKind : std::uint32_t { SortNumber, SortText, SortBoolean, SortList, SortObject, SortBlank };

constexpr int kKindShift = 29;
constexpr std::uint32_t kRestMask = (1u << kKindShift) - 1;
constexpr std::size_t kRestStep = 8;
constexpr std::size_t kHeadBytes = 8;

SortKind sortKindOf(const FieldScanner::Field *field)
{
    if (field == nullptr)
        return SortBlank;
    switch (field->kind) {
    case ValueKind::Null:
        return SortBlank;
    case ValueKind::Boolean:
        return SortBoolean;
    case ValueKind::Number:
        return SortNumber;
    case ValueKind::Array:
        return SortList;
    case ValueKind::Object:
        return SortObject;
    case ValueKind::String:
        break;
    }
    // Most begin with a letter; the rest is asked with care.
    if (!field->text.empty() && field->text.front() > ' ')
        return SortText;
    return QString::fromUtf8(field->text.data(), qsizetype(field->text.size())).trimmed().isEmpty() ? SortBlank
                                                                                                    : SortText;
}

// The bits of a number so that they compare as numbers do.
std::uint64_t ordered(std::string_view number)
{
    double value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    const auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value); // one zero only
    constexpr std::uint64_t kSign = std::uint64_t(1) << 63;
    return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

std::uint64_t headOf(std::string_view bytes)
{
    std::uint64_t head = 0;
    for (std::size_t at = 0; at < kHeadBytes; ++at)
        head = head << 8 | (at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0);
    return head;
}

} // namespace

bool SortKeys::add(std::uint32_t row, const FieldScanner::Field *field)
{
    const SortKind kind = sortKindOf(field);
    Key key{0, row, kind << kKindShift};
    if (kind == SortNumber) {
        key.head = ordered(field->raw);
    } else if (kind != SortBlank) {
        // One code point more than counts: folding changes lengths, and nothing is cut within a character there.
        std::string_view text = field->text.substr(0, kMostKeyBytes);
        while (text.size() < field->text.size() && !text.empty() && (field->text[text.size()] & 0xC0) == 0x80)
            text.remove_suffix(1);
        m_folded.clear();
        if (kind == SortText)
            appendFolded(m_folded, text);
        else
            m_folded = text;
        key.head = headOf(m_folded);
        if (m_folded.size() > kHeadBytes) {
            const std::size_t place = std::max(m_rests.size(), kRestStep); // 0 stands for none
            if (place / kRestStep > kRestMask)
                return false;
            const std::size_t length = m_folded.size() - kHeadBytes;
            m_rests.resize(place);
            m_rests += static_cast<char>(length & 0xFF);
            m_rests += static_cast<char>(length >> 8);
            m_rests.append(m_folded, kHeadBytes, length);
            m_rests.resize((m_rests.size() + kRestStep - 1) / kRestStep * kRestStep);
            key.kindAndRest |= static_cast<std::uint32_t>(place / kRestStep);
        }
    }
    m_keys.push_back(key);
    return true;
}

bool SortKeys::take(const SortKeys &other)
{
    const std::size_t place = m_rests.size() / kRestStep;
    if (place + other.m_rests.size() / kRestStep > kRestMask)
        return false;
    m_rests += other.m_rests;
    for (Key key : other.m_keys) {
        if ((key.kindAndRest & kRestMask) != 0)
            key.kindAndRest += static_cast<std::uint32_t>(place);
        m_keys.push_back(key);
    }
    return true;
}

void SortKeys::clear()
{
    m_keys.clear();
    m_rests.clear();
}

std::string_view SortKeys::rest(const Key &key) const
{
    const std::size_t place = std::size_t(key.kindAndRest & kRestMask) * kRestStep;
    if (place == 0)
        return {};
    const auto byte = [this](std::size_t at) { return std::size_t(static_cast<unsigned char>(m_rests[at])); };
    return std::string_view(m_rests).substr(place + 2, byte(place) | byte(place + 1) << 8);
}

int SortKeys::compare(const Key &left, const Key &right) const
{
    if (left.kindAndRest >> kKindShift != right.kindAndRest >> kKindShift)
        return left.kindAndRest >> kKindShift < right.kindAndRest >> kKindShift ? -1 : 1;
    if (left.head != right.head)
        return left.head < right.head ? -1 : 1;
    return rest(left).compare(rest(right));
}

bool SortKeys::before(const Key &left, const Key &right, bool descending) const
{
    const bool leftBlank = left.kindAndRest >> kKindShift == SortBlank;
    if (const bool rightBlank = right.kindAndRest >> kKindShift == SortBlank; leftBlank != rightBlank)
        return rightBlank;
    if (const int order = compare(left, right); order != 0)
        return (order < 0) != descending;
    return left.row < right.row;
}

} // namespace datanet::dataset
