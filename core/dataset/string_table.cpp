#include "dataset/string_table.h"

#include <QDir>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

base::Status StringTable::noRoom(const QTemporaryFile &file) const
{
    return base::fail(base::ErrorKind::Io,
                      u"there is no room for the texts of a spreadsheet in “"_s + QDir::tempPath() + u"”: "_s
                          + file.errorString(),
                      u"make room there, or set TMPDIR to a folder with more"_s);
}

base::Status StringTable::write(QTemporaryFile &file, std::string_view bytes)
{
    const auto size = static_cast<qint64>(bytes.size());
    return (file.isOpen() || file.open()) && file.write(bytes.data(), size) == size ? base::Status() : noRoom(file);
}

base::Status StringTable::append(std::string_view text)
{
    m_end += static_cast<std::int64_t>(text.size());
    ++m_count;
    if (auto status = write(m_texts, text); !status)
        return status;
    return write(m_ends, {reinterpret_cast<const char *>(&m_end), sizeof m_end});
}

base::Status StringTable::publish()
{
    if (m_count == 0)
        return {};
    const auto map = [](QTemporaryFile &file, const void *before, qint64 size) -> const void * {
        if (before != nullptr)
            file.unmap(static_cast<uchar *>(const_cast<void *>(before)));
        return file.flush() ? file.map(0, size) : nullptr;
    };
    if (m_end > 0) {
        m_textBytes = static_cast<const char *>(map(m_texts, m_textBytes, m_end));
        if (m_textBytes == nullptr)
            return noRoom(m_texts);
    }
    m_endNumbers = static_cast<const std::int64_t *>(map(m_ends, m_endNumbers, m_count * qint64(sizeof m_end)));
    return m_endNumbers != nullptr ? base::Status() : noRoom(m_ends);
}

std::string_view StringTable::at(std::int64_t index) const
{
    const std::int64_t start = index == 0 ? 0 : m_endNumbers[index - 1];
    const std::int64_t end = m_endNumbers[index];
    return end > start ? std::string_view(m_textBytes + start, static_cast<std::size_t>(end - start))
                       : std::string_view();
}

} // namespace datanet::dataset
