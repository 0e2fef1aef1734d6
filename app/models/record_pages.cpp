#include "models/record_pages.h"

#include <iterator>
#include <utility>

namespace datanet::app {

const RecordRow *RecordPages::row(qint64 row) const
{
    const auto page = m_pages.find(row / kRows);
    if (page == m_pages.end())
        return nullptr;
    const auto index = std::size_t(row % kRows);
    return index < page->second.rows.size() ? &page->second.rows[index] : nullptr;
}

bool RecordPages::isGood(qint64 page) const
{
    const auto known = m_pages.find(page);
    return known != m_pages.end() && !known->second.isStale;
}

void RecordPages::put(qint64 page, std::vector<RecordRow> rows, bool isStale)
{
    m_pages[page] = Page{std::move(rows), isStale};
    while (m_pages.size() > kMost) {
        const auto first = m_pages.begin();
        const auto last = std::prev(m_pages.end());
        m_pages.erase(page - first->first > last->first - page ? first : last);
    }
}

void RecordPages::cut(qint64 count)
{
    m_pages.erase(m_pages.lower_bound((count + kRows - 1) / kRows), m_pages.end());
}

std::vector<qint64> RecordPages::markStale(qint64 around)
{
    std::erase_if(m_pages, [around](const auto &page) { return page.first < around - 1 || page.first > around + 1; });
    std::vector<qint64> left;
    for (auto &[number, page] : m_pages) {
        page.isStale = true;
        left.push_back(number);
    }
    return left;
}

bool RecordPages::markStaleAlone(qint64 page)
{
    const auto known = m_pages.find(page);
    if (known == m_pages.end())
        return false;
    known->second.isStale = true;
    return true;
}

} // namespace datanet::app
