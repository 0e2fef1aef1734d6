#pragma once

#include "models/record_source.h"

#include <map>
#include <vector>

namespace datanet::app {

// The rows around what a table shows, by pages of kRows. GUI thread.
class RecordPages
{
public:
    static constexpr qint64 kRows = 200;
    static constexpr std::size_t kMost = 40;

    // Nothing while it is not there. Lives until the next change.
    [[nodiscard]] const RecordRow *row(qint64 row) const;
    // There, and not to be read anew.
    [[nodiscard]] bool isGood(qint64 page) const;

    // Takes a page in; those farthest from it go when there are too many.
    void put(qint64 page, std::vector<RecordRow> rows, bool isStale);
    void clear() { m_pages.clear(); }
    // Forgets the pages of rows that are no more.
    void cut(qint64 count);
    // Those beside one stay in sight until they are read anew, the others go; gives those that stay.
    [[nodiscard]] std::vector<qint64> markStale(qint64 around);
    // False when it is not there.
    bool markStaleAlone(qint64 page);

private:
    struct Page
    {
        std::vector<RecordRow> rows;
        bool isStale = false;
    };
    std::map<qint64, Page> m_pages;
};

} // namespace datanet::app
