#include "dataset/segment.h"

#include <QtEndian>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

base::Result<SegmentLines> SegmentLines::from(base::Bytes raw)
{
    if (raw.isEmpty() || raw.back() != '\n')
        return fail(ErrorKind::Corrupt, u"a segment does not end with a line feed"_s);
    if (raw.size() > kMaximumSegmentBytes)
        return fail(ErrorKind::Corrupt, u"a segment is larger than allowed"_s);
    SegmentLines result;
    result.raw = std::move(raw);
    const std::string_view all = base::text(result.raw);
    for (std::size_t start = 0; start < all.size();) {
        const std::size_t end = all.find('\n', start);
        if (end == start)
            return fail(ErrorKind::Corrupt, u"a segment has an empty line"_s);
        if (result.lines.size() == kMaximumSegmentRows)
            return fail(ErrorKind::Corrupt, u"a segment has more rows than allowed"_s);
        result.lines.push_back(all.substr(start, end - start));
        start = end + 1;
    }
    return result;
}

base::Bytes packRows(const std::vector<SegmentRow> &rows)
{
    base::Bytes packed(static_cast<qsizetype>(rows.size()) * kPackedRowBytes, Qt::Uninitialized);
    char *out = packed.data();
    for (const SegmentRow &row : rows) {
        qToLittleEndian(row.ordinal, out);
        std::memcpy(out + 2, row.identity.key.data(), row.identity.key.size());
        std::memcpy(out + 18, &row.identity.content, sizeof row.identity.content);
        out += kPackedRowBytes;
    }
    return packed;
}

base::Result<std::vector<SegmentRow>> unpackRows(base::ByteView packed)
{
    if (packed.isEmpty() || packed.size() % kPackedRowBytes != 0
        || packed.size() / kPackedRowBytes > kMaximumSegmentRows)
        return fail(ErrorKind::Corrupt, u"the row index of a segment is damaged"_s);
    std::vector<SegmentRow> rows(static_cast<std::size_t>(packed.size() / kPackedRowBytes));
    const char *in = packed.data();
    int previous = -1;
    for (SegmentRow &row : rows) {
        row.ordinal = qFromLittleEndian<std::uint16_t>(in);
        std::memcpy(row.identity.key.data(), in + 2, row.identity.key.size());
        std::memcpy(&row.identity.content, in + 18, sizeof row.identity.content);
        if (row.ordinal <= previous)
            return fail(ErrorKind::Corrupt, u"the row index of a segment is not ascending"_s);
        previous = row.ordinal;
        in += kPackedRowBytes;
    }
    return rows;
}

std::int64_t SegmentRows::rawSize() const
{
    std::int64_t size = 0;
    for (const std::string &line : lines)
        size += static_cast<std::int64_t>(line.size()) + 1;
    return size;
}

base::Bytes SegmentRows::raw() const
{
    base::Bytes bytes;
    bytes.reserve(static_cast<qsizetype>(rawSize()));
    for (const std::string &line : lines) {
        bytes.append(line.data(), static_cast<qsizetype>(line.size()));
        bytes.append('\n');
    }
    return bytes;
}

} // namespace datanet::dataset
