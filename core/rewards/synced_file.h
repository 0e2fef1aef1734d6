#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <cstdint>

namespace datanet::rewards::detail {

// A file that grows at its end and whose content survives a power cut once sync() has returned. For the .cpp files of
// this module. One thread at a time.
class SyncedFile
{
public:
    // Opens or makes the file and cuts it to `size` bytes; Corrupt when it is shorter.
    [[nodiscard]] static base::Result<SyncedFile> open(const QString &path, std::int64_t size);
    SyncedFile(SyncedFile &&other) noexcept;
    SyncedFile &operator=(SyncedFile &&other) noexcept;
    ~SyncedFile();

    base::Status append(base::ByteView bytes);
    base::Status sync();
    [[nodiscard]] std::int64_t size() const { return m_size; }

private:
    SyncedFile(int file, QString path, std::int64_t size) : m_file(file), m_path(std::move(path)), m_size(size) { }

    int m_file;
    QString m_path;
    std::int64_t m_size;
};

} // namespace datanet::rewards::detail
