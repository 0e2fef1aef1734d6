#include "rewards/line_reader.h"

namespace datanet::rewards::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPacked = 4 << 10; // bytes unpacked at a time, so that a bomb can't fill the memory at once
constexpr qsizetype kUnpacked = 64 << 20; // bytes that such a piece may come to

} // namespace

base::Result<LineReader> LineReader::open(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->exists())
        return base::fail(base::ErrorKind::NotFound, path + u" is not there"_s);
    if (!file->open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, u"cannot read "_s + path + u": "_s + file->errorString());
    return LineReader(std::move(file));
}

base::Error LineReader::damaged(const QString &what) const
{
    return {base::ErrorKind::Corrupt,
            m_file->fileName() + u" line "_s + QString::number(m_number + 1) + u": "_s + what,
            {}};
}

base::Status LineReader::fill()
{
    m_text.remove(0, m_start);
    m_start = 0;
    const auto keep = [this](base::ByteView piece) -> base::Status {
        if (m_text.size() + piece.size() > kUnpacked)
            return base::fail(base::ErrorKind::Corrupt, u"unpacks to far more than such a file holds"_s);
        m_text.append(piece);
        return {};
    };
    const QByteArray packed = m_file->read(kPacked);
    if (packed.isEmpty() && m_file->error() != QFileDevice::NoError)
        return base::fail(base::ErrorKind::Io, u"cannot read "_s + m_file->fileName());
    m_ended = packed.isEmpty();
    const auto fed = m_ended ? m_inflater->finish(keep) : m_inflater->feed(packed, keep);
    if (!fed)
        return base::fail(damaged(fed.error().what));
    return {};
}

base::Result<std::optional<base::ByteView>> LineReader::next()
{
    qsizetype searched = m_start;
    for (;;) {
        const qsizetype end = m_text.indexOf('\n', searched);
        if ((end < 0 ? m_text.size() : end) - m_start > kMaximumFileLine)
            return base::fail(damaged(u"too long"_s));
        if (end >= 0) {
            const auto line = base::ByteView(m_text).sliced(m_start, end - m_start);
            m_start = end + 1;
            ++m_number;
            return std::optional(line);
        }
        if (m_ended) {
            if (m_start < m_text.size())
                return base::fail(damaged(u"it does not end"_s));
            return std::optional<base::ByteView>();
        }
        if (const auto filled = fill(); !filled)
            return base::fail(filled.error());
        searched = m_start;
    }
}

base::Status readLines(const QString &path,
                       const std::function<base::Status(base::ByteView line, std::uint64_t number)> &sink)
{
    auto reader = LineReader::open(path);
    if (!reader)
        return base::fail(reader.error());
    for (;;) {
        const auto line = reader->next();
        if (!line)
            return base::fail(line.error());
        if (!*line)
            return {};
        if (const auto taken = sink(**line, reader->number()); !taken)
            return taken;
    }
}

} // namespace datanet::rewards::detail
