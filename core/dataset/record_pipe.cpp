#include "dataset/record_pipe.h"

#include "crypto/digest.h"
#include "dataset/record.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace datanet::dataset {

namespace {

constexpr std::size_t kBlockBytes = 1 << 20;
constexpr std::size_t kQueuedBlocks = 4;

struct Block
{
    enum class Kind : std::uint8_t { Record, Reject, Source, File };
    struct Item
    {
        Kind kind;
        std::size_t start;
        std::size_t size;
        std::int64_t line;
        base::Digest id; // of a record or file
    };
    std::string bytes;
    std::vector<Item> items;
    std::vector<QString> words; // reasons of rejects and names of sources, in their order
    std::vector<base::Bytes> files; // in their order

    void clear()
    {
        bytes.clear();
        items.clear();
        words.clear();
        files.clear();
    }
};

class Pipe final : public RecordOutput
{
public:
    explicit Pipe(std::atomic<bool> &stop) : m_stop(stop) { }

    base::Status record(std::string_view body, std::int64_t line) override
    {
        return append(body, {Block::Kind::Record, m_block->bytes.size(), body.size(), line, recordId(body)});
    }

    base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) override
    {
        const std::string_view kept = verbatim.substr(0, kMaximumVerbatimBytes);
        m_block->words.push_back(reason);
        return append(kept, {Block::Kind::Reject, m_block->bytes.size(), kept.size(), line, {}});
    }

    base::Status source(const QString &name) override
    {
        m_block->words.push_back(name);
        return append({}, {Block::Kind::Source, m_block->bytes.size(), 0, 0, {}});
    }

    base::Result<base::Digest> attach(base::Bytes file) override
    {
        const base::Digest digest = crypto::sha256(file);
        const bool large = static_cast<std::size_t>(file.size()) >= kBlockBytes;
        m_block->files.push_back(std::move(file));
        auto status = append({}, {Block::Kind::File, m_block->bytes.size(), 0, 0, digest});
        // A large file goes out by itself, and only one is under way at a time.
        if (status && large)
            status = push();
        if (status && large)
            status = waitUntilTaken();
        if (!status)
            return base::fail(status.error());
        return digest;
    }

    // Producer's side, once, at the end.
    void close(base::Status status)
    {
        (void)push();
        const std::lock_guard lock(m_mutex);
        m_result = std::move(status);
        m_closed = true;
        m_changed.notify_all();
    }

    // Consumer's side: the next block; nothing for now (and `closed` when nothing will come).
    std::unique_ptr<Block> take(bool &closed)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::milliseconds(100), [&] { return !m_queue.empty() || m_closed; });
        closed = m_queue.empty() && m_closed;
        if (m_queue.empty())
            return nullptr;
        auto block = std::move(m_queue.front());
        m_queue.pop_front();
        m_changed.notify_all();
        return block;
    }

    void giveBack(std::unique_ptr<Block> block)
    {
        block->clear();
        const std::lock_guard lock(m_mutex);
        m_free.push_back(std::move(block));
    }

    void abandon()
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_changed.notify_all();
    }

    [[nodiscard]] const base::Status &result() const { return m_result; } // after close()

private:
    base::Status append(std::string_view bytes, const Block::Item &item)
    {
        m_block->bytes += bytes;
        m_block->items.push_back(item);
        m_fileBytes += item.kind == Block::Kind::File ? static_cast<std::size_t>(m_block->files.back().size()) : 0;
        return m_block->bytes.size() + m_fileBytes >= kBlockBytes || m_block->items.size() >= kBlockBytes / 64
            ? push()
            : base::Status();
    }

    base::Status waitUntilTaken()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_queue.empty() || m_stop; });
        return m_stop ? base::Status(base::cancelled()) : base::Status();
    }

    base::Status push()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_queue.size() < kQueuedBlocks || m_stop; });
        if (m_stop)
            return base::cancelled();
        if (!m_block->items.empty())
            m_queue.push_back(std::move(m_block));
        m_fileBytes = 0;
        m_changed.notify_all();
        if (!m_block) {
            if (m_free.empty()) {
                m_block = std::make_unique<Block>();
            } else {
                m_block = std::move(m_free.back());
                m_free.pop_back();
            }
        }
        return {};
    }

    std::atomic<bool> &m_stop;
    std::unique_ptr<Block> m_block = std::make_unique<Block>();
    std::size_t m_fileBytes = 0; // in it
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::unique_ptr<Block>> m_queue;
    std::vector<std::unique_ptr<Block>> m_free;
    bool m_closed = false;
    base::Status m_result;
};

constexpr std::size_t kLookAhead = 8; // records: their lookups wait for memory together, not one after the other

base::Status deliver(const Block &block, RecordSink &sink, PipeTotals &totals)
{
    auto word = block.words.begin();
    auto file = block.files.begin();
    for (std::size_t at = 0; at < block.items.size(); ++at) {
        const Block::Item &item = block.items[at];
        if (at + kLookAhead < block.items.size())
            sink.foresee(block.items[at + kLookAhead].id);
        const std::string_view bytes = std::string_view(block.bytes).substr(item.start, item.size);
        base::Status status;
        switch (item.kind) {
        case Block::Kind::Record:
            status = sink.accept(bytes, item.id, item.line);
            ++totals.accepted;
            break;
        case Block::Kind::Reject:
            status = sink.reject(bytes, item.line, *word++);
            ++totals.rejected;
            break;
        case Block::Kind::Source:
            status = sink.source(*word++);
            break;
        case Block::Kind::File:
            status = sink.attach(*file++, item.id);
            break;
        }
        if (!status)
            return status;
    }
    return {};
}

} // namespace

base::Result<PipeTotals> runPipe(const std::function<base::Status(RecordOutput &)> &produce, RecordSink &sink,
                                 base::TaskContext &task, std::atomic<bool> &stop,
                                 const std::atomic<std::int64_t> &readSoFar, std::int64_t total)
{
    Pipe pipe(stop);
    PipeTotals totals;
    base::Status status;
    {
        std::jthread producer([&] { pipe.close(produce(pipe)); });
        for (bool closed = false; !closed && status;) {
            if (auto block = pipe.take(closed)) {
                status = deliver(*block, sink, totals);
                pipe.giveBack(std::move(block));
            }
            task.progress(readSoFar, total);
            if (status && task.cancelled())
                status = base::cancelled();
        }
        if (!status)
            pipe.abandon();
    }
    if (status)
        status = pipe.result();
    if (!status)
        return base::fail(status.error());
    return totals;
}

} // namespace datanet::dataset
