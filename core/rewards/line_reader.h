#pragma once

#include "base/bytes.h"
#include "base/compression.h"
#include "base/result.h"

#include <QFile>

#include <functional>
#include <memory>
#include <optional>

namespace datanet::rewards::detail {

inline constexpr qsizetype kMaximumFileLine = 1024; // bytes of a line in the files that this module writes

// The lines of a file, plain or zstd, one by one, in memory that does not grow with it. For the .cpp files of this
// module. One thread at a time.
class LineReader
{
public:
    // NotFound, Io.
    [[nodiscard]] static base::Result<LineReader> open(const QString &path);

    // The next line without its line feed, good until the next call; nothing at the end. Io; Corrupt, with the place,
    // when damaged, when a line is too long, or the last one does not end.
    [[nodiscard]] base::Result<std::optional<base::ByteView>> next();
    // Of the line handed out last, from 1.
    [[nodiscard]] std::uint64_t number() const { return m_number; }

private:
    explicit LineReader(std::unique_ptr<QFile> file) : m_file(std::move(file)) { }
    base::Status fill();
    [[nodiscard]] base::Error damaged(const QString &what) const;

    std::unique_ptr<QFile> m_file;
    std::unique_ptr<base::StreamInflater> m_inflater = std::make_unique<base::StreamInflater>();
    base::Bytes m_text; // unpacked and not handed out before m_start
    qsizetype m_start = 0;
    std::uint64_t m_number = 0;
    bool m_ended = false;
};

// Hands out all lines. Stops at the first failure, the reader's or the sink's.
base::Status readLines(const QString &path,
                       const std::function<base::Status(base::ByteView line, std::uint64_t number)> &sink);

} // namespace datanet::rewards::detail
