#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/uint256.h"

#include <QDate>
#include <QMap>
#include <QString>

#include <memory>
#include <mutex>
#include <vector>

namespace datanet::sync {

// What was used up today (UTC) under some names, written down before it counts, so that limits hold across restarts and
// a kill never gives anything back. Thread-safe; one process a file.
class DailyLedger
{
public:
    // The clock must outlive it. Corrupt for a file that it did not write.
    [[nodiscard]] static base::Result<std::unique_ptr<DailyLedger>> open(const QString &path, const base::Clock &clock);

    struct Use
    {
        QString name; // "gas"; "bytes of 0x..."
        base::Uint256 amount;
        base::Uint256 limit; // a day
    };
    // Counts all of them, or none where one would pass its limit: Denied, with its name and what is left of it.
    base::Status use(const std::vector<Use> &uses);
    // What turned out not to be needed.
    base::Status giveBack(const QString &name, const base::Uint256 &amount);
    [[nodiscard]] base::Uint256 usedToday(const QString &name) const;

    static constexpr int kMaximumNames = 20'000; // a day; beyond them nothing new is let in

private:
    DailyLedger(QString path, const base::Clock &clock) : m_path(std::move(path)), m_clock(&clock) { }
    void turnPage();
    base::Status write() const;

    QString m_path;
    const base::Clock *m_clock;
    mutable std::mutex m_mutex;
    QDate m_day;
    QMap<QString, base::Uint256> m_used;
};

} // namespace datanet::sync
