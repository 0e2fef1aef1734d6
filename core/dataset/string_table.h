#pragma once

#include "base/result.h"

#include <QTemporaryFile>

#include <cstdint>
#include <memory>
#include <string_view>

namespace datanet::dataset {

// Texts by number, as many as there are: kept in temporary files, not in memory. One thread. Gone with the object.
class StringTable
{
public:
    // Io when the temporary folder is full or can't be written.
    base::Status append(std::string_view text);
    // Makes what was appended so far readable; views of before are gone.
    base::Status publish();

    [[nodiscard]] std::int64_t size() const { return m_count; }
    // index: below what size() was at the last publish(). Valid until the next one.
    [[nodiscard]] std::string_view at(std::int64_t index) const;

private:
    base::Status write(QTemporaryFile &file, std::string_view bytes);
    [[nodiscard]] base::Status noRoom(const QTemporaryFile &file) const;

    QTemporaryFile m_texts;
    QTemporaryFile m_ends; // std::int64_t each: where a text ends
    std::int64_t m_end = 0;
    std::int64_t m_count = 0;
    const char *m_textBytes = nullptr;
    const std::int64_t *m_endNumbers = nullptr;
};

} // namespace datanet::dataset
