#pragma once

#include "attribution/text_index.h"
#include "base/task.h"

#include <QString>

#include <functional>
#include <vector>

namespace datanet::attribution {

// What a source hands over, record after record, by ascending position.
using RecordSink =
    std::function<base::Status(const base::Digest &recordId, std::uint32_t position, std::string_view text)>;

// A source that the index is to hold. read() is called, on a worker thread, only when its text is not indexed yet.
struct IndexedSource
{
    Source source;
    std::function<base::Status(const RecordSink &)> read;
};

// Shards in a folder, kept as files named by their content and listed in index.json. Everything here can be made again
// from the sources: a missing or damaged file costs time, never an answer. A kill at any instant leaves the old list
// or the new one; files that no list names are removed. One process at a time per folder (the caller locks it).
class IndexFolder
{
public:
    struct Options
    {
        int threads = 2; // shards built at the same time
        std::int64_t partBytes = 24 << 20; // of text, after which another shard is begun
        std::size_t fewShards = 8; // above it, small ones are merged
    };
    struct Result
    {
        TextIndex index;
        std::int64_t builtBytes = 0; // of text that had to be read
        int builtShards = 0;
        int damagedShards = 0; // found and built again
        int mergedShards = 0;
    };

    explicit IndexFolder(QString folder) : m_folder(std::move(folder)) { }

    // Makes the folder hold exactly these sources and opens it. A source that is indexed already, with the same
    // priority, is not read again. Errors of read() are passed on; then the folder is as before.
    [[nodiscard]] base::Result<Result> update(const std::vector<IndexedSource> &sources, const Options &options,
                                              base::TaskContext &task);

private:
    QString m_folder;
};

} // namespace datanet::attribution
