#pragma once

#include "attribution/shard_builder.h"
#include "attribution/text_index.h"
#include "base/task.h"

#include <QString>

#include <functional>
#include <vector>

namespace datanet::attribution {

// What a source hands over, record after record, by ascending position.
using RecordSink =
    std::function<base::Status(const base::Digest &recordId, std::uint32_t position, std::string_view text)>;

// A source that the index is to hold. read() is called, on the calling thread, only when its text is not indexed yet.
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
        int threads = 2; // shards sorted at the same time
        std::int64_t partBytes = ShardBuilder::kPartBytes;
        std::size_t fewShards = 8; // above it, the smallest ones are merged
    };
    struct Update
    {
        TextIndex index;
        std::int64_t textBytes = 0; // that had to be read
        int builtShards = 0;
        int damagedShards = 0; // missing or damaged ones, whose sources were read again
        int mergedShards = 0; // that went into larger ones
    };

    explicit IndexFolder(QString folder) : m_folder(std::move(folder)) { }

    // Makes the folder hold exactly these sources and opens it. A source that is indexed already, with the same
    // priority, is not read again: a new version costs its own size. Errors of read() are passed on, Conflict when a
    // source is named twice; then the folder is as it was.
    [[nodiscard]] base::Result<Update> update(const std::vector<IndexedSource> &sources, const Options &options,
                                              base::TaskContext &task) const;

private:
    QString m_folder;
};

} // namespace datanet::attribution
