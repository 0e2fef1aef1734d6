#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QDateTime>
#include <QString>

#include <mutex>
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
// A file that cannot be written loses nothing in memory. Thread-safe.
class EvidenceLog
{
public:
    static constexpr std::size_t kMost = 256;

    // Reads what earlier runs kept; an unreadable file starts anew under the same name.
    explicit EvidenceLog(QString file = {});

    void add(Evidence evidence);
    [[nodiscard]] std::vector<Evidence> all() const; // oldest first

private:
    QString m_file;
    mutable std::mutex m_mutex;
    std::vector<Evidence> m_all;
};

} // namespace datanet::light
