#include "dataset/data_index.h"
#include "dataset/data_index_format.h"
#include "dataset/held_rows.h"
#include "dataset/record_filter.h"

#include <algorithm>
#include <future>
#include <set>

// How the index comes into step with the rows.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::int64_t kMaximumPackedBytes = 64 << 20; // statistics of a segment with as many columns as are counted
constexpr std::size_t kBatchSegments = 192; // about 6 MB of rows to a transaction

// What the index keeps of one segment.
struct Prepared
{
    base::Digest sha256;
    std::vector<std::string> words; // of each row
    base::Bytes statistics;
};

using Names = std::set<std::string, std::less<>>;

Result<std::vector<Prepared>> prepare(HeldRows &held, const std::vector<std::size_t> &segments, const Names &many,
                                      base::TaskContext &task)
{
    std::vector<Prepared> result;
    FieldScanner fields;
    base::Compressor compressor(kCompressionLevel);
    for (const std::size_t segment : segments) {
        if (task.cancelled())
            return base::cancelled();
        const auto loaded = held.state().load(segment);
        if (!loaded)
            return fail(loaded.error());
        Prepared &prepared = result.emplace_back();
        prepared.sha256 = held.state().segments[segment].sha256;
        StatisticsCollector statistics;
        for (const std::string_view line : (*loaded)->text.lines) {
            std::string &words = prepared.words.emplace_back();
            if (fields.load(line))
                appendRecordWords(words, fields);
            statistics.add(line);
        }
        prepared.statistics = compressor.compress(statistics.packed(many));
    }
    return result;
}

} // namespace

// One bringing into step: the rows are read and their words found by one thread, while this one writes.
class DataIndex::Update
{
public:
    Update(DataIndex &index, HeldRows &held, base::TaskContext &task) : m_index(index), m_held(held), m_task(task) { }

    Status run(bool anew)
    {
        const auto &segments = m_held.state().segments;
        if (anew || isMostlyStale()) {
            if (auto status = m_index.clear(); !status)
                return status;
        }
        const base::Digest key = keyOf(segments);
        const auto known = m_index.meta("statistics_of");
        if (!known)
            return fail(known.error());
        std::vector<std::size_t> missing;
        for (std::size_t segment = 0; segment < segments.size(); ++segment) {
            if (!m_index.m_ids.contains(segments[segment].sha256))
                missing.push_back(segment);
            m_total += segments[segment].count;
        }
        if (missing.empty() && *known && base::ByteView(**known) == key.view())
            return {};
        if (auto status = uniteKnown(); !status)
            return status;
        if (auto status = add(missing); !status)
            return status;
        if (m_united.needsRecount() && !anew)
            return run(true);
        return m_index.m_database->transaction([&]() -> Status {
            if (auto status = setMeta(*m_index.m_database, "statistics", m_united.packed()); !status)
                return status;
            return setMeta(*m_index.m_database, "statistics_of", key.view());
        });
    }

private:
    // Rows that are no more stay until they outnumber those that are; then the whole is made anew.
    [[nodiscard]] bool isMostlyStale() const
    {
        constexpr std::size_t kAlwaysKept = 1000;
        return m_index.m_ids.size() > 2 * m_held.state().segments.size() + kAlwaysKept;
    }

    Status uniteKnown()
    {
        m_united = StatisticsCollector();
        m_done = 0;
        auto statement = m_index.m_database->prepare("SELECT statistics FROM segments WHERE id = ?1");
        if (!statement)
            return fail(statement.error());
        for (const SegmentEntry &entry : m_held.state().segments) {
            const auto id = m_index.m_ids.find(entry.sha256);
            if (id == m_index.m_ids.end())
                continue;
            if (m_task.cancelled())
                return base::cancelled();
            const auto row = statement->bind(1, id->second).next();
            if (!row)
                return fail(row.error());
            if (!*row || !unite(statement->blobView(0)))
                return fail(ErrorKind::Corrupt, u"the search index is damaged"_s);
            statement->reset();
            m_done += entry.count;
        }
        return {};
    }

    [[nodiscard]] bool unite(base::ByteView frame)
    {
        const auto packed = m_decompressor.decompress(frame, kMaximumPackedBytes);
        return packed && m_united.mergePacked(*packed);
    }

    Status add(const std::vector<std::size_t> &missing)
    {
        const auto prepareFrom = [&](std::size_t from) {
            std::vector<std::size_t> batch(
                missing.begin() + static_cast<std::ptrdiff_t>(from),
                missing.begin() + static_cast<std::ptrdiff_t>(std::min(from + kBatchSegments, missing.size())));
            return std::async(std::launch::async, [this, batch = std::move(batch), many = m_united.columnsOfMany()] {
                return prepare(m_held, batch, many, m_task);
            });
        };
        if (missing.empty())
            return {};
        auto next = prepareFrom(0);
        for (std::size_t from = 0; from < missing.size(); from += kBatchSegments) {
            m_task.progress(m_done, m_total);
            auto prepared = next.get();
            if (!prepared)
                return fail(prepared.error());
            if (from + kBatchSegments < missing.size())
                next = prepareFrom(from + kBatchSegments);
            // The future of an unfinished step waits for it when this returns.
            if (auto status = write(*prepared); !status)
                return status;
        }
        return {};
    }

    Status write(const std::vector<Prepared> &batch)
    {
        std::vector<std::pair<base::Digest, std::int64_t>> added;
        auto &database = *m_index.m_database;
        const auto written = database.transaction([&]() -> Status {
            auto insert =
                database.prepare("INSERT OR IGNORE INTO segments(sha256, rows, statistics) VALUES(?1, ?2, ?3)");
            auto words = database.prepare("INSERT INTO words(rowid, text) VALUES(?1, ?2)");
            if (!insert || !words)
                return fail(!insert ? insert.error() : words.error());
            for (const Prepared &segment : batch) {
                insert->bindBlob(1, segment.sha256.view()).bind(2, static_cast<std::int64_t>(segment.words.size()));
                if (auto status = insert->bindBlobView(3, segment.statistics).run(); !status)
                    return status;
                if (database.changes() == 0)
                    continue; // another process was quicker
                const std::int64_t id = database.lastRowId();
                for (std::size_t line = 0; line < segment.words.size(); ++line) {
                    words->bind(1, id << kLineBits | static_cast<std::int64_t>(line));
                    if (auto status = words->bindTextView(2, segment.words[line]).run(); !status)
                        return status;
                }
                added.emplace_back(segment.sha256, id);
            }
            return {};
        });
        if (!written)
            return written;
        for (const auto &[sha256, id] : added)
            m_index.m_ids.emplace(sha256, id);
        for (const Prepared &segment : batch) {
            if (!unite(segment.statistics))
                return fail(ErrorKind::Corrupt, u"the statistics of a column came out damaged"_s);
            m_done += static_cast<std::int64_t>(segment.words.size());
        }
        return {};
    }

    DataIndex &m_index;
    HeldRows &m_held;
    base::TaskContext &m_task;
    StatisticsCollector m_united;
    base::Decompressor m_decompressor;
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
};

Status DataIndex::update(base::TaskContext &task)
{
    auto held = HeldRows::open(m_folder);
    if (!held)
        return fail(held.error());
    Status status = refresh();
    if (status)
        status = Update(*this, *held, task).run(false);
    if (status || status.error().kind != ErrorKind::Corrupt)
        return status;
    if (auto begun = beginAnew(); !begun)
        return begun;
    return Update(*this, *held, task).run(false);
}

} // namespace datanet::dataset
