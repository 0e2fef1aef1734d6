#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QString>

#include <mutex>
#include <optional>
#include <vector>

namespace datanet::light {

// What a server did that does not fit: kept so that it can be shown, never used.
struct Evidence
{
    QDateTime time; // UTC
    QString server;
    QString what; // one English sentence
    QString detail; // the contradicting hashes or the rule that was broken
    bool operator==(const Evidence &) const = default;
};

// The last kMost pieces of evidence, in memory and, where a file is named, in it as JSON lines (rewritten atomically).
// The same thing said
// again is kept once. A file that cannot be written loses nothing in memory. Thread-safe.
class EvidenceLog
{
public:
    static constexpr std::size_t kMost = 256;

    // Reads what earlier runs kept; an unreadable file starts anew under the same name.
    explicit EvidenceLog(QString file = {});

    void add(Evidence evidence);
    [[nodiscard]] std::vector<Evidence> all() const; // oldest first
    // Why the file could not be written the last time that it failed.
    [[nodiscard]] std::optional<base::Error> saveError() const;

private:
    QString m_file;
    mutable std::mutex m_mutex;
    std::vector<Evidence> m_all;
    std::optional<base::Error> m_saveError;
};

} // namespace datanet::light
