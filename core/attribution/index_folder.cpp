#include "attribution/index_folder.h"

#include "attribution/index_list.h"
#include "base/files.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <deque>
#include <future>
#include <set>

namespace datanet::attribution {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kMaximumMergedPositions = 1u << 25;

struct Part
{
    std::uint32_t shard = 0;
    std::uint32_t record = 0;
};

const Source &sourceOf(const TextShard &shard, std::uint32_t record)
{
    return shard.sources()[shard.record(record).source];
}

base::Result<TextShard> store(const QString &folder, const base::Bytes &bytes)
{
    auto made = TextShard::fromBytes(bytes);
    if (!made)
        return made;
    const QString path = shardPath(folder, made->contentDigest());
    if (auto written = base::files::writeAtomically(path, bytes); !written)
        return base::fail(written.error());
    return TextShard::open(path);
}

// One shard of all given records that `keep` wants, in order.
template <class Keep>
base::Result<base::Bytes> combine(std::span<const TextShard> shards, const Keep &keep)
{
    std::vector<Part> parts;
    for (std::uint32_t shard = 0; shard < shards.size(); ++shard) {
        for (std::uint32_t record = 0; record < shards[shard].recordCount(); ++record) {
            if (keep(sourceOf(shards[shard], record)))
                parts.push_back({shard, record});
        }
    }
    std::ranges::stable_sort(parts, [&](const Part &a, const Part &b) {
        const auto bySource = sourceOf(shards[a.shard], a.record) <=> sourceOf(shards[b.shard], b.record);
        return bySource != 0 ? bySource < 0
                             : shards[a.shard].record(a.record).position < shards[b.shard].record(b.record).position;
    });
    ShardBuilder builder;
    std::vector<std::uint32_t> run;
    for (std::size_t begin = 0; begin < parts.size();) {
        run.clear();
        std::size_t end = begin;
        for (; end < parts.size() && parts[end].shard == parts[begin].shard; ++end)
            run.push_back(parts[end].record);
        if (auto added = builder.addFrom(shards[parts[begin].shard], run); !added)
            return base::fail(added.error());
        begin = end;
    }
    return builder.finish();
}

// Cuts texts on the calling thread and sorts full parts on others.
class PartsBuilder
{
public:
    PartsBuilder(QString folder, const IndexFolder::Options &options, base::TaskContext &task)
        : m_folder(std::move(folder)), m_options(options), m_task(task)
    {
    }
    ~PartsBuilder()
    {
        for (auto &job : m_jobs)
            job.wait();
    }
    PartsBuilder(const PartsBuilder &) = delete;
    PartsBuilder &operator=(const PartsBuilder &) = delete;

    base::Status read(const IndexedSource &source)
    {
        if (auto begun = m_builder.beginSource(source.source); !begun)
            return begun;
        return source.read([&](const base::Digest &id, std::uint32_t position, std::string_view text) -> base::Status {
            if (m_task.cancelled())
                return base::cancelled();
            if (m_builder.textBytes() >= m_options.partBytes) {
                if (auto begun = sort(); !begun)
                    return begun;
                if (auto begun = m_builder.beginSource(source.source); !begun)
                    return begun;
            }
            textBytes += static_cast<std::int64_t>(text.size());
            m_task.progress(textBytes, 0);
            return m_builder.add(id, position, text);
        });
    }

    base::Status finish()
    {
        if (m_builder.recordCount() > 0) {
            if (auto begun = sort(); !begun)
                return begun;
        }
        return wait(0);
    }

    std::vector<TextShard> shards;
    std::int64_t textBytes = 0;

private:
    base::Status sort()
    {
        if (auto free = wait(static_cast<std::size_t>(std::max(m_options.threads, 1)) - 1); !free)
            return free;
        m_jobs.push_back(
            std::async(std::launch::async, [builder = std::exchange(m_builder, {}), folder = m_folder]() mutable {
                auto bytes = builder.finish();
                return bytes ? store(folder, *bytes) : base::fail(bytes.error());
            }));
        return m_options.threads > 1 ? base::Status() : wait(0);
    }

    // Until at most `most` are under way.
    base::Status wait(std::size_t most)
    {
        while (m_jobs.size() > most) {
            auto shard = m_jobs.front().get();
            m_jobs.pop_front();
            if (!shard)
                return base::fail(shard.error());
            shards.push_back(*std::move(shard));
        }
        return {};
    }

    QString m_folder;
    IndexFolder::Options m_options;
    base::TaskContext &m_task;
    ShardBuilder m_builder;
    std::deque<std::future<base::Result<TextShard>>> m_jobs;
};

// Puts the smallest shards into one when there are too many.
base::Status mergeSmall(const QString &folder, std::size_t few, std::vector<TextShard> &shards, int &merged)
{
    if (shards.size() <= std::max<std::size_t>(few, 1))
        return {};
    std::ranges::stable_sort(shards, {}, [](const TextShard &shard) { return shard.text().size(); });
    std::size_t count = 0;
    std::uint64_t positions = 0;
    while (count < shards.size() && shards.size() - count + 1 > (few + 1) / 2
           && positions + shards[count].text().size() <= kMaximumMergedPositions)
        positions += shards[count++].text().size();
    if (count < 2)
        return {};
    auto bytes = combine(std::span(shards).first(count), [](const Source &) { return true; });
    auto shard = bytes ? store(folder, *bytes) : base::fail(bytes.error());
    if (!shard)
        return base::fail(shard.error());
    shards.erase(shards.begin(), shards.begin() + static_cast<std::ptrdiff_t>(count));
    shards.push_back(*std::move(shard));
    merged += static_cast<int>(count);
    return {};
}

void removeUnlisted(const QString &folder, const IndexList &list)
{
    std::set<QString> listed;
    for (const IndexList::Entry &entry : list.shards)
        listed.insert(shardPath(folder, entry.digest));
    const QDir files(folder);
    for (const QString &name : files.entryList({u"*.shard"_s, u"*.new-*"_s}, QDir::Files)) {
        // What can't be removed now will be at the next update.
        if (!listed.contains(files.filePath(name)))
            QFile::remove(files.filePath(name));
    }
}

} // namespace

base::Result<IndexFolder::Update> IndexFolder::update(const std::vector<IndexedSource> &sources, const Options &options,
                                                      base::TaskContext &task) const
{
    if (auto made = base::files::makeFolder(m_folder); !made)
        return base::fail(made.error());
    std::vector<const IndexedSource *> wanted;
    for (const IndexedSource &source : sources)
        wanted.push_back(&source);
    std::ranges::sort(wanted, {}, [](const IndexedSource *source) { return source->source; });
    std::set<Source> named;
    for (const IndexedSource *source : wanted) {
        if (!named.insert(source->source).second)
            return base::fail(base::ErrorKind::Conflict, u"a source is named twice for one text index"_s);
    }

    Update result;
    const IndexList old = IndexList::read(m_folder);
    std::set<Source> kept;
    for (const IndexedSource *source : wanted) {
        if (old.sources.contains(source->source))
            kept.insert(source->source);
    }
    std::vector<TextShard> good;
    for (const IndexList::Entry &entry : old.shards) {
        auto shard = TextShard::open(shardPath(m_folder, entry.digest));
        if (shard && shard->contentDigest() == entry.digest) {
            good.push_back(*std::move(shard));
            continue;
        }
        ++result.damagedShards;
        for (const Source &source : entry.sources)
            kept.erase(source);
    }
    const auto keep = [&](const Source &source) { return kept.contains(source); };

    PartsBuilder parts(m_folder, options, task);
    for (const TextShard &shard : good) {
        const auto count = std::ranges::count_if(shard.sources(), keep);
        if (count == std::ssize(shard.sources())) {
            parts.shards.push_back(shard);
        } else if (count > 0) {
            auto bytes = combine(std::span(&shard, 1), keep);
            auto rest = bytes ? store(m_folder, *bytes) : base::fail(bytes.error());
            if (!rest)
                return base::fail(rest.error());
            parts.shards.push_back(*std::move(rest));
        }
    }
    const std::size_t before = parts.shards.size();
    for (const IndexedSource *source : wanted) {
        if (keep(source->source))
            continue;
        if (auto read = parts.read(*source); !read)
            return base::fail(read.error());
    }
    if (auto finished = parts.finish(); !finished)
        return base::fail(finished.error());
    result.textBytes = parts.textBytes;
    result.builtShards = static_cast<int>(parts.shards.size() - before);
    if (auto merged = mergeSmall(m_folder, options.fewShards, parts.shards, result.mergedShards); !merged)
        return base::fail(merged.error());

    auto index = TextIndex::of(parts.shards);
    if (!index)
        return base::fail(index.error());
    result.index = *std::move(index);
    IndexList list;
    for (const IndexedSource *source : wanted)
        list.sources.insert(source->source);
    for (const TextShard &shard : parts.shards)
        list.shards.push_back({shard.contentDigest(), {shard.sources().begin(), shard.sources().end()}});
    if (auto written = list.write(m_folder); !written)
        return base::fail(written.error());
    removeUnlisted(m_folder, list);
    return result;
}

} // namespace datanet::attribution
