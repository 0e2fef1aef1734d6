#pragma once

#include "base/database.h"
#include "base/result.h"

#include <QString>

#include <map>

namespace datanet::sync {

// Short texts that a person gave to entries of a history: HOME/labels.db. They are on this computer only, and are kept
// by where an entry is on its chain, so they are found again whichever account is looked at. Durable when a call
// returns. One thread at a time; several processes.
class HistoryLabels
{
public:
    static constexpr qsizetype kMaximumLength = 200; // characters

    struct Place
    {
        base::Digest transaction;
        std::uint64_t logIndex = 0;
        auto operator<=>(const Place &) const = default;
    };

    // home: the data folder. Corrupt for a file that is something else.
    [[nodiscard]] static base::Result<HistoryLabels> open(const QString &home);

    // The text without spaces at its ends, every run of spaces, line breaks and control characters one space; an empty
    // one takes the label away. Invalid when it is too long. Returns what was kept.
    [[nodiscard]] base::Result<QString> set(std::uint64_t chainId, const Place &place, const QString &text);
    // All of one chain.
    [[nodiscard]] base::Result<std::map<Place, QString>> all(std::uint64_t chainId);

private:
    explicit HistoryLabels(base::Database database) : m_database(std::move(database)) { }
    base::Database m_database;
};

} // namespace datanet::sync
