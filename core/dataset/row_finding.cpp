#include "dataset/row_finding.h"

#include "dataset/data_index.h"
#include "dataset/held_rows.h"
#include "dataset/record_filter.h"
#include "dataset/working_state.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kChunkSegments = 16;
constexpr std::int64_t kRowsForOneThread = 20'000;
constexpr auto kPartialEvery = std::chrono::milliseconds(150);

// One pass over the rows by several threads: each takes the next few segments and hands in what it found; what lies
// before the first segment still open is the result so far.
class Pass
{
public:
    Pass(HeldRows &held, const FilterExpression &expression, const FindOptions &options,
         std::shared_ptr<const RowMarks> marks, std::optional<WordCandidates> candidates)
        : m_expression(expression),
          m_options(options),
          m_marks(std::move(marks)),
          m_candidates(std::move(candidates)),
          m_generation(held.state().generation),
          m_offsets(held.state().offsets),
          m_found(held.state().rowCount())
    {
        const auto &segments = held.state().segments;
        m_stretches.reserve(segments.size());
        for (std::size_t index = 0; index < segments.size(); ++index)
            m_stretches.push_back({segments[index].sha256, m_offsets[index], segments[index].count});
        if (m_options.previous && !m_expression.asksForMarks()) {
            for (const auto &stretch : m_options.previous->stretches()) {
                if (stretch.first + stretch.count <= m_options.previous->lookedThrough())
                    m_known.emplace(stretch.sha256, stretch.first);
            }
        }
    }

    [[nodiscard]] std::int64_t generation() const { return m_generation; }

    // How many rows have to be looked at themselves.
    [[nodiscard]] std::int64_t rowsToRead() const
    {
        std::int64_t rows = 0;
        for (std::size_t segment = 0; segment < m_stretches.size(); ++segment) {
            const auto &stretch = m_stretches[segment];
            const bool narrowed = m_candidates && m_candidates->indexed[segment];
            const bool answered = narrowed
                && (m_candidates->exact || !m_candidates->rows.anyIn(stretch.first, stretch.first + stretch.count));
            if (!answered && !m_known.contains(stretch.sha256))
                rows += stretch.count;
        }
        return rows;
    }

    // Works until nothing is left; the calling thread passes its task to be told.
    Status work(HeldRows &held, base::TaskContext &task, bool tells)
    {
        RecordFilter filter(m_expression, m_marks);
        std::vector<std::int64_t> found;
        for (;;) {
            if (m_stop)
                return {};
            if (task.cancelled())
                return base::cancelled();
            const std::size_t first = m_next.fetch_add(kChunkSegments);
            if (first >= m_stretches.size())
                return {};
            found.clear();
            const std::size_t end = std::min(first + kChunkSegments, m_stretches.size());
            for (std::size_t segment = first; segment < end; ++segment) {
                if (auto status = lookThrough(held.state(), segment, filter, found); !status)
                    return status;
            }
            handIn(first, end, found);
            if (tells)
                tell(task);
        }
    }

    void stop() { m_stop = true; }

    [[nodiscard]] std::shared_ptr<const FoundRows> result()
    {
        m_found.count();
        return std::make_shared<const FoundRows>(m_generation, std::move(m_found), std::move(m_stretches),
                                                 m_offsets.back());
    }

private:
    Status lookThrough(WorkingState &state, std::size_t segment, RecordFilter &filter, std::vector<std::int64_t> &found)
    {
        const FoundRows::Stretch &stretch = m_stretches[segment];
        if (const auto known = m_known.find(stretch.sha256); known != m_known.end()) {
            for (int row = 0; row < stretch.count; ++row) {
                if (m_options.previous->rows().test(known->second + row))
                    found.push_back(stretch.first + row);
            }
            return {};
        }
        const bool narrowed = m_candidates && m_candidates->indexed[segment];
        if (narrowed && !m_candidates->rows.anyIn(stretch.first, stretch.first + stretch.count))
            return {};
        if (narrowed && m_candidates->exact) {
            for (int row = 0; row < stretch.count; ++row) {
                if (m_candidates->rows.test(stretch.first + row))
                    found.push_back(stretch.first + row);
            }
            return {};
        }
        const auto loaded = state.load(segment);
        if (!loaded)
            return fail(loaded.error());
        const LoadedSegment &content = **loaded;
        for (std::size_t row = 0; row < content.rows.size(); ++row) {
            const std::int64_t offset = stretch.first + static_cast<std::int64_t>(row);
            if (narrowed && !m_candidates->rows.test(offset))
                continue;
            if (filter.matches({content.position + content.rows[row].ordinal, content.text.lines[row]}))
                found.push_back(offset);
        }
        return {};
    }

    void handIn(std::size_t first, std::size_t end, const std::vector<std::int64_t> &found)
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.emplace(first, std::pair(end, found));
        while (!m_waiting.empty() && m_waiting.begin()->first == m_done) {
            for (const std::int64_t offset : m_waiting.begin()->second.second)
                m_found.set(offset);
            m_done = m_waiting.begin()->second.first;
            m_waiting.erase(m_waiting.begin());
        }
    }

    void tell(base::TaskContext &task)
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_told < kPartialEvery)
            return;
        m_told = now;
        RowBitmap soFar;
        std::int64_t done = 0;
        {
            const std::scoped_lock lock(m_mutex);
            done = m_offsets[m_done];
            if (m_options.partial)
                soFar = m_found;
        }
        task.progress(done, m_offsets.back());
        if (!m_options.partial)
            return;
        soFar.count();
        m_options.partial(std::make_shared<const FoundRows>(m_generation, std::move(soFar), m_stretches, done));
    }

    const FilterExpression &m_expression;
    const FindOptions &m_options;
    const std::shared_ptr<const RowMarks> m_marks;
    const std::optional<WordCandidates> m_candidates;
    const std::int64_t m_generation;
    const std::vector<std::int64_t> m_offsets;
    std::vector<FoundRows::Stretch> m_stretches;
    std::unordered_map<base::Digest, std::int64_t, DigestHash> m_known; // first rows in previous

    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_stop = false;
    std::mutex m_mutex; // of what follows
    std::map<std::size_t, std::pair<std::size_t, std::vector<std::int64_t>>> m_waiting; // by first segment
    std::size_t m_done = 0; // segments
    RowBitmap m_found;
    std::chrono::steady_clock::time_point m_told = std::chrono::steady_clock::now();
};

tl::unexpected<base::Error> changedMeanwhile()
{
    return fail(ErrorKind::Conflict, u"the records were changed meanwhile"_s, u"search again"_s);
}

unsigned threadsFor(std::int64_t rows)
{
    return rows < kRowsForOneThread ? 1 : std::clamp(std::thread::hardware_concurrency(), 1u, 8u);
}

} // namespace

Result<std::shared_ptr<const FoundRows>> findRows(const QString &folder, const FilterExpression &expression,
                                                  const FindOptions &options, base::TaskContext &task)
{
    auto held = HeldRows::open(folder);
    if (!held)
        return fail(held.error());
    WorkingState &state = held->state();
    const std::int64_t rows = state.rowCount();
    if (expression.isEverything()) {
        RowBitmap all(rows);
        all.setRange(0, rows);
        all.count();
        return std::make_shared<const FoundRows>(state.generation, std::move(all), std::vector<FoundRows::Stretch>(),
                                                 rows);
    }
    std::shared_ptr<const RowMarks> marks;
    if (expression.asksForMarks()) {
        auto read = RowMarks::read(held->reader());
        if (!read)
            return fail(read.error());
        marks = std::make_shared<const RowMarks>(std::move(*read));
    }
    std::optional<WordCandidates> candidates;
    if (options.index != nullptr) {
        // Without its help everything is looked through, which is slower and just as right.
        if (auto found = options.index->candidates(expression.root(), state.segments, state.offsets))
            candidates = std::move(*found);
    }

    Pass pass(*held, expression, options, std::move(marks), std::move(candidates));
    std::vector<std::thread> helpers;
    std::mutex mutex;
    Status failed;
    for (unsigned index = 1; index < threadsFor(pass.rowsToRead()); ++index) {
        helpers.emplace_back([&] {
            auto own = HeldRows::open(folder);
            // Somebody wrote since: what this thread would see is not what the others see. They do without it.
            if (!own || own->state().generation != pass.generation())
                return;
            if (auto status = pass.work(*own, task, false); !status) {
                const std::scoped_lock lock(mutex);
                failed = status;
                pass.stop();
            }
        });
    }
    auto status = pass.work(*held, task, true);
    if (!status)
        pass.stop();
    for (std::thread &helper : helpers)
        helper.join();
    if (!status)
        return fail(status.error());
    if (!failed)
        return fail(failed.error());
    return pass.result();
}

Result<std::vector<FoundRow>> readFound(RowReader &rows, const FoundRows &found, std::int64_t index, std::int64_t limit)
{
    std::vector<FoundRow> result;
    const std::vector<std::int64_t> offsets = found.page(index, limit);
    for (std::size_t at = 0; at < offsets.size();) {
        // Neighbours are read together.
        std::size_t end = at + 1;
        while (end < offsets.size() && offsets[end] == offsets[end - 1] + 1)
            ++end;
        const auto page = rows.page(offsets[at], static_cast<std::int64_t>(end - at));
        if (!page)
            return fail(page.error());
        if (page->size() != end - at)
            return changedMeanwhile();
        for (std::size_t row = 0; row < page->size(); ++row)
            result.push_back({offsets[at + row], (*page)[row]});
        at = end;
    }
    const auto generation = rows.generation();
    if (!generation)
        return fail(generation.error());
    if (*generation != found.generation())
        return changedMeanwhile();
    return result;
}

Result<Statistics> statisticsOf(const QString &folder, const FoundRows &found, base::TaskContext &task)
{
    StatisticsCollector all;
    std::mutex mutex;
    Status failed;
    std::atomic<std::size_t> next = 0;
    const auto work = [&](bool tells) -> Status {
        auto held = HeldRows::open(folder);
        if (!held)
            return fail(held.error());
        WorkingState &state = held->state();
        if (state.generation != found.generation())
            return changedMeanwhile();
        StatisticsCollector own;
        for (std::size_t segment = next++; segment < state.segments.size(); segment = next++) {
            if (task.cancelled())
                return base::cancelled();
            const std::int64_t first = state.offsets[segment];
            if (!found.rows().anyIn(first, state.offsets[segment + 1]))
                continue;
            const auto loaded = state.load(segment);
            if (!loaded)
                return fail(loaded.error());
            const auto &lines = (*loaded)->text.lines;
            for (std::size_t row = 0; row < lines.size(); ++row) {
                if (found.rows().test(first + static_cast<std::int64_t>(row)))
                    own.add(lines[row]);
            }
            if (tells)
                task.progress(first, found.allRows());
        }
        const std::scoped_lock lock(mutex);
        all.merge(own);
        return {};
    };
    std::vector<std::thread> helpers;
    for (unsigned index = 1; index < threadsFor(found.count()); ++index) {
        helpers.emplace_back([&] {
            if (auto status = work(false); !status) {
                const std::scoped_lock lock(mutex);
                failed = status;
            }
        });
    }
    const auto status = work(true);
    for (std::thread &helper : helpers)
        helper.join();
    if (!status)
        return fail(status.error());
    if (!failed)
        return fail(failed.error());
    return all.result();
}

} // namespace datanet::dataset
