#include "dataset/row_sorting.h"

#include "dataset/held_rows.h"
#include "dataset/sort_keys.h"
#include "dataset/working_state.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kSortedSegments = 32;
constexpr std::int64_t kSortedByOneThread = 20'000;
constexpr std::size_t kSortedPiece = 1 << 16; // keys that are sorted without asking whether to go on

tl::unexpected<base::Error> otherRowsNow()
{
    return fail(ErrorKind::Conflict, u"the records were changed meanwhile"_s, u"sort again"_s);
}

std::vector<FoundRows::Stretch> stretchesOf(const WorkingState &state)
{
    std::vector<FoundRows::Stretch> stretches;
    stretches.reserve(state.segments.size());
    for (std::size_t index = 0; index < state.segments.size(); ++index)
        stretches.push_back({state.segments[index].sha256, state.offsets[index], state.segments[index].count});
    return stretches;
}

// Whether the rows stand where they stood, but for the values of a few in one segment.
bool standAsBefore(const std::vector<FoundRows::Stretch> &before, const std::vector<FoundRows::Stretch> &now)
{
    if (before.size() != now.size())
        return false;
    int changed = 0;
    for (std::size_t index = 0; index < now.size() && changed <= 1; ++index) {
        if (before[index].first != now[index].first || before[index].count != now[index].count)
            return false;
        changed += before[index].sha256 != now[index].sha256;
    }
    return changed <= 1;
}

// Those that are found still, as they stood, and behind them those that were not before.
FoundRows::Order keptOrder(const FoundRows &previous, const FoundRows &found)
{
    std::vector<std::uint32_t> rows;
    rows.reserve(static_cast<std::size_t>(found.count()));
    for (const std::uint32_t row : *previous.order()) {
        if (found.rows().test(row))
            rows.push_back(row);
    }
    for (std::int64_t row = 0; static_cast<std::int64_t>(rows.size()) < found.count() && row < found.allRows(); ++row) {
        if (found.rows().test(row) && !previous.rows().test(row))
            rows.push_back(static_cast<std::uint32_t>(row));
    }
    return std::make_shared<const std::vector<std::uint32_t>>(std::move(rows));
}

// Reads the column of all found rows, a few segments at a time on each thread.
class KeyReading
{
public:
    KeyReading(const QString &folder, const FoundRows &found, const RowOrder &order, base::TaskContext &task)
        : m_folder(folder), m_found(found), m_field(order.field), m_task(task)
    {
        m_keys.keys().reserve(static_cast<std::size_t>(found.count()));
    }

    Status all()
    {
        const unsigned threads =
            m_found.count() < kSortedByOneThread ? 1 : std::clamp(std::thread::hardware_concurrency(), 1u, 8u);
        std::vector<std::thread> helpers;
        for (unsigned index = 1; index < threads; ++index)
            helpers.emplace_back([this] { note(work(false)); });
        note(work(true));
        for (std::thread &helper : helpers)
            helper.join();
        return m_failed;
    }

    [[nodiscard]] SortKeys &keys() { return m_keys; }
    [[nodiscard]] std::vector<FoundRows::Stretch> takeStretches() { return std::move(m_stretches); }

private:
    void note(const Status &status)
    {
        if (status)
            return;
        const std::scoped_lock lock(m_mutex);
        if (m_failed)
            m_failed = status;
        m_stop = true;
    }

    Status work(bool tells)
    {
        auto held = HeldRows::open(m_folder);
        if (!held)
            return fail(held.error());
        WorkingState &state = held->state();
        if (state.generation != m_found.generation())
            return otherRowsNow();
        if (tells)
            m_stretches = stretchesOf(state);
        SortKeys own;
        FieldScanner fields;
        for (;;) {
            const std::size_t first = m_next.fetch_add(kSortedSegments);
            if (first >= state.segments.size() || m_stop)
                return {};
            if (m_task.cancelled())
                return base::cancelled();
            own.clear();
            const std::size_t end = std::min(first + kSortedSegments, state.segments.size());
            for (std::size_t segment = first; segment < end; ++segment) {
                if (auto status = read(state, segment, fields, own); !status)
                    return status;
            }
            const std::scoped_lock lock(m_mutex);
            if (!m_keys.take(own))
                return tooMuch();
            m_done += state.offsets[end] - state.offsets[first];
            if (tells)
                m_task.progress(m_done / 2, m_found.allRows()); // the other half is sorting
        }
    }

    Status read(WorkingState &state, std::size_t segment, FieldScanner &fields, SortKeys &own) const
    {
        const std::int64_t offset = state.offsets[segment];
        if (!m_found.rows().anyIn(offset, state.offsets[segment + 1]))
            return {};
        const auto loaded = state.load(segment);
        if (!loaded)
            return fail(loaded.error());
        const auto &lines = (*loaded)->text.lines;
        for (std::size_t row = 0; row < lines.size(); ++row) {
            const std::int64_t at = offset + static_cast<std::int64_t>(row);
            if (!m_found.rows().test(at))
                continue;
            const auto *field = fields.load(lines[row]) ? fields.find(m_field) : nullptr;
            if (!own.add(static_cast<std::uint32_t>(at), field))
                return tooMuch();
        }
        return {};
    }

    static tl::unexpected<base::Error> tooMuch()
    {
        return fail(ErrorKind::Invalid, u"the texts of this column are too long to sort so many rows by them"_s,
                    u"narrow the records down first"_s);
    }

    const QString &m_folder;
    const FoundRows &m_found;
    const std::string &m_field;
    base::TaskContext &m_task;
    std::vector<FoundRows::Stretch> m_stretches; // of the thread that tells
    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_stop = false;
    std::mutex m_mutex; // of what follows
    SortKeys m_keys;
    std::int64_t m_done = 0; // rows
    Status m_failed;
};

// In halves until they are small, so that it can be stopped and told how far it is; in place.
class Sorting
{
public:
    Sorting(SortKeys &keys, bool descending, base::TaskContext &task)
        : m_keys(keys), m_descending(descending), m_task(task), m_total(keys.keys().size())
    {
    }

    Status all() { return sort(m_keys.keys()); }

private:
    Status sort(std::span<SortKeys::Key> piece)
    {
        if (m_task.cancelled())
            return base::cancelled();
        const auto before = [this](const SortKeys::Key &left, const SortKeys::Key &right) {
            return m_keys.before(left, right, m_descending);
        };
        if (piece.size() <= kSortedPiece) {
            std::sort(piece.begin(), piece.end(), before);
            m_done += piece.size();
            m_task.progress(static_cast<std::int64_t>(m_total + m_done), static_cast<std::int64_t>(2 * m_total));
            return {};
        }
        const std::size_t half = piece.size() / 2;
        std::nth_element(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(half), piece.end(), before);
        if (auto status = sort(piece.first(half)); !status)
            return status;
        return sort(piece.subspan(half));
    }

    SortKeys &m_keys;
    bool m_descending;
    base::TaskContext &m_task;
    std::size_t m_total;
    std::size_t m_done = 0;
};

} // namespace

Result<std::shared_ptr<const FoundRows>> sortRows(const QString &folder, const std::shared_ptr<const FoundRows> &found,
                                                  const RowOrder &order,
                                                  const std::shared_ptr<const FoundRows> &previous,
                                                  base::TaskContext &task)
{
    if (found->allRows() > std::numeric_limits<std::uint32_t>::max())
        return fail(ErrorKind::Invalid, u"there are too many records to be sorted"_s);
    if (previous && previous->order()) {
        auto held = HeldRows::open(folder);
        if (!held)
            return fail(held.error());
        if (held->state().generation != found->generation())
            return otherRowsNow();
        auto stretches = stretchesOf(held->state());
        if (standAsBefore(previous->stretches(), stretches))
            return std::make_shared<const FoundRows>(*found, std::move(stretches), keptOrder(*previous, *found));
    }
    KeyReading reading(folder, *found, order, task);
    if (auto status = reading.all(); !status)
        return fail(status.error());
    if (auto status = Sorting(reading.keys(), order.descending, task).all(); !status)
        return fail(status.error());
    std::vector<std::uint32_t> rows;
    rows.reserve(reading.keys().keys().size());
    for (const SortKeys::Key &key : reading.keys().keys())
        rows.push_back(key.row);
    return std::make_shared<const FoundRows>(*found, reading.takeStretches(),
                                             std::make_shared<const std::vector<std::uint32_t>>(std::move(rows)));
}

} // namespace datanet::dataset
