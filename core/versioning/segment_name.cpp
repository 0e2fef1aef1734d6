#include "versioning/segment_name.h"

#include "dataset/segment.h"

#include <charconv>

namespace datanet::versioning {

namespace {

constexpr std::size_t kPositionDigits = 16;
constexpr std::size_t kDigestDigits = 64;
constexpr std::string_view kSuffix = ".jsonl.zst";

QByteArray paddedHex(std::uint64_t value, qsizetype digits)
{
    return QByteArray::number(qulonglong(value), 16).rightJustified(digits, '0');
}

// Exactly the digits that we write: lower case, no sign, no white space.
template <class Number>
std::optional<Number> parseDigits(std::string_view digits, int base)
{
    for (const char digit : digits) {
        const bool good = (digit >= '0' && digit <= '9') || (base == 16 && digit >= 'a' && digit <= 'f');
        if (!good)
            return std::nullopt;
    }
    Number value{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

} // namespace

QByteArray SegmentName::folderName() const
{
    return paddedHex(folder(), 4);
}

QByteArray SegmentName::fileName() const
{
    return paddedHex(static_cast<std::uint64_t>(position), qsizetype(kPositionDigits)) + '-'
        + base::toPlainHex(sha256.view()) + '-' + QByteArray::number(count)
        + QByteArray(kSuffix.data(), qsizetype(kSuffix.size()));
}

QByteArray SegmentName::path() const
{
    return "records/" + folderName() + '/' + fileName();
}

std::optional<std::uint16_t> SegmentName::parseFolder(std::string_view folder)
{
    if (folder.size() != 4)
        return std::nullopt;
    return parseDigits<std::uint16_t>(folder, 16);
}

std::optional<SegmentName> SegmentName::parse(std::string_view folder, std::string_view file)
{
    constexpr std::size_t kCountAt = kPositionDigits + 1 + kDigestDigits + 1;
    if (file.size() <= kCountAt + kSuffix.size() || file.size() > kCountAt + kSuffix.size() + 3
        || file[kPositionDigits] != '-' || file[kCountAt - 1] != '-' || !file.ends_with(kSuffix))
        return std::nullopt;
    const auto position = parseDigits<std::uint64_t>(file.substr(0, kPositionDigits), 16);
    const std::string_view digest = file.substr(kPositionDigits + 1, kDigestDigits);
    const std::string_view countDigits = file.substr(kCountAt, file.size() - kCountAt - kSuffix.size());
    const auto count = parseDigits<int>(countDigits, 10);
    if (!position || *position > static_cast<std::uint64_t>(dataset::kMaximumPosition) || !count
        || countDigits.front() == '0' || *count > dataset::kMaximumSegmentRows)
        return std::nullopt;
    const auto sha256 = base::Digest::fromHexText(QString::fromLatin1(digest.data(), qsizetype(digest.size())));
    SegmentName name{static_cast<std::int64_t>(*position), sha256.value_or(base::Digest()), *count};
    if (!sha256 || base::text(base::toPlainHex(sha256->view())) != digest || parseFolder(folder) != name.folder())
        return std::nullopt;
    return name;
}

} // namespace datanet::versioning
